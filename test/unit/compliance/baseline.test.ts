import assert from 'node:assert/strict';
import { baselineText, parseBaseline, type BaselineEntry } from '../../../src/core/compliance/baseline';
import { deployment, reportOf, statusesOf } from '../../support/compliance';

const faulty = deployment.replace(/ +livenessProbe.*\n/, '').replace(':1.4.2', ':latest');
const entriesOf = (text: string): readonly BaselineEntry[] => {
  const read = parseBaseline(text, '.cpin-baseline.yaml');
  assert.ok('entries' in read, 'fault' in read ? read.fault : '');
  return read.entries;
};
const written = (until: string) => entriesOf(baselineText(reportOf({ 'k8s/d.yaml': faulty }).findings, [], 'Version figée en février: ticket 12', until));

describe('a baseline', () => {
  it('accepts what it was written for, wherever the lines go, and makes its requirement partial', () => {
    const moved = { 'k8s/d.yaml': `# une ligne\n\n${faulty.replace('spec:', 'spec: # ici')}` };
    const { findings, accepted, stale, requirements } = reportOf(moved, { baseline: written('2027-06-30') });
    assert.deepEqual([findings, stale], [[], []]);
    assert.ok(accepted.length >= 2);
    assert.deepEqual([accepted[0]?.by, accepted[0]?.until, accepted[0]?.reason], ['baseline', '2027-06-30', 'Version figée en février: ticket 12']);
    assert.equal(requirements.find(({ requirement }) => requirement.id === 'EXI-ARCH-12')?.status, 'partiel');
  });

  it('no longer accepts after its day, and says so', () => {
    const { findings, accepted, stale } = reportOf({ 'k8s/d.yaml': faulty }, { baseline: written('2027-01-14') });
    assert.ok(findings.length >= 2);
    assert.deepEqual(accepted, []);
    assert.ok(stale.every(({ why }) => why === 'expired') && stale.length === findings.length);
    assert.equal(reportOf({ 'k8s/d.yaml': faulty }, { baseline: written('2027-01-15') }).findings.length, 0, 'good until the end of its day');
  });

  it('says which entries match nothing any more, and does not accept another fault of the same rule', () => {
    const { findings, stale } = reportOf({ 'k8s/d.yaml': faulty.replace('- name: api', '- name: autre') }, { baseline: written('2027-06-30') });
    assert.ok(stale.length > 0 && stale.every(({ why }) => why === 'unmatched'));
    assert.ok(findings.some(({ rule }) => rule === 'kubernetes/probes-required'));
  });

  it('tells apart two findings that are alike', () => {
    const twice = `${faulty}---\n${faulty}`;
    const names = reportOf({ 'k8s/d.yaml': twice }).findings.map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(names).size, names.length);
  });

  it('keeps the reasons already given when it is written again', () => {
    const known = written('2027-06-30');
    const again = entriesOf(baselineText(reportOf({ 'k8s/d.yaml': faulty, 'k8s/e.yaml': faulty }).findings, known, 'Autre raison', '2027-12-31'));
    assert.ok(again.length > known.length);
    assert.deepEqual(again.filter(({ file }) => file === 'k8s/d.yaml'), known);
  });

  it('takes a comment in the file for an acceptance too, with its reason', () => {
    const { accepted, findings } = reportOf({ 'k8s/d.yaml': faulty.replace('image: harbor', '# cpin-ignore kubernetes/image-tag-pinned: image de démonstration\n          image: harbor') });
    assert.deepEqual(accepted.map(({ finding, reason, by }) => [finding.rule, reason, by]), [['kubernetes/image-tag-pinned', 'image de démonstration', 'comment']]);
    assert.ok(!findings.some(({ rule }) => rule === 'kubernetes/image-tag-pinned'));
    assert.equal(statusesOf(reportOf({ 'k8s/d.yaml': deployment }))['EXI-ARCH-27'], 'conforme');
  });

  it('says in French what is wrong with it, and where', () => {
    const good = baselineText(reportOf({ 'k8s/d.yaml': faulty }).findings, [], 'raison', '2027-06-30');
    for (const [text, expected] of [
      ['a: [', /ligne 1 : ce YAML ne se lit pas/],
      ['', /« version: 1 »/],
      ['- a', /« version: 1 »/],
      [good.replace('version: 1', 'version: 2'), /ligne 3 : « version »/],
      [good.replace('2027-06-30', '2027-02-30'), /ligne \d+ : « until » attend une date/],
      [good.replace('reason: raison', 'reason: " "'), /« reason » attend la raison/],
      [good.replace('reason: raison', 'raison: x'), /« (reason|raison)/],
      [good.replace(/fingerprint: \S+/, 'fingerprint: abc'), /« fingerprint » attend l’empreinte/],
      [`${good}version: 1\n`, /ne se lit pas|clés répétées/],
    ] as const) {
      const read = parseBaseline(text, 'b.yaml');
      assert.ok('fault' in read, text);
      assert.match(read.fault, expected);
      assert.match(read.fault, /\.$/);
    }
  });
});
