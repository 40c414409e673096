import assert from 'node:assert/strict';
import type { Content } from '../../src/core/curriculum/fault';
import { contentFaults } from '../../src/core/curriculum/integrity';
import { expected } from '../../src/core/curriculum/expected';
import { gaps } from '../../src/core/curriculum/integrity-coverage';
import { tail } from '../../src/core/curriculum/integrity-guessers';
import { wordCount } from '../../src/core/curriculum/integrity-lessons';
import { lessonHeader, module, question, source, type Question } from '../../src/core/curriculum/schemas';

const theSource = source.parse({ id: 'notes', title: 'Notes', publisher: 'X', readOn: '2026-11-23', sections: [
  { id: 'sur', title: 'Sûr', text: 'La rétention est de 30 jours.' },
  { id: 'date', title: 'Daté', text: 'Il y en a 5.', dated: 'Constat de 2026.' },
] });

const theModule = module.parse({ id: 'demo', title: 'Démo', summary: 'Un module.', level: 'essai', competences: [{ id: 'demo.un', title: 'Un', summary: 'Une compétence.', objectives: [{ id: 'demo.un.but', text: 'Atteindre le but.' }] }], validations: [{ id: 'qcm', kind: 'quiz', title: 'QCM', competences: ['demo.un'] }] });

const theLesson = { ...lessonHeader.parse({ id: 'demo.un.but', title: 'Le but', sources: ['notes#sur'], question: 'demo.un.q01' }), competence: 'demo.un', body: lessonOf(320) };
/** A lesson with its three parts, of so many words. */
function lessonOf(count: number): string {
  return `Un seuil.\n\n## L’idée\n\nVoir la [note](coach:source:notes#sur).\n\n## Exemple\n\n\`\`\`yaml\nces: mots ne comptent pas\n\`\`\`\n\n## Les pièges\n\n${'mot '.repeat(count - 9).trim()}`;
}

function ask(change: Partial<Record<keyof Question | 'statement' | 'items', unknown>> = {}): Question {
  return question.parse({
    id: 'demo.un.q01', kind: 'single', competence: 'demo.un', objective: 'demo.un.but', level: 'recall', stem: 'Quelle est la durée ?', difficulty: 1,
    options: [
      { text: 'Un mois', correct: true, why: 'La rétention est de 30 jours.', source: 'notes#sur' },
      { text: 'Un an', correct: false, why: 'C’est celle des métriques.', misconception: 'confusion', source: 'notes#sur' },
      { text: 'Une semaine', correct: false, why: 'Le réglage habituel des outils est plus court.', misconception: 'confusion', source: 'notes#sur' },
    ],
    ...change,
  });
}

function content(questions: readonly Question[] = [ask()], body = theLesson.body, lesson: object = {}): Content {
  return {
    catalog: { version: 'v', modules: [theModule], labs: [], rules: [], catalogue: {}, requirements: [], glossary: [], sources: [theSource], misconceptions: [{ id: 'confusion', belief: 'Tout se vaut.' }] },
    modules: [{ module: 'demo', lessons: [{ ...theLesson, body, ...lesson }], questions }],
  };
}

/** The sentences about `kind` that a content gets; the bank's own are left out, a bank of one question always giving something away. */
const sentences = (given: Content, kind = 'question'): string[] => contentFaults(given).filter(fault => fault.kind === kind).map(fault => fault.message);
const option = (change: object, index = 0): unknown[] => ask().options.map((o, i) => (i === index ? { ...o, ...change } : o));

describe('integrity of a content', () => {
  it('has nothing to say of a sound one', () => {
    assert.deepEqual(contentFaults(content()).filter(fault => fault.kind !== 'bank'), []);
  });

  const cases: readonly [string, Question[], RegExp][] = [
    ['two questions with one id', [ask(), ask({ stem: 'Combien de temps garde-t-on cela ?' })], /employé deux fois/],
    ['a source that does not exist', [ask({ options: option({ source: 'notes#rien' }) })], /source « notes#rien » : introuvable/],
    ['an unknown rule', [ask({ rules: ['kubernetes/rien'] })], /règle « kubernetes\/rien » : introuvable/],
    ['an unknown requirement', [ask({ requirements: ['EXI-ARCH-99'] })], /exigence « EXI-ARCH-99 » : introuvable/],
    ['an unknown enemy', [ask({ enemies: ['demo.un.q99'] })], /question « demo.un.q99 » : introuvable/],
    ['an unknown misconception', [ask({ options: option({ misconception: 'autre' }, 1) })], /idée fausse « autre » : introuvable/],
    ['a wrong option without a misconception', [ask({ options: option({ misconception: undefined }, 1) })], /nomme l’idée fausse/],
    ['an objective of another competence', [ask({ objective: 'demo.deux.but' })], /pas de cette compétence/],
    ['no right option', [ask({ options: option({ correct: false, misconception: 'confusion' }) })], /aucune option n’est juste/],
    ['only right options', [ask({ kind: 'multiple', options: ask().options.map(o => ({ ...o, correct: true, misconception: undefined })) })], /toutes les options sont justes/],
    ['two right options for a single', [ask({ options: option({ correct: true, misconception: undefined }, 1) })], /2 options justes/],
    ['“none of these”', [ask({ options: option({ text: 'Aucune de ces réponses' }, 1) })], /à éviter/],
    ['numbers out of order', [ask({ options: ['30 jours', '7 jours', '365 jours'].map((text, i) => ({ ...ask().options[i], text })) })], /dans l’ordre/],
    ['numbered lines out of order', [ask({ options: ['La ligne 3', 'La ligne 1', 'La ligne 2'].map((text, i) => ({ ...ask().options[i], text })) })], /dans l’ordre/],
    ['an application question without an exhibit', [ask({ level: 'apply' })], /exhibit/],
    ['an unmarked negation', [ask({ stem: 'Laquelle ne convient pas ?' })], /négation/],
    ['a why that only turns its option round', [ask({ options: option({ text: 'La rétention des logs dure un an', why: 'Non, la rétention des logs ne dure pas un an.' }, 1) })], /ne fait que nier/],
    ['a why said twice', [ask({ options: option({ why: 'C’est celle des métriques !' }, 2) })], /répète/],
    ['a number that its source does not hold', [ask({ options: option({ why: 'La rétention est de 45 jours.' }) })], /« 45 » n’est pas dans « notes#sur »/],
    ['a requirement that its source does not hold', [ask({ options: option({ why: 'EXI-ARCH-23 le demande.' }) })], /« EXI-ARCH-23 » n’est pas dans/],
    ['a rule that its source does not hold', [ask({ options: option({ why: 'La règle kubernetes/probes-required le relève.' }) })], /« kubernetes\/probes-required » n’est pas dans/],
    ['a dated fact in an undated stem', [ask({ options: option({ source: 'notes#date', why: 'On les compte.' }) })], /fait daté/],
    ['two stems almost alike', [ask(), ask({ id: 'demo.un.q02', stem: 'Quelle est donc la durée ?' })], /ressemble trop à celui de « demo.un.q01 »/],
    ['a straight apostrophe', [ask({ stem: "Quelle est l'autre durée ?" })], /apostrophe droite/],
    ['a missing space before a question mark', [ask({ stem: 'Quelle est la durée?' })], /ponctuation double/],
  ];
  for (const [name, questions, expected] of cases) {
    it(`finds ${name}`, () => {
      assert.ok(sentences(content(questions)).some(sentence => expected.test(sentence)), sentences(content(questions)).join('\n') || 'nothing found');
    });
  }

  it('finds a link of a lesson that leads nowhere, on its line', () => {
    const [fault] = contentFaults(content([ask()], lessonOf(320).replace('source:notes#sur', 'term:rien'))).filter(f => f.kind === 'lesson');
    assert.deepEqual([fault?.path, fault?.message], [['body', 4], 'le terme « rien » : introuvable.']);
  });

  it('counts the words that a reader reads, and wants 300 to 700 of them', () => {
    assert.equal(wordCount(lessonOf(320)), 320);
    const said = (count: number) => sentences(content([ask()], lessonOf(count)), 'lesson').join('\n');
    assert.deepEqual([said(300), said(700)], ['', '']);
    assert.match(said(299), /299 mots .* expliquer davantage/);
    assert.match(said(701), /701 mots .* couper en deux parties/);
  });

  it('wants the idea, an example, the traps, and a practice question on the lesson’s own objective', () => {
    const said = (change: object, questions = [ask()]) => sentences(content(questions, theLesson.body, change), 'lesson').join('\n');
    for (const part of ['L’idée', 'Exemple', 'Les pièges']) assert.match(said({ body: lessonOf(320).replace(`## ${part}`, '## Autre') }), new RegExp(`il manque la partie « ## ${part} »`));
    assert.match(said({ question: undefined }), /se termine sur une question/);
    assert.match(said({}, [ask({ use: 'exam' })]), /« demo.un.q01 » n’est pas d’entraînement/);
    assert.match(said({ id: 'demo.un.autre' }), /« demo.un.q01 » n’est pas d’entraînement sur cet objectif/);
  });

  it('finds a competence that nothing teaches or asks', () => {
    const empty = { ...content(), modules: [{ module: 'demo', lessons: [], questions: [] }] };
    assert.deepEqual(sentences(empty, 'module'), ['la compétence « demo.un » n’a aucune leçon.', 'la compétence « demo.un » n’a aucune question.']);
  });

  it('accepts a marked negation, and a dated stem for a dated fact', () => {
    assert.deepEqual(sentences(content([ask({ stem: 'Laquelle **ne convient pas** ?' })])), []);
    assert.deepEqual(sentences(content([ask({ stem: 'En 2026, quelle est la durée ?', options: option({ source: 'notes#date', why: 'On les compte.' }) })])), []);
  });
});

describe('guessers without knowledge', () => {
  const bank = (text: (i: number) => string): Question[] => Array.from({ length: 30 }, (_, i) => ask({ id: `demo.un.q${String(i + 10)}`, options: option({ text: text(i) }) }));
  const guessed = (given: Content): string => contentFaults(given).filter(f => f.kind === 'bank' || f.kind === 'module').map(f => f.message).join('\n');

  it('give away a bank whose right option is the longest, over the bank, in the module and on average', () => {
    const said = guessed(content(bank(i => `La réponse juste, bien plus longue et précise que les autres, numéro ${i}`)));
    assert.match(said, /deviner « la plus longue » réussit 100,0 % des questions, contre 33,3 % au hasard/);
    assert.match(said, /deviner « la plus longue » réussit 30 questions sur 30/);
    assert.match(said, /les options justes sont plus longues/);
  });

  it('share the credit of ties', () => {
    const same = ['Cas a', 'Cas b', 'Cas c'].map((text, i) => ({ ...ask().options[i], text }));
    assert.doesNotMatch(guessed(content(Array.from({ length: 30 }, (_, i) => ask({ id: `demo.un.q${String(i + 10)}`, options: same })))), /longue|courte/);
  });

  const turn = <T>(list: readonly T[], by: number): T[] => [...list.slice(by % list.length), ...list.slice(0, by % list.length)];
  /** So many questions of a kind: the options of the i-th are `texts(i)`, of which the first is right, put at each place in turn. */
  const asked = (kind: Question['kind'], count: number, texts: (i: number) => readonly string[]): Question[] => Array.from({ length: count }, (_, i) => ask({
    id: `demo.un.q${String(i + 10)}`, kind, ...(kind === 'two-tier' ? { statement: i % 2 === 0 } : {}), ...(kind === 'outcome' ? { exhibit: { language: 'text', text: 'xyz' } } : {}),
    options: turn(texts(i).map((text, at) => ({ ...ask().options[Math.min(at, 1)], text })), Math.floor(i / 3)),
  }));
  const lengths = ['Un mois', 'Un an et demi', 'Une bonne semaine'];

  for (const kind of ['single', 'outcome', 'two-tier'] as const) {
    it(`are tried within a kind: a few ${kind} questions whose right option is the shortest, in a bank that tells nothing`, () => {
      const rest = kind === 'single' ? 'outcome' : 'single';
      const fair = asked(rest, 90, i => turn(lengths, i));
      const short = (count: number) => asked(kind, count, () => lengths);
      const told = guessed(content([...fair, ...short(6)]));
      assert.match(told, new RegExp(`${kind} : deviner « la plus courte » réussit 100,0 % des 6 questions, contre 33,3 % au hasard`));
      assert.doesNotMatch(told, /^deviner « la plus courte »/m);
      const some = asked(kind, 30, i => turn(lengths, i < 6 ? 0 : i));
      assert.match(guessed(content([...fair, ...some])), new RegExp(`${kind} : deviner « la plus courte » réussit 46,7 % des 30 questions`));
      assert.doesNotMatch(guessed(content([...fair, ...asked(kind, 30, i => turn(lengths, i))])), /« la plus courte »/);
    });
  }

  it('are tried on multiple choices', () => {
    const half = asked('multiple', 6, () => ['Un mois', 'Deux ans', 'Une semaine et demie']).map(q => ({ ...q, options: q.options.map(o => ({ ...o, correct: o.text.length < 10 })) }) as Question);
    assert.match(guessed(content(half)), /multiple : deviner « la plus courte » réussit 100,0 % des 6 questions, contre 33,3 % au hasard/);
  });

  const telling: readonly [string, readonly string[]][] = [
    ['celle dont les autres reprennent le plus les mots', ['Rouge et vert', 'Rouge, bleu', 'Noir, gris et vert']],
    ['celle dont les autres reprennent le moins les mots', ['Noir, gris', 'Rouge, bleu', 'Rouge, vert']],
    ['celle dont les mots sont le plus dans l’énoncé', ['La durée', 'Un mois', 'Un an']],
    ['celle dont les mots sont le moins dans l’énoncé', ['Un mois', 'La durée', 'Quelle année']],
    ['la plus longue, nuancée, proche des autres et de l’énoncé', ['La durée dépend souvent du mois et de l’année', 'Un mois toujours', 'Une année seulement']],
    ['la plus courte, proche des autres et loin de l’énoncé', ['Un mois', 'Un mois dans la durée', 'Un trimestre est la durée']],
  ];
  for (const [title, texts] of telling) {
    it(`give away a bank whose right option is ${title}`, () => {
      const told = guessed(content(asked('single', 30, () => texts)));
      assert.ok(told.includes(`deviner « ${title} » réussit 100,0 % des questions, contre 33,3 % au hasard`), told);
      assert.ok(!guessed(content(asked('single', 30, i => turn(texts, i)))).includes(`« ${title} »`));
    });
  }

  it('learn a mixture of forms, where each form alone says nothing', () => {
    // The right option is second by its length and second by its signs: neither the longest nor the most marked, but both nearly.
    const mixed = asked('single', 40, () => [`Mot${'a'.repeat(18)} (((`, `Mot${'b'.repeat(22)}z`, 'Mot ((((']);
    const told = guessed(content(mixed));
    assert.doesNotMatch(told, /« la plus longue »|signes »/);
    assert.match(told, /deviner d’après la forme des réponses aux autres questions réussit 100,0 % des 40 questions à une réponse, contre 33,3 % au hasard/);
    assert.doesNotMatch(guessed(content(asked('single', 42, i => turn(lengths, i)))), /d’après la forme/);
  });

  it('look at what the form of the other kinds gives away', () => {
    const faulty = (line: number) => ask({ kind: 'faulty-line', level: 'apply', exhibit: { language: 'text', text: ['un', 'deux', 'trois, la ligne la plus longue de toutes', 'quatre', 'cinq', 'six'].join('\n') }, options: [{ ...ask().options[0], line }, { ...ask().options[1], line: 1 }] });
    assert.match(guessed(content(Array.from({ length: 10 }, () => faulty(3)))), /faulty-line : répondre la ligne la plus longue réussit 100,0 % des 10 questions, contre 16,7 % au hasard/);
    assert.doesNotMatch(guessed(content(Array.from({ length: 10 }, (_, i) => faulty(i % 5 + 2)))), /la plus longue/);
    const tiers = ask({ kind: 'two-tier', statement: true });
    assert.match(guessed(content(Array.from({ length: 10 }, () => tiers))), /two-tier : répondre « vrai » à chaque affirmation/);
    const sorted = ask({ kind: 'order', options: ['Alpha', 'Bêta', 'Gamma', 'Zêta'].map(text => ({ ...ask().options[0], text })) });
    assert.match(guessed(content([sorted, sorted])), /order : répondre dans l’ordre de l’alphabet/);
    const pairs = ask({ kind: 'match', items: [{ text: 'Un mois', option: 0 }, { text: 'Une année', option: 1 }], options: ['Un mois entier', 'Une année et demie', 'Rien'].map((text, i) => ({ ...ask().options[i], text, correct: i < 2 })) });
    assert.match(guessed(content([pairs, pairs, pairs])), /match : répondre en associant ce qui partage des mots/);
  });

  it('computes an exact tail', () => {
    assert.equal(tail([0.5, 0.5], 2), 0.25);
    assert.ok(Math.abs(tail([1 / 3, 1 / 4], 1) - 0.5) < 1e-12);
    assert.equal(tail([], 0), 1);
  });
});

describe('what is still to be written', () => {
  const written = (given: Content): string[] => gaps(given).filter(line => !line.startsWith('banque'));

  it('counts lessons, questions by objective and by competence', () => {
    assert.deepEqual(written(content()), ['demo.un : 1 question sur 12', 'demo.un.but : 1 question sur 3']);
    const empty = { ...content(), modules: [{ module: 'demo', lessons: [], questions: [] }] };
    assert.equal(gaps(empty)[0], 'demo.un.but : pas de leçon');
    assert.deepEqual(written(content(Array.from({ length: 12 }, () => ask()))), []);
  });

  it('weighs the levels of a module of the syllabus', () => {
    const base = { ...content(Array.from({ length: 12 }, () => ask())), catalog: { ...content().catalog, modules: [{ ...theModule, id: 'base' }] } };
    assert.ok(gaps({ ...base, modules: base.modules.map(m => ({ ...m, module: 'base' })) }).includes('base : rappel, application et analyse à 100, 0, 0 % pour 30, 40, 30 % visés'));
  });

  it('counts practice questions, kinds and single choices', () => {
    const vision = { ...theModule, id: 'base', competences: theModule.competences.map(c => ({ ...c, id: 'base.vision' })) };
    const questions = Array.from({ length: 12 }, (_, i) => ask({ competence: 'base.vision', use: i < 5 ? 'exam' : 'practice' }));
    const said = gaps({ ...content(), catalog: { ...content().catalog, modules: [vision] }, modules: [{ module: 'base', lessons: [], questions }] });
    for (const line of ['base.vision : 7 pour l’entraînement, sur 8', 'base : 1 sorte de questions sur 5', 'base : 12 choix simples sur 12, plus de la moitié']) assert.ok(said.includes(line), said.join('\n'));
  });

  it('wants two right blind solves, by two readers, of each exam question', () => {
    const solved = (...solves: [string, number][]) => gaps(content([ask({ use: 'exam', solves: solves.map(([reader, answer]) => ({ reader, on: '2026-11-26', response: [answer] })) })])).filter(line => line.includes('aveugle'));
    const missing = ['banque : 1 questions d’examen sans deux résolutions à l’aveugle justes, sur 1'];
    assert.deepEqual([solved(['a', 0], ['b', 0]), solved(['a', 0], ['a', 0]), solved(['a', 0], ['b', 1])], [[], missing, missing]);
  });

  it('knows the exact answer of each kind', () => {
    const right = (change: object) => expected(ask(change));
    assert.deepEqual([right({}), right({ kind: 'two-tier', statement: false })], [[0], [1, 0]]);
    assert.deepEqual(right({ kind: 'order', options: ask().options.map(o => ({ ...o, correct: true })) }), [0, 1, 2]);
    assert.deepEqual(right({ kind: 'match', items: [{ text: 'A', option: 2 }, { text: 'B', option: 0 }] }), [2, 0]);
    assert.deepEqual(right({ kind: 'faulty-line', exhibit: { language: 'text', text: 'a\nb' }, options: ask().options.map((o, i) => ({ ...o, line: i + 2 })) }), [1]);
  });
});
