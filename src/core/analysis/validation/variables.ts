import { invalid, required, type Report } from './fault';
import { environmentName, subdomain, wellFormed } from './formats';
import type { Container, Variable } from './shapes';

/** The fields of pods that an environment variable may take (k8s.io/kubernetes, `validateObjectFieldSelector`). */
const podFields = /^(metadata\.(name|namespace|uid)|metadata\.(labels|annotations)\['[^']+'\]|spec\.(nodeName|serviceAccountName|host)|status\.(hostIP|hostIPs|podIP|podIPs))$/;

const reasons = {
  both: { server: 'may not be specified when `value` is not empty', advice: 'une variable a une valeur ou une source, pas les deux : retirez `value` ou `valueFrom`' },
  several: { server: 'may not have more than one field specified at a time', advice: 'une seule source à la fois' },
  none: { server: 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`', advice: 'dites d’où vient la valeur : `configMapKeyRef`, `secretKeyRef`, `fieldRef` ou `resourceFieldRef`' },
  noneOfAll: { server: 'must specify one of: `configMapRef` or `secretRef`', advice: 'dites d’où viennent les variables : `configMapRef` ou `secretRef`' },
} as const;

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const;

/** What is wrong with the variables of a container (k8s.io/kubernetes, `ValidateEnv`, `ValidateEnvFrom`). */
export function variables({ env, envFrom }: Container, path: string, report: Report): void {
  env?.forEach((one, index) => variable(one, `${path}.env[${index}]`, report));
  envFrom?.forEach(({ prefix, configMapRef, secretRef }, index) => {
    const at = `${path}.envFrom[${index}]`;
    if (prefix) wellFormed(prefix, environmentName, `${at}.prefix`, report);
    if (configMapRef && !configMapRef.name) report(`${at}.configMapRef.name`, required());
    if (secretRef && !secretRef.name) report(`${at}.secretRef.name`, required());
    if (!configMapRef && !secretRef) report(`${path}.envFrom`, invalid('', reasons.noneOfAll));
    else if (configMapRef && secretRef) report(`${path}.envFrom`, invalid('', reasons.several));
  });
}

function variable({ name, value, valueFrom }: Variable, path: string, report: Report): void {
  if (!name) report(`${path}.name`, required());
  else wellFormed(name, environmentName, `${path}.name`, report);
  if (!valueFrom) return;
  const { fieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  const given = sources.filter(source => valueFrom[source]);
  if (fieldRef) field(fieldRef.fieldPath, `${path}.valueFrom.fieldRef.fieldPath`, report);
  for (const [source, one] of [['configMapKeyRef', configMapKeyRef], ['secretKeyRef', secretKeyRef]] as const) {
    if (one) wellFormed(one.name ?? '', subdomain, `${path}.valueFrom.${source}.name`, report);
    if (one && !one.key) report(`${path}.valueFrom.${source}.key`, required());
  }
  if (given.length === 0) report(`${path}.valueFrom`, invalid('', reasons.none));
  else if (value) report(`${path}.valueFrom`, invalid('', reasons.both));
  else if (given.length > 1) report(`${path}.valueFrom`, invalid('', reasons.several));
}

function field(fieldPath: string | undefined, path: string, report: Report): void {
  if (!fieldPath) report(path, required());
  else if (!podFields.test(fieldPath)) report(path, invalid(fieldPath, { server: `error converting fieldPath: field label not supported: ${fieldPath}`, advice: 'un pod ne donne que son nom, son espace, son `uid`, un label, une annotation, son nœud, son compte de service et ses adresses' }));
}
