import assert from 'node:assert/strict';
import { mapView, type MapView } from '../../../src/core/platform/view/map';
import { but, guichet, without } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const minute = 60_000;
const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: guichet, labels: { app: guichet, env: dev, tier: backend } }\nspec:\n  rules:\n    - host: guichet.exemple.fr\n      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: guichet, port: { name: http } } } }] }\n';
const all = { ...guichet, 'deploiement/ingress.yaml': ingress };

function mapOf(files: Readonly<Record<string, string>>): MapView {
  const { state } = new Simulation().deploy(files).wait(20 * minute);
  return mapView(state, state.gitops.applications[0]?.name ?? '') ?? assert.fail('no map');
}
const stateOf = (map: MapView, id: string) => map.nodes.find(one => one.id === id)?.state.says;
const leads = (map: MapView, from: string) => map.edges.filter(edge => edge.from === from).map(({ to }) => to.replace(/^(Pod\/[a-z]+)-.*/, '$1'));

describe('the map of an application', () => {
  it('goes from the way in to what pods need, and all is well', () => {
    const map = mapOf(all);
    assert.deepEqual(leads(map, 'Ingress/guichet'), ['Service/guichet']);
    assert.deepEqual(leads(map, 'Service/guichet'), ['Deployment/guichet']);
    assert.deepEqual(leads(map, 'Deployment/guichet').sort(), ['ConfigMap/guichet', 'Pod/guichet', 'Pod/guichet', 'Secret/registry-pull-secret']);
    assert.deepEqual(map.nodes.filter(({ health }) => health !== 'good'), []);
  });

  it('shows what is asked for and is not there', () => {
    const map = mapOf(without('deploiement/configmap.yaml', all));
    assert.equal(stateOf(map, 'ConfigMap/guichet'), 'absent');
    assert.equal(stateOf(mapOf(without('deploiement/service.yaml', all)), 'Service/guichet'), 'absent');
  });

  it('shows a Service that chooses no pod', () => {
    assert.equal(stateOf(mapOf(but('deploiement/service.yaml', 'selector: { app: guichet }', 'selector: { app: autre }', all)), 'Service/guichet'), 'no-pod');
  });

  it('is of an application that exists', () => {
    assert.equal(mapView(new Simulation().state, 'aucune'), undefined);
  });
});
