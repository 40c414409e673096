import { fromBase64 } from '../../../analysis/base64';
import type { Container, KeyRef, KubeObject, Pod } from '../object';
import type { Work } from '../work';

/** The variables a container starts with, or why the kubelet cannot make them, in its words. */
export type Environment = { readonly ok: true; readonly values: Readonly<Record<string, string>> } | { readonly ok: false; readonly message: string };

interface Holder extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** Follows `env` and `envFrom` to the ConfigMaps and Secrets they name (k8s.io/kubernetes, `makeEnvironmentVariables`). */
export function environmentOf(work: Pick<Work, 'find'>, pod: Pod, container: Container, image: Readonly<Record<string, string>>): Environment {
  const values: Record<string, string> = { ...image };
  const namespace = pod.metadata.namespace ?? '';
  const holder = (kind: 'ConfigMap' | 'Secret', name: string) => work.find<Holder>({ group: '', kind, namespace, name });
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const [kind, ref] = configMapRef ? (['ConfigMap', configMapRef] as const) : (['Secret', secretRef] as const);
    if (!ref) continue;
    const found = holder(kind, ref.name);
    if (!found && !ref.optional) return { ok: false, message: `${kind.toLowerCase()} "${ref.name}" not found` };
    for (const [key, value] of Object.entries(found?.data ?? {})) values[prefix + key] = decoded(kind, value);
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    if (value !== undefined) values[name] = expand(value, values);
    const [kind, ref] = valueFrom?.configMapKeyRef ? (['ConfigMap', valueFrom.configMapKeyRef] as const) : (['Secret', valueFrom?.secretKeyRef] as const);
    if (ref) {
      const read = keyOf(kind, ref, holder(kind, ref.name), namespace);
      if (!read.ok) return read;
      if (read.value !== undefined) values[name] = read.value;
    }
    if (valueFrom?.fieldRef) values[name] = fieldOf(pod, valueFrom.fieldRef.fieldPath);
  }
  return { ok: true, values };
}

function keyOf(kind: 'ConfigMap' | 'Secret', ref: KeyRef, found: Holder | undefined, namespace: string): { ok: true; value: string | undefined } | { ok: false; message: string } {
  const value = found?.data?.[ref.key];
  if (value !== undefined) return { ok: true, value: decoded(kind, value) };
  if (ref.optional) return { ok: true, value: undefined };
  return { ok: false, message: found ? `couldn't find key ${ref.key} in ${kind} ${namespace}/${ref.name}` : `${kind.toLowerCase()} "${ref.name}" not found` };
}

function decoded(kind: 'ConfigMap' | 'Secret', value: string): string {
  return kind === 'Secret' ? fromBase64(value) : value;
}

/** `$(NAME)` of a variable defined before, as Kubernetes expands it. */
function expand(value: string, known: Readonly<Record<string, string>>): string {
  return value.replace(/\$\$|\$\((\w[\w.-]*)\)/g, (whole, name: string | undefined) => (name === undefined ? '$' : (known[name] ?? whole)));
}

function fieldOf(pod: Pod, path: string): string {
  const { metadata, spec, status } = pod;
  const label = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (label) return metadata[label[1] as 'labels' | 'annotations']?.[label[2] ?? ''] ?? '';
  switch (path) {
    case 'metadata.name': return metadata.name;
    case 'metadata.namespace': return metadata.namespace ?? '';
    case 'metadata.uid': return metadata.uid;
    case 'spec.nodeName': return spec.nodeName ?? '';
    case 'spec.serviceAccountName': return spec.serviceAccountName ?? 'default';
    case 'status.podIP': return status.podIP ?? '';
    case 'status.hostIP': return status.hostIP ?? '';
    default: return '';
  }
}
