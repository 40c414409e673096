import { required, type Reason, type Report } from './fault';
import { annotations, dnsLabel, label, labels, pathSegment, subdomain, wellFormed, type Format } from './formats';
import type { Manifest } from './shapes';

const nameless: Reason = { server: 'name or generateName is required', advice: 'donnez-lui un nom' };

/** Of kinds whose names are no domain names. */
const formats: Readonly<Record<string, Format>> = {
  Service: dnsLabel, Namespace: label, StatefulSet: label,
  Role: pathSegment, ClusterRole: pathSegment, RoleBinding: pathSegment, ClusterRoleBinding: pathSegment,
};

const unseen = new Set(['policy/v1/PodDisruptionBudget', 'v1/Event', 'events.k8s.io/v1/Event']);

/** What is wrong with the name, the labels and the annotations of an object (k8s.io/apimachinery, `ValidateObjectMeta`). */
export function metadata({ apiVersion, kind, metadata: given = {} }: Manifest, report: Report): void {
  const { name, generateName, namespace, labels: own, annotations: notes } = given;
  // The server looks at no metadata of these.
  if (unseen.has(`${apiVersion}/${kind}`)) return;
  // Other projects use some kinds for other things: their names are domain names, whatever they are.
  const native = !apiVersion.includes('/') || /^[a-z]+\/|\.k8s\.io\//.test(apiVersion);
  const format = (native ? formats[kind] : undefined) ?? subdomain;
  if (generateName) wellFormed(generateName.replace(/-$/, 'a'), format, 'metadata.generateName', report);
  if (name) wellFormed(name, format, 'metadata.name', report);
  else if (!generateName) report('metadata.name', required(nameless));
  if (namespace) wellFormed(namespace, label, 'metadata.namespace', report);
  labels(own, 'metadata.labels', report);
  annotations(notes, 'metadata.annotations', report);
}
