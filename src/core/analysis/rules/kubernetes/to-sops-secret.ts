import type { Fix, TextEdit } from '../../finding';
import type { KubernetesObject } from '../../kubernetes/object';
import { appendTo, remove, renameKey, replaceScalar } from '../../yaml/edit';
import { listAt, mapAt, stringAt } from '../../yaml/plain';
import type { Workspace } from '../test';

/** Takes `key` out of a ConfigMap to a SopsSecret yet to be filled and encrypted, in a file beside it, and leads to it the containers that read it by name. The value is not copied: it was published, so it is to be renewed. */
export function toSopsSecret(map: KubernetesObject, key: string): (workspace: Workspace) => Fix | undefined {
  return workspace => {
    const others = Object.keys(mapAt(map.value, 'data')).length;
    const removed = others > 1 ? remove(map, ['data', key], ['data']) : undefined;
    if (!removed || map.name === '' || !/^[a-z0-9.-]+$/.test(map.name) || !/^[\w.-]+$/.test(key)) return undefined;
    const name = `${map.name}-secret`;
    const file = `${map.file.slice(0, map.file.lastIndexOf('/') + 1)}${name}.sops.yaml`;
    if (workspace.objects.some(other => other.file === file || (other.kind === 'SopsSecret' && other.name === name))) return undefined;
    const edits = [...removed];
    for (const user of workspace.objects) {
      const led = user.containers.length === 0 || user.namespace !== map.namespace ? [] : leadTo(user, map.name, key, name);
      if (!led) return undefined;
      edits.push(...led);
    }
    edits.push({ file, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: skeleton(map, name, key) });
    return { title: `Sortir « ${key} » vers un SopsSecret « ${name} », à remplir et à chiffrer`, edits, creates: [file] };
  };
}

/** The edits that make the containers of `user` read `key` from the secret; undefined when one cannot be written. */
function leadTo(user: KubernetesObject, map: string, key: string, secret: string): TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const { path, value } of user.containers) {
    const all = listAt(value, 'envFrom');
    if (all.some(one => stringAt(one, 'configMapRef', 'name') === map)) {
      // The name of the variable is that of the key, with both.
      const added = appendTo(user, [...path, 'envFrom'], { secretRef: { name: secret } });
      if (!added) return undefined;
      edits.push(...added);
    }
    for (const [index, one] of listAt(value, 'env').entries()) {
      const from = mapAt(one, 'valueFrom', 'configMapKeyRef');
      if (from['name'] !== map || from['key'] !== key) continue;
      const at = [...path, 'env', index, 'valueFrom', 'configMapKeyRef'];
      const renamed = renameKey(user, at, 'secretKeyRef');
      const named = replaceScalar(user, [...at, 'name'], secret);
      if (!renamed || !named) return undefined;
      edits.push(...renamed, ...named);
    }
  }
  return edits;
}

function skeleton(map: KubernetesObject, name: string, key: string): string {
  return [
    '# À remplir avec une valeur renouvelée, puis à chiffrer avec SOPS et la clé publique du cluster, avant tout envoi dans Git.',
    'apiVersion: isindir.github.com/v1alpha3', 'kind: SopsSecret', 'metadata:', `  name: ${name}`, ...(map.namespace === undefined ? [] : [`  namespace: ${map.namespace}`]),
    'spec:', '  secretTemplates:', `    - name: ${name}`, '      stringData:', `        ${key}: <à-remplir>`, '',
  ].join(map.source.eol);
}
