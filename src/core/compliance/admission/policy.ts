import type { RuleCard, RuleVariant } from '../../analysis/card';
import type { Stage } from '../../analysis/environment';
import { otherKinds, podKinds, resourceRules, type AdmittedKind } from './kinds';

const apiVersion = 'admissionregistration.k8s.io/v1';
const lists = ['containers', 'initContainers', 'ephemeralContainers'] as const;
const listOf = (list: string) => `(has(variables.pod.spec.${list}) ? variables.pod.spec.${list} : [])`;

/** What every policy on pods may call by name. An object is `dyn` where fields of several kinds are named: the type checker holds each expression against each kind. */
const podVariables = [
  { name: 'pod', expression: "object.kind == 'Pod' ? dyn(object) : object.kind == 'PodTemplate' ? dyn(object).template : object.kind == 'CronJob' ? dyn(object).spec.jobTemplate.spec.template : dyn(object).spec.template" },
  { name: 'containers', expression: lists.map(listOf).join(' + ') },
  { name: 'volumes', expression: listOf('volumes') },
] as const;

/** One reading of a rule as a validation, and the kinds it is asked of. */
export interface Validation {
  readonly variant: RuleVariant;
  readonly kinds: readonly AdmittedKind[];
  readonly expression: string;
}

/** The readings of a rule that a cluster can ask at admission: those that are more than advice and that one CEL expression over one object says. */
export function validationsOf(card: RuleCard): readonly Validation[] {
  if (card.appliesTo !== 'kubernetes') return [];
  return card.variants.filter(({ severity }) => severity !== 'information').flatMap(variant => {
    const asked = variant.admission ?? (variant.cel === undefined ? undefined : { each: card.each, cel: variant.cel, kinds: variant.kinds, exceptKinds: variant.exceptKinds, containers: variant.containers });
    if (!asked) return [];
    const { each, cel, kinds: only, exceptKinds = [], containers } = asked;
    const all = only ? [...podKinds, ...otherKinds].filter(({ kind }) => only.includes(kind)) : podKinds;
    const kinds = all.filter(({ kind }) => !exceptKinds.includes(kind));
    return [{ variant, kinds, expression: over(each, cel.replace(/\s+/g, ' ').trim(), containers) }];
  });
}

function over(each: string, cel: string, containers: readonly string[] | undefined): string {
  if (each === 'container') return `${containers ? `(${containers.map(listOf).join(' + ')})` : 'variables.containers'}.all(container, ${cel})`;
  if (each === 'volume') return `variables.volumes.all(volume, ${cel})`;
  return each === 'podTemplate' ? `[variables.pod].all(podTemplate, ${cel})` : `[dyn(object)].all(object, ${cel})`;
}

/** A rule as a ValidatingAdmissionPolicy and its binding to the namespaces that the platform's console manages; undefined when none of its readings can be exported. */
export function policyOf(card: RuleCard, environment: Stage): readonly [policy: object, binding: object] | undefined {
  const validations = validationsOf(card);
  if (validations.length === 0) return undefined;
  const kinds = [...podKinds, ...otherKinds].filter(({ kind }) => validations.some(one => one.kinds.some(other => other.kind === kind)));
  const name = `cpin-${card.id.split('/')[1] ?? card.id}`;
  const refuses = environment === 'prod' && (card.kyverno?.prod === 'enforce' || validations.some(({ variant }) => variant.severity === 'error'));
  const labels = { 'app.kubernetes.io/managed-by': 'cpin' };
  const about = [`règle ${card.id}`, ...card.requirements].join(', ');
  const policy = {
    apiVersion, kind: 'ValidatingAdmissionPolicy',
    metadata: { name, labels, annotations: { 'cpin/rule': card.id, ...(card.kyverno ? { 'cpin/kyverno': card.kyverno.name } : {}) } },
    spec: {
      // What cannot be evaluated is refused only where the policy refuses.
      failurePolicy: refuses ? 'Fail' : 'Ignore',
      matchConstraints: { resourceRules: resourceRules(kinds) },
      ...(kinds.some(kind => podKinds.includes(kind)) && validations.some(({ expression }) => expression.includes('variables.')) ? { variables: podVariables } : {}),
      validations: validations.map(one => ({ expression: guarded(one, kinds), message: `${card.title} (${about}).`, reason: 'Invalid' })),
    },
  };
  const binding = {
    apiVersion, kind: 'ValidatingAdmissionPolicyBinding', metadata: { name, labels },
    spec: { policyName: name, validationActions: refuses ? ['Deny'] : ['Warn', 'Audit'], matchResources: { namespaceSelector: { matchLabels: { 'app.kubernetes.io/managed-by': 'dso-console' } } } },
  };
  return [policy, binding];
}

/** A policy is asked of the kinds of all its readings together: one that spares some of them says so. */
function guarded({ kinds, expression }: Validation, all: readonly AdmittedKind[]): string {
  if (kinds.length === all.length) return expression;
  return `!(object.kind in [${kinds.map(({ kind }) => `'${kind}'`).join(', ')}]) || (${expression})`;
}
