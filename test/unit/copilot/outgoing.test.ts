import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prepare } from '../../../src/core/copilot/outgoing';
import { passagesOf } from '../../../src/core/copilot/passages';
import { searchIn } from '../../../src/core/copilot/search';
import { titleOf } from '../../../src/core/curriculum/page';
import { ownLibrary } from '../../support/library';

const library = ownLibrary();
const search = searchIn(passagesOf(library));
const server = { origin: 'https://modele.exemple.fr', model: 'petit' };
const range = { start: { line: 6, character: 4 }, end: { line: 6, character: 20 } };
const finding = { rule: 'kubernetes/resources-required', message: 'Le conteneur n’a pas de limites.', file: 'deploiement/web.yaml', range };

describe('what leaves for a model', () => {
  it('holds the question, our passages with their references, the few lines and nothing more', () => {
    const far = Array.from({ length: 60 }, (_, i) => `# ligne ${i}`).join('\n');
    const text = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: a:1\n${far}`;
    const { messages, origin, model } = prepare({ question: 'Quelles limites choisir ?', finding, text, history: [] }, server, library, search);
    assert.deepEqual([origin, model, messages.map(m => m.role)], [server.origin, server.model, ['system', 'user']]);
    const sent = messages[1]?.content ?? '';
    assert.match(sent, /\[rule:kubernetes\/resources-required\]/);
    assert.match(sent, /image: a:1/);
    assert.doesNotMatch(sent, /# ligne 30/);
    for (const [, ref] of sent.matchAll(/^\[([^\]]+)\]/gm)) assert.ok(titleOf(ref ?? '', library), ref);
  });
  it('holds neither code, nor path, nor message when the file is not given', () => {
    const { messages } = prepare({ question: 'Pourquoi ?', finding, history: [] }, server, library, search);
    assert.doesNotMatch(JSON.stringify(messages), /deploiement\/web|n’a pas de limites\./);
  });
  it('masks a secret of the file in the excerpt even when what makes it one is out of the excerpt', () => {
    const text = `kind: Secret\napiVersion: v1\ndata:\n${Array.from({ length: 40 }, (_, i) => `  cle${i}: dmFsZXVyLXNlY3JldGUt${i}`).join('\n')}\n`;
    const { messages, masked } = prepare({ question: 'Pourquoi ?', finding: { ...finding, range: { start: { line: 30, character: 0 }, end: { line: 30, character: 5 } } }, text, history: [] }, server, library, search);
    assert.doesNotMatch(JSON.stringify(messages), /dmFsZXVy/);
    assert.deepEqual(masked.map(m => m.kind), ['secret-kubernetes']);
    // Counts what leaves: thirteen lines, not the forty of the file.
    assert.equal(masked[0]?.count, 13);
  });
  it('keeps the finding in the excerpt when a mask swallowed lines above it', () => {
    const key = `-----BEGIN PRIVATE${' KEY-----'}\n${'QUJD\n'.repeat(30)}-----END PRIVATE KEY-----`;
    const text = `# ${key}\nkind: Pod\nimage: cible:latest\n`;
    const line = text.split('\n').indexOf('image: cible:latest');
    const { messages } = prepare({ question: '?', finding: { ...finding, range: { start: { line, character: 0 }, end: { line, character: 1 } } }, text, history: [] }, server, library, search);
    assert.match(messages[1]?.content ?? '', /cible:latest/);
    assert.doesNotMatch(messages[1]?.content ?? '', /QUJD/);
  });
  it('cannot be changed between the preview and the sending', () => {
    const outgoing = prepare({ question: 'Pourquoi ?', history: [] }, server, library, search);
    assert.throws(() => Object.assign(outgoing, { origin: 'https://ailleurs.fr' }), TypeError);
    assert.throws(() => Object.assign(outgoing.messages[1] as object, { content: 'x' }), TypeError);
    assert.throws(() => (outgoing.messages as unknown[]).push({}), TypeError);
  });
  it('lets no secret of the file survive anywhere: question, path, message, history', () => {
    const secret = fc.string({ unit: fc.constantFrom(...'abcDEF0123456789-_+/'), minLength: 10, maxLength: 30 }).map(s => `S${s}9`);
    fc.assert(fc.property(secret, value => {
      const asked = {
        question: `est-ce à cause de ${value} ?`,
        finding: { ...finding, message: `La valeur « ${value} » est en clair.`, file: `depots/${value}/x.yaml` },
        text: `kind: ConfigMap\ndata:\n  db_password: "${value}"\n  autre: "${value}"\n`,
        history: [{ question: `et ${value} ?`, answer: `Vous parlez de ${value}.` }],
      };
      assert.ok(!JSON.stringify(prepare(asked, server, library, search).messages).includes(JSON.stringify(value).slice(1, -1)));
    }), { numRuns: 60 });
  });
});
