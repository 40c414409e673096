import assert from 'node:assert/strict';
import { fieldAt } from '../../../src/core/analysis/schema/field';
import { schemasIn } from '../../../src/node/schemas/load';

const schemas = schemasIn('dist/schemas');

/** What is said of the field at the mark `^` of a text. */
function at(marked: string) {
  const offset = marked.indexOf('^');
  const lines = marked.slice(0, offset).split('\n');
  return fieldAt({ file: 'a.yaml', text: marked.replace('^', '') }, { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 }, schemas.kubernetes(), schemas.texts());
}

describe('the description of the field under the cursor', () => {
  it('is found in maps, lists, several documents and lists of objects', () => {
    const found = at('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          image^PullPolicy: Always\n');
    assert.equal(found?.path, 'spec.template.spec.containers.imagePullPolicy');
    assert.deepEqual([found?.type, found?.required, found?.admitted, found?.range.start], ['string', false, ['Always', 'IfNotPresent', 'Never'], { line: 12, character: 10 }]);
    assert.match(found?.text ?? '', /pull/);
    assert.equal(at('apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{po^rt: 80}]}}\n')?.required, true);
  });

  it('comes from those who publish the kind, and from us in French where we describe it', () => {
    assert.match(at('apiVersion: isindir.github.com/v1alpha3\nkind: SopsSecret\nmetadata: {name: s}\nspec:\n  sus^pend: true\n')?.text ?? '', /l’opérateur laisse les Secrets/);
    assert.match(at('apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: s}\nspec: {source: {target^Revision: main}}\n')?.text ?? '', /revision/i);
    assert.equal(at('apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: s}\nspec: {template: {spec: {containers: [{im^age: a}]}}}\n')?.path, 'spec.template.spec.containers.image');
  });

  it('is nothing on a value, on an unknown field and in another kind of file', () => {
    for (const text of ['apiVersion: v1\nkind: Pod\nmetadata: {name: ab^c}\n', 'apiVersion: v1\nkind: Pod\nspec: {contain^er: []}\n', 'a: b^\n', 'apiVersion: example.org/v1\nkind: Autre\nspec: {cha^mp: 1}\n']) assert.equal(at(text), undefined, text);
  });
});
