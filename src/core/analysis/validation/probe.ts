import { forbidden, invalid, required, type Report } from './fault';
import { notNegative, portReference } from './formats';
import type { Container, Handler, Probe } from './shapes';

const reasons = {
  none: { server: 'must specify a handler type', advice: 'dites ce qui est demandé au conteneur : `httpGet`, `tcpSocket`, `exec` ou `grpc`' },
  several: { server: 'may not specify more than 1 handler type', advice: 'une seule demande à la fois : gardez l’une de `httpGet`, `tcpSocket`, `exec` et `grpc`' },
  once: { server: 'must be 1', advice: 'pour cette sonde, une seule réussite suffit : écrivez 1 ou retirez le champ' },
  init: { server: 'may not be set for init containers without restartPolicy=Always', advice: 'un conteneur d’initialisation finit avant que quiconque ne l’interroge : retirez le champ, ou donnez-lui `restartPolicy: Always` s’il doit durer' },
  noGrace: { server: 'must not be set for readinessProbes', advice: 'une sonde de disponibilité n’arrête rien : retirez le champ' },
  grace: { server: 'must be greater than 0', advice: 'une seconde ou plus' },
} as const;

const ways = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;
const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const counts = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const;

/** What is asked of a container while it lives (k8s.io/kubernetes, `validateLifecycle`, `validateProbe`); one that ends before the others answers nobody. */
export function probed(one: Container, path: string, ends: boolean, report: Report): void {
  if (ends) {
    for (const field of ['lifecycle', ...probes] as const) if (one[field]) report(`${path}.${field}`, forbidden(reasons.init));
    return;
  }
  const { preStop, postStart } = one.lifecycle ?? {};
  if (postStart) handler(postStart, `${path}.lifecycle.postStart`, report);
  if (preStop) handler(preStop, `${path}.lifecycle.preStop`, report);
  for (const field of probes) probe(one[field], `${path}.${field}`, field, report);
}

function probe(given: Probe | undefined, path: string, field: (typeof probes)[number], report: Report): void {
  if (!given) return;
  handler(given, path, report);
  for (const count of counts) notNegative(given[count], `${path}.${count}`, report);
  const { terminationGracePeriodSeconds: grace, successThreshold } = given;
  if (field === 'readinessProbe' && grace !== undefined) report(`${path}.terminationGracePeriodSeconds`, invalid(grace, reasons.noGrace));
  else if (grace !== undefined && grace <= 0) report(`${path}.terminationGracePeriodSeconds`, invalid(grace, reasons.grace));
  // Nothing, and zero, are one.
  if (field !== 'readinessProbe' && (successThreshold || 1) !== 1) report(`${path}.successThreshold`, invalid(successThreshold, reasons.once));
}

/** Of several ways, the first one counts. */
function handler(given: Handler, path: string, report: Report): void {
  const [first, ...others] = ways.filter(way => given[way]);
  if (first === undefined) return report(path, required(reasons.none));
  if (first === 'exec' && !given.exec?.command?.length) report(`${path}.exec.command`, required());
  if (first === 'httpGet' || first === 'tcpSocket') portReference(given[first]?.port ?? 0, `${path}.${first}.port`, report);
  if (first === 'grpc') portReference(given.grpc?.port ?? 0, `${path}.grpc.port`, report);
  for (const way of others) report(`${path}.${way}`, forbidden(reasons.several));
}
