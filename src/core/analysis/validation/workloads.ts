import { selects } from '../kubernetes/selector';
import { share } from './budgets';
import { claim } from './data';
import { forbidden, invalid, required, unsupported, type Reason, type Report } from './fault';
import { annotations, isSelector, label, labels, labelSelector, notNegative, oneOf, wellFormed } from './formats';
import { podSpec, template as podTemplate } from './pod';
import type { ClaimSpec, Labels, Metadata, Selector, Template } from './shapes';

interface Strategy {
  readonly type?: string;
  readonly rollingUpdate?: { readonly maxSurge?: number | string; readonly maxUnavailable?: number | string };
}

export interface WorkloadSpec {
  readonly replicas?: number;
  readonly selector?: Selector;
  readonly template?: Template;
  readonly minReadySeconds?: number;
  readonly revisionHistoryLimit?: number;
  readonly progressDeadlineSeconds?: number;
  readonly strategy?: Strategy;
  readonly updateStrategy?: Strategy;
  readonly serviceName?: string;
  readonly volumeClaimTemplates?: readonly { readonly metadata?: Metadata; readonly spec?: ClaimSpec }[];
}

/** A selector that does not choose the pods it makes: other parts of an analysis may say it in words of their own. */
export const unmatched: Reason = { server: '`selector` does not match template `labels`', advice: 'le sélecteur doit choisir les labels du modèle' };

const reasons = {
  empty: (kind: string) => ({ server: `empty selector is invalid for ${kind.toLowerCase()}`, advice: 'un sélecteur vide choisirait tous les pods : nommez au moins un label du modèle' }),
  deadline: { server: 'must be greater than minReadySeconds', advice: 'le délai dépasse `minReadySeconds`, sans quoi aucune mise à jour ne réussirait' },
  recreate: { server: "may not be specified when strategy `type` is 'Recreate'", advice: 'avec `Recreate` tout s’arrête avant de repartir : retirez `rollingUpdate`' },
  stuck: { server: 'may not be 0 when `maxSurge` is 0', advice: 'sans pod en plus ni pod en moins, rien ne peut être remplacé' },
  stuckDaemons: { server: 'cannot be 0 when maxSurge is 0', advice: 'sans pod en plus ni pod en moins, rien ne peut être remplacé' },
  update: { server: "must be 'RollingUpdate' or 'OnDelete'", advice: 'écrivez `RollingUpdate` ou `OnDelete`' },
  ends: (kind: string) => ({ server: `activeDeadlineSeconds in ${kind} is not Supported`, advice: 'ces pods durent : retirez le champ' }),
} as const;

/** What is wrong with what keeps pods alive (k8s.io/kubernetes, `ValidateDeploymentSpec` and its like). */
export function workload(kind: string, spec: WorkloadSpec = {}, report: Report, claimed?: ReadonlySet<string>): void {
  notNegative(spec.replicas, 'spec.replicas', report);
  selector(kind, spec, report);
  if (claimed) claiming(spec.template, claimed, report);
  else podTemplate(spec.template, 'spec.template', report);
  oneOf(spec.template?.spec?.restartPolicy, ['Always'], 'spec.template.spec.restartPolicy', report);
  if (spec.template?.spec?.activeDeadlineSeconds !== undefined) report('spec.template.spec.activeDeadlineSeconds', forbidden(reasons.ends(kind)));
  if (kind === 'Deployment') strategy(spec.strategy, report);
  if (kind === 'DaemonSet') daemons(spec.updateStrategy?.rollingUpdate, report);
  notNegative(spec.minReadySeconds, 'spec.minReadySeconds', report);
  notNegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit', report);
  const { progressDeadlineSeconds: deadline = 600, minReadySeconds: ready = 0 } = spec;
  if (kind === 'Deployment' && deadline <= ready) report('spec.progressDeadlineSeconds', invalid(deadline, reasons.deadline));
}

/** The pods of a StatefulSet have names of its own, and its claims for volumes. */
function claiming(given: Template | undefined, claimed: ReadonlySet<string>, report: Report): void {
  labels(given?.metadata?.labels, 'spec.template.labels', report, 'spec.template.metadata.labels');
  annotations(given?.metadata?.annotations, 'spec.template.annotations', report, 'spec.template.metadata.annotations');
  const { hostname: _, subdomain: __, ...pod } = given?.spec ?? {};
  podSpec(pod, 'spec.template.spec', report, false, claimed);
}

/** The volumes of the claims are those of the pods. */
export function statefulSet(spec: WorkloadSpec = {}, report: Report): void {
  const { volumeClaimTemplates: claims = [], updateStrategy, serviceName } = spec;
  workload('StatefulSet', spec, report, new Set(claims.flatMap(({ metadata }) => metadata?.name ?? [])));
  claims.forEach((one, index) => claim(one.spec, `spec.volumeClaimTemplates[${index}].spec`, report));
  if (serviceName) wellFormed(serviceName, label, 'spec.serviceName', report);
  const type = updateStrategy?.type || 'RollingUpdate';
  if (type !== 'RollingUpdate' && type !== 'OnDelete') report('spec.updateStrategy', invalid(type, reasons.update, `apps.StatefulSetUpdateStrategy{Type:"${type}", RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(nil)}`), 'spec.updateStrategy.type');
}

/** Whether it can be held against labels is told first. */
function selector(kind: string, { selector: given, template }: WorkloadSpec, report: Report): void {
  if (!given) report('spec.selector', required());
  else if (Object.keys(given.matchLabels ?? {}).length + (given.matchExpressions ?? []).length === 0) report('spec.selector', invalid(null, reasons.empty(kind), 'v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}'));
  labelSelector(given, 'spec.selector', report);
  if (isSelector(given) && !selects(given, template?.metadata?.labels)) report('spec.template.metadata.labels', invalid(null, unmatched, goMap(template?.metadata?.labels)));
}

function strategy(given: Strategy | undefined, report: Report): void {
  const type = given?.type || 'RollingUpdate';
  if (type !== 'Recreate' && type !== 'RollingUpdate') return report('spec.strategy', unsupported(type, ['Recreate', 'RollingUpdate'], `apps.DeploymentStrategy{Type:"${type}", RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}`), 'spec.strategy.type');
  if (type === 'Recreate' && given?.rollingUpdate) return report('spec.strategy.rollingUpdate', forbidden(reasons.recreate));
  const { maxSurge = '25%', maxUnavailable = '25%' } = given?.rollingUpdate ?? {};
  share(maxUnavailable, 'spec.strategy.rollingUpdate.maxUnavailable', report, true);
  share(maxSurge, 'spec.strategy.rollingUpdate.maxSurge', report);
  if (isNone(maxSurge) && isNone(maxUnavailable)) report('spec.strategy.rollingUpdate.maxUnavailable', invalid(maxUnavailable, reasons.stuck));
}

function daemons(given: Strategy['rollingUpdate'], report: Report): void {
  const { maxSurge = 0, maxUnavailable = 1 } = given ?? {};
  share(maxUnavailable, 'spec.updateStrategy.rollingUpdate.maxUnavailable', report, true);
  share(maxSurge, 'spec.updateStrategy.rollingUpdate.maxSurge', report, true);
  if (isNone(maxSurge) && isNone(maxUnavailable)) report('spec.updateStrategy.rollingUpdate.maxUnavailable', invalid(maxUnavailable, reasons.stuckDaemons));
}

const isNone = (value: number | string): boolean => /^0+%?$/.test(String(value));

/** Labels as Go prints them. */
function goMap(given: Labels | undefined): string {
  return given ? `map[string]string{${Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `"${key}":"${value}"`).join(', ')}}` : 'map[string]string(nil)';
}
