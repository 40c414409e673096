import assert from 'node:assert/strict';
import { unverifiable, verify } from '../../../src/core/labs/verify';
import type { CheckVerdict } from '../../../src/core/labs/verdict';
import { at, evidence, finding, lab, object } from './support';

const states = (checks: readonly CheckVerdict[]) => Object.fromEntries(checks.map(check => [check.check, check.state]));
const run = (changes?: Parameters<typeof evidence>[0]) => verify(lab, 'v1', evidence(changes));
const one = (id: string, changes?: Parameters<typeof evidence>[0]) => run(changes).checks.find(check => check.check === id) as CheckVerdict;

describe('verify', () => {
  it('holds when the targets are there and the rules find nothing', () => {
    const verdict = run();
    assert.equal(verdict.state, 'holds');
    assert.deepEqual(verdict.checks.map(check => check.check), ['present', 'image', 'docker', 'base'], 'each check comes after those it requires');
    assert.ok(verdict.checks.every(check => check.reason !== ''));
  });

  it('fails at the place of the finding, with what was expected and the lines found', () => {
    const place = at('web.yaml', 4, '  image: web:latest');
    const image = one('image', { findings: [finding('kubernetes/image-tag-pinned', place, { resource: object().resource })] });
    assert.equal(image.state, 'fails');
    assert.deepEqual(image.location, place);
    assert.equal(image.expected, 'Ce qui est attendu.');
    assert.equal(image.found, 'image: web:latest');
    assert.match(image.reason, /ne tient pas/);
  });

  it('shows what hangs from the key it points at', () => {
    const text = 'resources:\n  limits:\n    memory: 1Mi\nports: []\n';
    const base = one('base', { files: [{ file: 'Dockerfile', text }], findings: [finding('dockerfile/from-pinned', at('Dockerfile', 0, 'resources'))] });
    assert.equal(base.found, 'resources:\n  limits:\n    memory: 1Mi');
  });

  it('counts the other places of the same rule in its reason', () => {
    const places = [0, 1, 2].map(line => finding('dockerfile/from-pinned', at('Dockerfile', line)));
    assert.match(one('base', { findings: places }).reason, /2 autres endroits/);
    assert.match(one('base', { findings: places.slice(1) }).reason, /un autre endroit est/);
  });

  it('fails on a finding that a comment accepts: the work was to correct it', () => {
    const accepted = finding('kubernetes/image-tag-pinned', at('web.yaml', 4, '  image: web:latest'), { resource: object().resource });
    assert.equal(one('image', { ignored: [{ finding: accepted, reason: 'plus tard' }] }).state, 'fails');
  });

  it('ignores findings of information, of other objects, of other files and of other rules', () => {
    const findings = [
      finding('kubernetes/image-tag-pinned', at('web.yaml', 4), { severity: 'information', resource: object().resource }),
      finding('kubernetes/image-tag-pinned', at('autre.yaml', 4), { resource: object('autre').resource }),
      finding('kubernetes/probes-required', at('web.yaml', 4), { resource: object().resource }),
      finding('dockerfile/from-pinned', at('outils/Dockerfile', 0)),
    ];
    assert.equal(run({ findings }).state, 'holds');
  });

  it('fails when the object was deleted, names what is there instead, and leaves its dependents unknown because of it', () => {
    const verdict = run({ resources: [object('web-bis')] });
    assert.deepEqual(states(verdict.checks), { present: 'fails', image: 'unknown', docker: 'holds', base: 'holds' });
    const [present, image] = verdict.checks;
    assert.match(present?.reason ?? '', /Deployment\/web.* introuvable/);
    assert.match(present?.found ?? '', /Deployment\/web-bis \(web\.yaml\)/);
    assert.match(image?.reason ?? '', /parce que « Deployment présent »/);
    assert.equal(verdict.state, 'fails');
  });

  it('fails when the container is gone from the object: commenting it out is no correction', () => {
    const present = one('present', { resources: [object('web', ['sidecar'])] });
    assert.equal(present.state, 'fails');
    assert.match(present.reason, /conteneur « web »/);
    assert.match(present.found ?? '', /sidecar/);
  });

  it('fails when the container has no image any more', () => {
    const present = one('present', { resources: [{ ...object(), containers: [{ name: 'web' }] }] });
    assert.equal(present.state, 'fails');
    assert.match(present.reason, /« web » de « Deployment\/web » n’a plus d’image/);
  });

  it('holds for an object moved to another file', () => {
    assert.equal(run({ resources: [object('web', ['web'], 'deploiement/tout.yaml')] }).state, 'holds');
  });

  it('fails when the file was deleted or renamed', () => {
    const docker = one('docker', { files: [{ file: 'dockerfile.old', text: 'FROM a:1' }] });
    assert.equal(docker.state, 'fails');
    assert.match(docker.reason, /« Dockerfile » est introuvable/);
  });

  it('fails at the place of an unreadable file that hides the target, and says that its dependents wait', () => {
    const unreadable = [{ file: 'web.yaml', reason: 'indentation inattendue à la ligne 3.', range: at('web.yaml', 2).range }];
    const verdict = run({ resources: [], unreadable });
    assert.deepEqual(states(verdict.checks), { present: 'fails', image: 'unknown', docker: 'holds', base: 'holds' });
    assert.equal(verdict.checks[0]?.location?.range.start.line, 2);
    assert.match(verdict.checks[0]?.reason ?? '', /« web\.yaml » ne se lit pas : indentation/);
  });

  it('fails when the target was read but its file is damaged further down', () => {
    assert.equal(one('present', { unreadable: [{ file: 'web.yaml', reason: 'second document illisible.' }] }).state, 'fails');
  });

  it('is not troubled by an unreadable file that has nothing to do with the target', () => {
    assert.equal(run({ unreadable: [{ file: 'autre.yaml', reason: 'illisible.' }] }).state, 'holds');
  });

  it('knows nothing of a rule of ours that could not run: its silence is no success, and no fault of the file', () => {
    const unreadable = [{ file: 'web.yaml', rule: 'kubernetes/image-tag-pinned', reason: 'expression invalide.' }];
    assert.deepEqual(states(run({ unreadable }).checks), { present: 'holds', image: 'unknown', docker: 'holds', base: 'holds' });
    assert.match(one('base', { unreadable: [{ file: 'dockerfile/from-pinned', rule: 'dockerfile/from-pinned', reason: 'x' }] }).reason, /n’a pas pu être évaluée/);
  });

  it('says of a lab whose checks depend on each other that the author is at fault', () => {
    const [image, present, ...others] = lab.checks;
    assert.ok(image && present);
    const verdict = verify({ ...lab, checks: [image, { ...present, requires: ['image'] }, ...others] }, 'v1', evidence());
    assert.deepEqual(states(verdict.checks), { docker: 'holds', base: 'holds', image: 'unknown', present: 'unknown' });
    assert.equal(verdict.state, 'unknown');
    assert.match(verdict.checks[2]?.reason ?? '', /pas votre travail/);
  });

  it('knows nothing, and blames nobody, when nothing could be looked at', () => {
    const verdict = unverifiable(lab, 'v1', 'L’analyse s’est arrêtée.');
    assert.equal(verdict.state, 'unknown');
    assert.ok(verdict.checks.every(check => check.state === 'unknown' && check.reason === 'L’analyse s’est arrêtée.'));
  });
});
