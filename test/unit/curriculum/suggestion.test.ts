import assert from 'node:assert/strict';
import { suggestionNote } from '../../../src/core/curriculum/suggestion';
import { strings } from '../../../src/protocol/strings';
import { ownLibrary } from '../../support/library';

describe('a suggestion', () => {
  const library = ownLibrary();
  const note = (ref: string) => suggestionNote(ref, library, strings('fr').suggest);

  it('carries what it is about: id, version of the content, text', () => {
    const question = library.modules.flatMap(module => module.questions)[0];
    assert.ok(question);
    const text = note(`question:${question.id}`) ?? '';
    for (const part of [question.stem, `question:${question.id}`, library.catalog.version, ...question.options.map(option => option.text)]) assert.ok(text.includes(part), part);
    for (const option of question.options) assert.ok(!text.includes(option.why), 'no key');
    const [term] = library.catalog.glossary;
    assert.ok(term && note(`term:${term.id}`)?.includes(term.definition.split('\n')[0] ?? ''));
    const lesson = library.modules[0]?.lessons[0];
    assert.ok(lesson && note(`lesson:${lesson.id}`)?.includes(lesson.title));
  });

  it('is about something that exists', () => {
    for (const ref of ['question:nowhere.q01', 'term:nothing', '', 'command:evil']) assert.equal(note(ref), undefined);
  });
});
