import { codeReadings } from '../../corpus/code';
import { clean, leaking } from '../../corpus/secrets';
import { dockerfileReadings } from '../../corpus/dockerfile';
import { kubernetesReadings } from '../../corpus/kubernetes';
import { pipelineReadings } from '../../corpus/pipelines';
import { analysisOf, findingsOf } from '../../support/analysis';

/** What a rule finds over the cases whose verdict is known, beside what it should. */
interface Tally {
  cases: number;
  right: number;
  wrong: number;
  missed: number;
}

function tallyOf(cases: readonly { readonly found: number; readonly expected: number }[]): Tally {
  const total = { cases: cases.length, right: 0, wrong: 0, missed: 0 };
  for (const { found, expected } of cases) {
    total.right += Math.min(found, expected);
    total.wrong += Math.max(0, found - expected);
    total.missed += Math.max(0, expected - found);
  }
  return total;
}

const share = (part: number, rest: number) => (part + rest === 0 ? '–' : `${((100 * part) / (part + rest)).toFixed(1)} %`);

/** Precision and recall of each rule over the committed corpus. The unit tests fail when one verdict of it changes; this is to be read. */
export function verdictRows(): { what: string; ours: string; peer: string; target: string }[] {
  const secrets = (file: string, text: string) => analysisOf({ [file]: text }).findings.filter(({ rule }) => rule === 'secrets/in-clear').length;
  const tallies: (readonly [string, Tally])[] = [
    ...Object.entries(kubernetesReadings).map(([rule, cases]) => [rule, tallyOf(cases.map(([text, ...severities]) => ({ found: findingsOf(rule, text).length, expected: severities.length })))] as const),
    ...Object.entries(dockerfileReadings).map(([rule, cases]) => [rule, tallyOf(cases.map(([text, expected]) => ({ found: findingsOf(rule, text).length, expected })))] as const),
    ...Object.entries(pipelineReadings).map(([rule, cases]) => [rule, tallyOf(cases.map(([text, expected, others]) => ({ found: analysisOf({ '.gitlab-ci-dso.yml': text, ...others }).findings.filter(finding => finding.rule === rule).length, expected })))] as const),
    ...Object.entries(codeReadings).map(([rule, cases]) => [rule, tallyOf(cases.map(([files, expected]) => ({ found: analysisOf(files).findings.filter(finding => finding.rule === rule).length, expected })))] as const),
    ['secrets/in-clear', tallyOf([...leaking.map(([file, text, expected]) => ({ found: secrets(file, text), expected: expected.length })), ...clean.map(([file, text]) => ({ found: secrets(file, text), expected: 0 }))])],
  ];
  return tallies.map(([rule, { cases, right, wrong, missed }]) => ({ what: `verdicts of ${rule}`, ours: `precision ${share(right, wrong)}, recall ${share(right, missed)}`, peer: `${cases} known cases`, target: '100 %' }));
}
