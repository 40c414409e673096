import type { Container, PodSpec, Volume } from '../../object';
import { container, user } from './container';
import { label, oneOf, wellFormed, type Report } from './formats';

/** What is wrong with the specification of a pod (k8s.io/kubernetes, `ValidatePodSpec`). */
export function podSpec(spec: PodSpec | undefined, path: string, report: Report): void {
  const volumes = new Set<string>();
  spec?.volumes?.forEach((one, index) => volume(one, `${path}.volumes[${index}]`, volumes, report));
  if (!spec?.containers?.length) return report(`${path}.containers`, 'Required value');
  const names = new Set<string>();
  const each = (list: readonly Container[] | undefined, field: string) => list?.forEach((one, index) => container(one, `${path}.${field}[${index}]`, volumes, names, report));
  each(spec.containers, 'containers');
  each(spec.initContainers, 'initContainers');
  oneOf(spec.restartPolicy, ['Always', 'OnFailure', 'Never'], `${path}.restartPolicy`, report);
  oneOf((spec as { dnsPolicy?: string }).dnsPolicy, ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'], `${path}.dnsPolicy`, report);
  user(spec.securityContext, `${path}.securityContext`, report);
}

/** What a volume may be made of; one that says nothing is an `emptyDir`. */
function volume(one: Volume, path: string, names: Set<string>, report: Report): void {
  if (!one.name) report(`${path}.name`, 'Required value');
  else if (names.has(one.name)) report(`${path}.name`, `Duplicate value: "${one.name}"`);
  else wellFormed(one.name, label, `${path}.name`, report);
  names.add(one.name);
  const [, ...others] = (['emptyDir', 'hostPath', 'secret', 'persistentVolumeClaim', 'configMap'] as const).filter(source => one[source]);
  for (const source of others) report(`${path}.${source}`, 'Forbidden: may not specify more than 1 volume type');
  if (one.secret && !one.secret.secretName) report(`${path}.secret.secretName`, 'Required value');
  if (one.configMap && !one.configMap.name) report(`${path}.configMap.name`, 'Required value');
  if (one.persistentVolumeClaim && !one.persistentVolumeClaim.claimName) report(`${path}.persistentVolumeClaim.claimName`, 'Required value');
}
