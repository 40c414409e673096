import assert from 'node:assert/strict';
import { environmentOfFile, isIn, isLookedAt, stageOf } from '../../../src/core/analysis/environment';
import { analysisOf } from '../../support/analysis';

const service = (labels: string, namespace = '') => `apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n${namespace}${labels}spec: { type: NodePort }\n`;
const of = (file: string, text: string) => analysisOf({ [file]: text }).findings.find(({ rule }) => rule === 'kubernetes/no-nodeport')?.environment;

describe('the environment of a finding', () => {
  it('is what the label of the object says, before its namespace and its folder', () => {
    assert.equal(of('overlays/prod/s.yaml', service('  labels: { env: preprod }\n')), 'preprod');
    assert.equal(of('overlays/prod/s.yaml', service('', '  namespace: guichet-dev\n')), 'dev');
    assert.equal(of('overlays/prod/s.yaml', service('')), 'prod');
    assert.equal(of('k8s/s.yaml', service('')), undefined);
  });

  it('is read in the name of a file, where environments are kept', () => {
    for (const [file, expected] of [
      ['values-prod.yaml', 'prod'], ['chart/values.preprod.yaml', 'preprod'], ['env/test/app.yaml', 'test'], ['prod.yaml', 'prod'], ['Dockerfile.dev', 'dev'], ['.env.production', 'production'],
      ['api/test/app.yaml', undefined], ['src/dev/Main.java', undefined], ['product.yaml', undefined], ['values-test.yaml', 'test'], ['unit-test.yaml', undefined], ['values.yaml', undefined],
    ] as const) assert.equal(environmentOfFile(file), expected, file);
  });

  it('set aside what another environment is for, where something is for the one asked', () => {
    const looked = (files: Record<string, string>, asked: 'dev' | 'prod') => {
      const { stages, findings } = analysisOf(files);
      return findings.filter(({ rule, environment, location }) => rule === 'kubernetes/no-nodeport' && isLookedAt(environment, [location.file], asked, stages)).map(({ location }) => location.file);
    };
    const dev = service('  labels: { env: dev }\n');
    assert.deepEqual(looked({ 'a.yaml': dev }, 'prod'), ['a.yaml']);
    assert.deepEqual(looked({ 'a.yaml': dev, 'b.yaml': service('  labels: { env: prod }\n') }, 'prod'), ['b.yaml']);
    assert.deepEqual(looked({ 'overlays/dev/a.yaml': dev }, 'prod'), []);
    assert.deepEqual(looked({ 'a.yaml': dev, 'overlays/prod/b.yaml': service('') }, 'dev'), ['a.yaml']);
  });

  it('belongs to one of three stages; what is of none is of all', () => {
    assert.deepEqual(['qualif', 'staging', 'Production', 'tuto'].map(stageOf), ['dev', 'preprod', 'prod', 'dev']);
    assert.deepEqual([isIn(undefined, 'prod'), isIn('dev', 'prod'), isIn('dev', 'all'), isIn('prod', 'prod')], [true, false, true, true]);
  });
});
