import assert from 'node:assert/strict';
import { findingsOf } from '../../support/analysis';
import { corpus, corpusFile, golden } from '../../oracles/golden';

/** Rules of ours and what the tool says of the same thing. */
const pairs: readonly (readonly [rule: string, codes: readonly string[]])[] = [
  ['dockerfile/from-pinned', ['DL3006', 'DL3007']],
  ['dockerfile/no-sudo', ['DL3004']],
  ['dockerfile/copy-not-add', ['DL3020']],
  ['dockerfile/cmd-json', ['DL3025']],
  ['dockerfile/unique-alias', ['DL3024']],
  ['dockerfile/starts-with-from', ['DL3061']],
  ['dockerfile/no-maintainer', ['DL4000']],
];

/** Where the two differ, and why ours stays as it is: the lines ours names and the tool's does not, and the reverse. */
const differences: Readonly<Record<string, { readonly ours: readonly number[]; readonly theirs: readonly number[]; readonly why: string }>> = {
  'arg-latest.Dockerfile dockerfile/from-pinned': { ours: [2], theirs: [], why: 'the default of an ARG is what is built when nobody says otherwise, and it says latest' },
  'heredoc.Dockerfile dockerfile/no-sudo': { ours: [3], theirs: [], why: 'the tool does not read this heredoc at all (DL1000)' },
  'healthcheck.Dockerfile dockerfile/cmd-json': { ours: [], theirs: [3], why: 'no signal is sent to a probe, and Kubernetes does not run it' },
  'sudo.Dockerfile dockerfile/no-sudo': { ours: [5], theirs: [], why: 'bash -c runs what its text says' },
};

describe('our Dockerfile rules beside hadolint', () => {
  const { cases, version } = golden<readonly string[]>('hadolint');
  for (const file of corpus('dockerfile')) {
    for (const [rule, codes] of pairs) {
      it(`${file}: ${rule} and ${codes.join(', ')} of ${version} name the same lines`, () => {
        const said = cases[file];
        assert.ok(said, `${file} has no golden verdict: run npm run oracles -- hadolint`);
        const theirs = said.flatMap(line => (codes.includes(line.split(' ')[0] ?? '') ? [Number(line.split(' ')[1])] : []));
        const ours = findingsOf(rule, corpusFile('dockerfile', file), 'Dockerfile').map(finding => finding.location.range.start.line + 1);
        const known = differences[`${file} ${rule}`] ?? { ours: [], theirs: [] };
        const only = (these: readonly number[], those: readonly number[]) => [...new Set(these)].filter(line => !those.includes(line));
        assert.deepEqual({ ours: only(ours, theirs), theirs: only(theirs, ours) }, { ours: known.ours, theirs: known.theirs });
      });
    }
  }
});
