import assert from 'node:assert/strict';
import { explain, type Explanation } from '../../../src/core/platform/view/why';
import { but, guichet, without } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const minute = 60_000;
const explained = (files: Readonly<Record<string, string>>): Explanation[] => explain(new Simulation().deploy(files).wait(20 * minute).state);
/** The places of an explanation, as `file:line` and the text that stands there. */
const places = (files: Readonly<Record<string, string>>) => explained(files).flatMap(({ chain }) => chain.flatMap(({ place }) => (place ? [`${place.file} ${files[place.file]?.split('\n')[place.line - 1]?.trim()}`] : [])));

describe('where the causes of what is wrong are written', () => {
  it('an image that is nowhere: its line in the manifest', () => {
    assert.deepEqual(places(but('deploiement/deployment.yaml', 'api:main', 'api:jamais')), ['deploiement/deployment.yaml image: harbor.apps.dso.numerique-interieur.com/guichet/api:jamais']);
  });

  it('a Dockerfile that cannot be built: its line, from the pod that waits for the image too', () => {
    const found = places(but('Dockerfile', 'COPY src ./src', 'COPY absent ./src'));
    assert.ok(found.filter(one => one === 'Dockerfile COPY absent ./src').length >= 2, found.join('\n'));
  });

  it('another job that fails: where it is written', () => {
    assert.deepEqual(places(without('package-lock.json', but('Dockerfile', ' package-lock.json', ''))).slice(0, 1), ['.gitlab-ci-dso.yml tester:']);
  });

  it('an absent ConfigMap: what asks for it', () => {
    assert.deepEqual(places(but('deploiement/deployment.yaml', 'name: guichet } }]', 'name: absente } }]')), ['deploiement/deployment.yaml envFrom: [{ configMapRef: { name: absente } }]']);
  });

  it('pods that are refused: what they are to be', () => {
    assert.deepEqual(places(but('deploiement/deployment.yaml', 'cpu: 500m', 'cpu: "9"')), ['deploiement/deployment.yaml spec:']);
  });

  it('names all pods that fail alike, and the workload they are of', () => {
    const [first, ...more] = explained(but('deploiement/deployment.yaml', 'api:main', 'api:jamais'));
    assert.deepEqual([first?.about.map(({ kind }) => kind), more], [['workload', 'pod', 'pod'], []]);
    assert.equal(first?.about[0]?.name, 'guichet');
  });

  it('says nothing of a repository that is deployed and builds nothing; a Dockerfile without a pipeline is told', () => {
    const manifests = Object.fromEntries(Object.entries(guichet).filter(([file]) => file.startsWith('deploiement/')));
    const said = (files: Readonly<Record<string, string>>) => explained(files).map(({ chain }) => chain[0]?.what ?? '').join('\n');
    assert.ok(!said(manifests).includes('pipeline'), said(manifests));
    assert.match(said({ ...manifests, Dockerfile: 'FROM scratch\n' }), /n’a lancé aucun pipeline/);
  });

  it('tells once what is refused to several workloads for the same reason, and what to write', () => {
    const bare = but('deploiement/deployment.yaml', /          resources:\n.*\n.*\n/, '');
    const [first, ...more] = explained({ ...bare, 'deploiement/autre.yaml': (bare['deploiement/deployment.yaml'] ?? '').replace('name: guichet\n  labels', 'name: autre\n  labels') });
    assert.deepEqual([first?.about.map(({ name }) => name).sort(), more], [['autre', 'guichet'], []]);
    assert.match(first?.chain.map(({ what }) => what).join(' ← ') ?? '', /n’ont pas tous leurs pods.* ← pods "\S+" is forbidden: failed quota: dso-quota: must specify .* ← Le quota de l’environnement demande/);
  });
});
