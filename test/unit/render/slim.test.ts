import assert from 'node:assert/strict';
import type { RenderPort, RenderRequest } from '../../../src/core/analysis/render/port';
import { withoutDescriptions } from '../../../src/core/analysis/render/slim';

const long = `# ${'x'.repeat(10_000)}\n`;
const definition = (spec: string) => `${long}apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\nspec:\n${spec}`;
const described = definition('  group: g\n  versions:\n  - name: v1\n    schema:\n      openAPIV3Schema:\n        description: |\n          kind: Autre\n        properties: {a: {type: string}}\n        type: object\n    served: true\n  - name: v2\n    schema:\n      openAPIV3Schema:\n        type: object\n  scope: Namespaced\n');
const slim = definition('  group: g\n  versions:\n  - name: v1\n    schema:\n      openAPIV3Schema:\n        {type: object}\n    served: true\n  - name: v2\n    schema:\n      openAPIV3Schema:\n        {type: object}\n  scope: Namespaced\n');

/** An engine that answers with what it is asked, but refuses what holds a text. */
function engine(refused = 'nothing of the kind'): RenderPort & { readonly asked: RenderRequest[] } {
  const asked: RenderRequest[] = [];
  return { asked, render: request => Promise.resolve(asked.push(request) && Object.values(request.files).some(text => text.includes(refused)) ? { error: 'refused' } : { documents: Object.values(request.files).map(text => ({ source: '', text })), marks: [], templates: {} }) };
}

describe('overlays rendered without descriptions', () => {
  const ask = async (files: Record<string, string>, port = engine()) => {
    const outcome = await withoutDescriptions(port).render({ engine: 'kustomize', path: '.', files });
    return { texts: 'documents' in outcome ? outcome.documents.map(({ text }) => text) : outcome, asked: port.asked.length };
  };

  it('leaves out those of definitions, in each of their versions, and nothing else', async () => {
    assert.deepEqual(await ask({ 'crd.yaml': described, 'autre.yaml': 'kind: Service\n' }), { texts: [slim, 'kind: Service\n'], asked: 1 });
    const old = definition('  validation:\n    openAPIV3Schema:\n      type: object\n  version: v1\n');
    assert.deepEqual((await ask({ a: `kind: Pod\n---\n${old}---\nkind: Service\n` })).texts, [`kind: Pod\n---\n${old.replace('type: object', '{type: object}')}---\nkind: Service\n`]);
  });

  it('leaves other objects and texts as they are, and throws for none that does not read well', async () => {
    const config = `${long}kind: ConfigMap\ndata:\n  spec: |\n    versions:\n    - schema:\n        openAPIV3Schema:\n          type: object\nspec: {versions: [{schema: {openAPIV3Schema: {type: object}}}]}\n`;
    assert.deepEqual((await ask({ config })).texts, [config]);
    for (const end of ['  "\n }', ']', '  "', '\t- : :', '? *']) assert.equal((await ask({ broken: described + end }, engine('{type: object}'))).asked, 2);
  });

  it('renders whole what does not render so, and says why as it would have been said', async () => {
    assert.deepEqual(await ask({ 'crd.yaml': described }, engine('{type: object}')), { texts: [described], asked: 2 });
    assert.deepEqual(await ask({ 'crd.yaml': described }, engine('Namespaced')), { texts: { error: 'refused' }, asked: 2 });
  });

  it('asks Helm for what it was asked', async () => {
    const port = engine();
    const request: RenderRequest = { engine: 'helm', release: 'r', namespace: 'n', values: [], files: { 'crds/a.yaml': described } };
    await withoutDescriptions(port).render(request);
    assert.deepEqual(port.asked, [request]);
  });
});
