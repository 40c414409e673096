import assert from 'node:assert/strict';
import { isRendered, type HelmRequest, type Rendered, type RenderFailure } from '../../../src/core/analysis/render/port';
import type { RenderThread } from '../../../src/node/render/render-thread';
import { realEngines } from '../../support/render';

const chart = (template: string): HelmRequest => ({
  engine: 'helm', release: 'essai', namespace: 'default', values: [],
  files: { 'Chart.yaml': 'apiVersion: v2\nname: essai\nversion: 0.1.0\n', 'templates/a.yaml': template },
});
const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
const texts = (outcome: Rendered | RenderFailure | undefined) => (outcome && isRendered(outcome) ? outcome.documents.map(({ text }) => text) : outcome);

describe('the rendering thread', () => {
  let engines: RenderThread | undefined;
  afterEach(() => engines?.dispose());

  it('renders charts and overlays, to questions asked together', async () => {
    engines = realEngines();
    const asked = await Promise.all([
      engines.render(chart(map('{{ .Release.Name }}'))),
      engines.render({ engine: 'kustomize', path: 'o', files: { 'o/kustomization.yaml': 'namePrefix: dev-\nresources: [a.yaml]\n', 'o/a.yaml': map('a') } }),
    ]);
    assert.deepEqual(asked.map(texts), [[map('essai').trim()], [map('dev-a')]]);
  });

  it('keeps nothing of the description that an overlay brings for its own patches', async () => {
    engines = realEngines();
    const files = {
      'd.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { template: { spec: { containers: [{ name: c, image: c:1 }, { name: d, image: d:1 }] } } }\n',
      'p.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { template: { spec: { containers: [{ name: c, image: c:2 }] } } }\n',
      's.json': '{ "definitions": {} }',
    };
    const images = async (kustomization: string) => texts(await engines!.render({ engine: 'kustomize', path: '.', files: { ...files, 'kustomization.yaml': `resources: [d.yaml]\npatches: [{ path: p.yaml }]\n${kustomization}` } }));
    const [merged] = (await images('')) as string[];
    assert.match(merged ?? '', /c:2[^]*d:1/);
    assert.doesNotMatch(String(await images('openapi: { path: s.json }\n')), /d:1/, 'without a key to merge by, a list replaces the other');
    assert.deepEqual(await images(''), [merged]);
  });

  it('stops a template that loops, one whose output is huge and one that takes too much memory, and renders the next', async () => {
    const loops = chart('{{ range until 5000 }}{{ range until 5000 }}{{ range until 5000 }}{{ end }}{{ end }}{{ end }}');
    const huge = chart('{{ range until 6 }}\na{{ . }}: {{ repeat 3000000 "0" }}{{ end }}');
    const explodes = chart('{{ range untilStep 0 1000000000 1 }}{{ end }}');
    engines = realEngines();
    const why = async (request: HelmRequest) => ((await engines?.render(request)) as RenderFailure).stopped;
    assert.deepEqual([await why(huge), await why(explodes)], ['size', 'memory']);
    assert.deepEqual(texts(await engines.render(chart(map('b')))), [map('b').trim()]);
    engines.dispose();
    engines = realEngines({ limit: 3000 });
    assert.equal(await why(loops), 'time');
  });

  it('gives the engine’s own words for a template that does not render', async () => {
    engines = realEngines();
    const outcome = await engines.render(chart('a: {{ required "il faut un nom" .Values.nom }}'));
    assert.deepEqual(outcome, { error: 'execution error at (essai/templates/a.yaml:1:6): il faut un nom', templates: { 'essai/templates/a.yaml': 'templates/a.yaml' } });
  });
});
