import assert from 'node:assert/strict';
import { analyser } from '../../src/core/analysis/analyse';
import { executionFaults } from '../../src/core/curriculum/execution';
import { question } from '../../src/core/curriculum/schemas';
import { readContent } from '../../src/node/content/authors';

// Questions whose outcome the engine executes: on what they show, and on a twin for which another option is right.

const content = readContent('.');
const analyse = analyser(content.catalog.rules, content.catalog.catalogue);

describe('questions that the engine executes', () => {
  const executed = content.modules.flatMap(m => m.questions).filter(q => q.verify);

  for (const one of executed) {
    it(`${one.id} holds on its exhibit, and differs on its twin`, () => {
      assert.deepEqual(executionFaults(one, analyse).map(fault => fault.message), []);
    });
  }
});

describe('questions and labs', () => {
  const targets = content.catalog.labs.flatMap(lab => lab.checks.flatMap(({ test }) => (test.type === 'rule' && test.target.name !== undefined ? [`${test.target.kind ?? ''} ${test.target.name}`] : [])));

  it('no question shows the object that a lab asks to mend', () => {
    assert.ok(targets.includes('Deployment guichet'));
    const shown = content.modules.flatMap(m => m.questions).flatMap(({ id, exhibit }) => (exhibit?.language === 'yaml' ? analyse([{ file: 'shown.yaml', text: exhibit.text }]).resources.map(({ resource }) => ({ id, object: `${resource.kind} ${resource.name}` })) : []));
    assert.ok(shown.length > 30);
    assert.deepEqual(shown.filter(({ object }) => targets.includes(object)), []);
  });
});

describe('the execution of a question', () => {
  const pod = (image: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      image: ${image}`;
  const rule = 'kubernetes/image-tag-pinned';
  const option = (text: string, correct: boolean) => ({ text, correct, why: 'Parce que.', source: 'kyverno#disallow-latest', ...(correct ? {} : { misconception: 'tag-mouvant-pratique' }) });
  const ask = (verify: object, image = 'docker.io/a:latest', change: object = {}) => question.parse({
    id: 'base.kubernetes.q90', kind: 'outcome', competence: 'base.kubernetes', objective: 'base.kubernetes.evoluer', level: 'apply', stem: 'Que dit la règle ?', difficulty: 1,
    exhibit: { language: 'yaml', text: pod(image) }, options: [option('Un écart', true), option('Rien', false)],
    verify: { file: 'pod.yaml', options: [{ fires: [rule] }, { silent: [rule] }], twin: { text: pod('docker.io/a:1.2.3'), right: [1] }, ...verify }, ...change,
  });
  const said = (one: ReturnType<typeof ask>) => executionFaults(one, analyse).map(fault => fault.message).join('\n');

  it('holds when the exhibit and its twin each give reason to their option', () => {
    assert.equal(said(ask({})), '');
  });

  it('says which option the engine finds right instead', () => {
    assert.match(said(ask({}, 'docker.io/a:1.2.3')), /sur le document, le moteur donne raison à l’option 2, et non à l’option 1/);
    assert.match(said(ask({ twin: { text: pod('docker.io/a'), right: [1] } })), /sur le jumeau, le moteur donne raison à l’option 1, et non à l’option 2/);
  });

  it('refuses a twin with the same answer, a document that does not read, and as many expectations as options', () => {
    assert.match(said(ask({ twin: { text: pod('docker.io/a'), right: [0] } })), /ne prouve rien/);
    assert.match(said(ask({ twin: { text: 'kind: [', right: [1] } })), /le jumeau ne se lit pas/);
    assert.match(said(ask({ options: [{ fires: [rule] }, { silent: [rule] }, {}] })), /3 attentes pour 2 options/);
  });

  it('wants the line of a faulty-line to be that of its option', () => {
    const options = [{ ...option('L7', true), line: 7 }, { ...option('L5', false), line: 5 }];
    const twin = { text: pod('docker.io/a:latest').replace('spec:', 'spec:  # x'), right: [1] };
    assert.match(said(ask({ options: [{ fires: [rule], line: 6 }, { fires: [rule], line: 5 }], twin }, 'docker.io/a:latest', { kind: 'faulty-line', options })), /autre ligne que l’option/);
  });

  it('counts lines from the start of what is shown, inside its frame', () => {
    const container = (image: string) => `- name: a\n  image: ${image}`;
    const frame = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    {exhibit}';
    const at = (line: number) => said(ask({ frame, options: [{ fires: [rule], line }, { silent: [rule] }], twin: { text: container('docker.io/a:1.2.3'), right: [1] } }, '', { exhibit: { language: 'yaml', text: container('docker.io/a:latest') } }));
    assert.equal(at(2), '');
    assert.match(at(1), /l’option aucune/);
  });
});
