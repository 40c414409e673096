import { forbidden, invalid, required, type Report } from './fault';
import { labelKey, labelSelector, wellFormed } from './formats';
import type { Requirement, Selector } from './shapes';

interface NodeTerm {
  readonly matchExpressions?: readonly Requirement[];
}

interface PodTerm {
  readonly labelSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly topologyKey?: string;
}

interface PodAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodTerm[];
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly { readonly weight?: number; readonly podAffinityTerm?: PodTerm }[];
}

export interface Affinity {
  readonly nodeAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: { readonly nodeSelectorTerms?: readonly NodeTerm[] };
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly { readonly weight?: number; readonly preference?: NodeTerm }[];
  };
  readonly podAffinity?: PodAffinity;
  readonly podAntiAffinity?: PodAffinity;
}

const reasons = {
  term: { server: 'must have at least one node selector term', advice: 'dites quels nœuds : au moins un élément dans `nodeSelectorTerms`' },
  weight: { server: 'must be in the range 1-100', advice: 'un poids va de 1 à 100' },
  topology: { server: 'can not be empty', advice: 'dites ce que les pods partagent ou se répartissent, comme `kubernetes.io/hostname`' },
  values: { server: "must be specified when `operator` is 'In' or 'NotIn'", advice: '`In` et `NotIn` comparent à des valeurs : citez-les dans `values`' },
  noValues: { server: "may not be specified when `operator` is 'Exists' or 'DoesNotExist'", advice: '`Exists` et `DoesNotExist` ne regardent que la clé : retirez `values`' },
  one: { server: "must be specified single value when `operator` is 'Lt' or 'Gt'", advice: '`Lt` et `Gt` comparent à une seule valeur' },
} as const;

const [must, should] = ['requiredDuringSchedulingIgnoredDuringExecution', 'preferredDuringSchedulingIgnoredDuringExecution'] as const;

/** Where pods would rather be, and must (k8s.io/kubernetes, `validateAffinity`). */
export function affinity(given: Affinity | undefined, path: string, report: Report): void {
  const { nodeAffinity: nodes } = given ?? {};
  const needed = nodes?.[must];
  if (needed && !needed.nodeSelectorTerms?.length) report(`${path}.nodeAffinity.${must}.nodeSelectorTerms`, required(reasons.term));
  needed?.nodeSelectorTerms?.forEach((term, index) => nodeTerm(term, `${path}.nodeAffinity.${must}.nodeSelectorTerms[${index}]`, report));
  nodes?.[should]?.forEach(({ weight = 0, preference = {} }, index) => {
    const at = `${path}.nodeAffinity.${should}[${index}]`;
    heavy(weight, at, report);
    nodeTerm(preference, `${at}.preference`, report);
  });
  for (const side of ['podAffinity', 'podAntiAffinity'] as const) pods(given?.[side], `${path}.${side}`, report);
}

function pods(given: PodAffinity | undefined, path: string, report: Report): void {
  given?.[must]?.forEach((term, index) => podTerm(term, `${path}.${must}[${index}]`, report));
  given?.[should]?.forEach(({ weight = 0, podAffinityTerm = {} }, index) => {
    heavy(weight, `${path}.${should}[${index}]`, report);
    podTerm(podAffinityTerm, `${path}.${should}[${index}].podAffinityTerm`, report);
  });
}

function heavy(weight: number, path: string, report: Report): void {
  if (weight <= 0 || weight > 100) report(`${path}.weight`, invalid(weight, reasons.weight));
}

function podTerm({ labelSelector: chosen, namespaceSelector, topologyKey }: PodTerm, path: string, report: Report): void {
  labelSelector(chosen, `${path}.labelSelector`, report);
  labelSelector(namespaceSelector, `${path}.namespaceSelector`, report);
  if (!topologyKey) report(`${path}.topologyKey`, required(reasons.topology));
  else wellFormed(topologyKey, labelKey, `${path}.topologyKey`, report);
}

function nodeTerm({ matchExpressions }: NodeTerm, path: string, report: Report): void {
  matchExpressions?.forEach(({ key = '', operator, values = [] }, index) => {
    const at = `${path}.matchExpressions[${index}]`;
    if ((operator === 'In' || operator === 'NotIn') && values.length === 0) report(`${at}.values`, required(reasons.values));
    if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) report(`${at}.values`, forbidden(reasons.noValues));
    if ((operator === 'Gt' || operator === 'Lt') && values.length !== 1) report(`${at}.values`, required(reasons.one));
    wellFormed(key, labelKey, `${at}.key`, report);
  });
}
