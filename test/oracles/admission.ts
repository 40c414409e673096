// What the oracle of the API server asks about our rules: the exported policies, and every object our own tests judge, made whole. Read by the oracle and by the tests.
import { createHash } from 'node:crypto';
import { otherKinds, podKinds } from '../../src/core/compliance/admission/kinds';
import { exportRules } from '../../src/core/compliance/admission/export';
import type { Stage } from '../../src/core/analysis/environment';
import { parseKubernetes } from '../../src/core/analysis/kubernetes/parse';
import { readContent } from '../../src/node/content/authors';
import { kubernetesReadings } from '../corpus/kubernetes';
import { failureModes } from '../support/failure-modes';
import { gitOpsFailureModes } from '../support/gitops-failure-modes';
import { wholeObject, type Written } from './whole';

const { rules } = readContent('.').catalog;

/** The policies as `cpin rules export` writes them. */
export const exported = (environment: Stage): string => exportRules(rules, environment);

/** Objects by the name of their golden verdict, which changes with what they hold: an object that was changed has none until the oracle is asked again. */
export function admissionCases(): ReadonlyMap<string, Written> {
  const texts = [
    ...Object.values(kubernetesReadings).flat().map(([text]) => text),
    ...rules.flatMap(({ appliesTo, examples }) => (appliesTo === 'kubernetes' ? [examples.passing, examples.failing] : [])),
    ...[...failureModes, ...gitOpsFailureModes].flatMap(({ files }) => Object.entries(files).filter(([file]) => /\.ya?ml$/.test(file)).map(([, text]) => text)),
  ];
  const objects = texts.filter(text => !text.includes('{{')).flatMap(text => parseKubernetes({ file: 'm.yaml', text }).objects.map(({ value }) => value as unknown as Written));
  return new Map(objects.filter(asked).map(wholeObject).map(object => [keyOf(object), object]));
}

/** Policies are asked about these kinds alone. */
function asked({ apiVersion, kind }: Written): boolean {
  return [...podKinds, ...otherKinds].some(one => one.kind === kind && apiVersion === (one.group === '' ? one.version : `${one.group}/${one.version}`));
}

function keyOf(object: Written): string {
  return `${object.kind} ${createHash('sha256').update(JSON.stringify(object)).digest('hex').slice(0, 10)}`;
}
