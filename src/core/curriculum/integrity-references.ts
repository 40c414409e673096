import type { Content, Fault, Kind } from './fault';
import type { Lesson, Module, Requirement } from './schemas';

interface Index {
  readonly rules: ReadonlySet<string>;
  readonly requirements: ReadonlySet<string>;
  readonly lessons: ReadonlySet<string>;
  readonly questions: ReadonlySet<string>;
  readonly objectives: ReadonlySet<string>;
  readonly competences: ReadonlySet<string>;
  readonly labs: ReadonlySet<string>;
  readonly guides: ReadonlySet<string>;
  readonly terms: ReadonlySet<string>;
  readonly misconceptions: ReadonlySet<string>;
  readonly modules: ReadonlySet<string>;
  readonly citations: ReadonlySet<string>;
}

const ids = (items: readonly { readonly id: string }[]): Set<string> => new Set(items.map(item => item.id));

function index({ catalog, modules }: Content): Index {
  const competences = catalog.modules.flatMap(m => m.competences);
  return {
    rules: ids(catalog.rules),
    requirements: ids(catalog.requirements),
    lessons: ids(modules.flatMap(m => m.lessons)),
    questions: ids(modules.flatMap(m => m.questions)),
    objectives: ids(competences.flatMap(c => c.objectives)),
    competences: ids(competences),
    labs: ids(catalog.labs),
    guides: ids(catalog.guides ?? []),
    terms: ids(catalog.glossary),
    misconceptions: ids(catalog.misconceptions),
    modules: ids(catalog.modules),
    citations: new Set(catalog.sources.flatMap(s => [s.id, ...s.sections.map(section => `${s.id}#${section.id}`)])),
  };
}

/** A reference to look up: the set it must be in, what it is called in French, and where it stands. */
type Reference = readonly [set: ReadonlySet<string>, name: string, id: string | undefined, path: readonly (string | number)[]];

function missing(kind: Kind, owner: string, references: readonly Reference[]): Fault[] {
  return references.flatMap(([set, name, id, path]) => (id === undefined || set.has(id) ? [] : [{ kind, id: owner, path, message: `${name} « ${id} » : introuvable.` }]));
}

function duplicates(kind: Kind, items: readonly { readonly id: string }[]): Fault[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }) => {
    const again = seen.has(id);
    seen.add(id);
    return again ? [{ kind, id, path: ['id'], message: `l’identifiant « ${id} » est employé deux fois.` }] : [];
  });
}

const list = (values: readonly string[], set: ReadonlySet<string>, name: string, key: string): Reference[] => values.map((id, i) => [set, name, id, [key, i]]);

function moduleFaults(module: Module, known: Index, content: Content): Fault[] {
  const taught = content.modules.find(m => m.module === module.id);
  const references = [
    ...list(module.prerequisites, new Set([...known.modules, ...SYLLABUS]), 'le module', 'prerequisites'),
    ...module.validations.flatMap((v, i): Reference[] => [
      ...v.competences.map((id, j): Reference => [known.competences, 'la compétence', id, ['validations', i, 'competences', j]]),
      ...(v.available && v.kind === 'lab' ? [[known.labs, 'le lab (écrire « available: false » tant qu’il n’existe pas)', v.id, ['validations', i, 'id']] satisfies Reference] : []),
    ]),
  ];
  const untaught = module.competences.flatMap((c, i): Fault[] => {
    const path = ['competences', i, 'id'];
    const lesson = taught?.lessons.some(l => l.competence === c.id);
    const asked = taught?.questions.some(q => q.competence === c.id);
    return [
      ...(lesson ? [] : [{ kind: 'module' as const, id: module.id, path, message: `la compétence « ${c.id} » n’a aucune leçon.` }]),
      ...(asked ? [] : [{ kind: 'module' as const, id: module.id, path, message: `la compétence « ${c.id} » n’a aucune question.` }]),
    ];
  });
  const strangers = module.competences.flatMap((c, i) => [c, ...c.objectives].filter(x => !x.id.startsWith(x === c ? `${module.id}.` : `${c.id}.`))
    .map((x): Fault => ({ kind: 'module', id: module.id, path: ['competences', i], message: `« ${x.id} » ne commence pas par l’identifiant qui le contient.` })));
  return [...missing('module', module.id, references), ...untaught, ...strangers];
}

/** A check of the report can only stand on rules that look at its requirement. */
function checkRules({ rules }: Content['catalog'], { id, assess }: Requirement): Reference[] {
  const looking = ids(rules.filter(rule => rule.requirements.includes(id)));
  return assess.checks.flatMap((check, i) => check.rules.map((rule, j): Reference => [looking, `la règle qui regarde ${id}`, rule, ['assess', 'checks', i, 'rules', j]]));
}

/** The five modules of the syllabus: a prerequisite may name one that is still to come. */
const SYLLABUS = ['base', 'practitioner', 'contributeur', 'coaching', 'communautes'];

const TARGETS: Readonly<Record<string, (known: Index) => readonly [ReadonlySet<string>, string]>> = {
  rule: known => [known.rules, 'la règle'],
  requirement: known => [known.requirements, 'l’exigence'],
  lesson: known => [known.lessons, 'la leçon'],
  source: known => [known.citations, 'la source'],
  term: known => [known.terms, 'le terme'],
  question: known => [known.questions, 'la question'],
  lab: known => [known.labs, 'le lab'],
  guide: known => [known.guides, 'la page'],
};

/** Links of our scheme, `coach:kind:id`, wherever they stand in a lesson or a guide. */
function linkFaults(kind: 'lesson' | 'guide', { id: owner, body }: Pick<Lesson, 'id' | 'body'>, known: Index): Fault[] {
  return body.split('\n').flatMap((line, n) => [...line.matchAll(/\]\(coach:([a-z]+):([^)\s]+)\)/g)].flatMap(([, to = '', id = '']) => {
    const target = TARGETS[to]?.(known);
    const message = !target ? `lien « coach:${to} » inconnu.` : target[0].has(id) ? undefined : `${target[1]} « ${id} » : introuvable.`;
    return message ? [{ kind, id: owner, path: ['body', n], message }] : [];
  }));
}

/** Ids twice, references to what does not exist, competences that nothing teaches. */
export function referenceFaults(content: Content): Fault[] {
  const known = index(content);
  const { catalog, modules } = content;
  const lessons = modules.flatMap(m => m.lessons);
  const questions = modules.flatMap(m => m.questions);
  return [
    ...duplicates('question', questions), ...duplicates('lesson', lessons), ...duplicates('source', catalog.sources), ...duplicates('term', catalog.glossary),
    ...duplicates('requirement', catalog.requirements), ...duplicates('misconception', catalog.misconceptions), ...duplicates('rule', catalog.rules), ...duplicates('lab', catalog.labs),
    ...catalog.modules.flatMap(m => moduleFaults(m, known, content)),
    ...catalog.sources.flatMap(s => duplicates('source', s.sections).map(fault => ({ ...fault, id: s.id, path: ['sections'] }))),
    ...catalog.requirements.flatMap(r => missing('requirement', r.id, [[known.citations, 'la source', r.source, ['source']], ...checkRules(catalog, r)])),
    ...catalog.glossary.flatMap(t => missing('term', t.id, [[known.citations, 'la source', t.source, ['source']]])),
    ...catalog.rules.flatMap(r => missing('rule', r.id, [...list(r.requirements, known.requirements, 'l’exigence', 'requirements'), ...list(r.sources, known.citations, 'la source', 'sources')])),
    ...catalog.labs.flatMap(lab => missing('lab', lab.id, [
      [known.modules, 'le module', lab.module, ['module']],
      ...list(lab.competences, known.competences, 'la compétence', 'competences'),
      ...lab.checks.flatMap((check, i): Reference[] => [
        [known.objectives, 'l’objectif', check.objective, ['checks', i, 'objective']],
        [known.rules, 'la règle', check.test.type === 'rule' ? check.test.rule : undefined, ['checks', i, 'test', 'rule']],
      ]),
    ])),
    ...(catalog.exam ? missing('exam', catalog.exam.id, [
      ...catalog.exam.facts.map((fact, i): Reference => [known.citations, 'la source', fact.source, ['facts', i, 'source']]),
      // A module that lands piece by piece has its cells already: what they lack is a gap, not a fault.
      ...catalog.exam.cells.map((cell, i): Reference => [new Set(SYLLABUS), 'le module de la compétence', cell.id.split('.')[0], ['cells', i, 'id']]),
    ]) : []),
    ...duplicates('guide', catalog.guides ?? []),
    ...(catalog.guides ?? []).flatMap(g => [...missing('guide', g.id, list(g.sources, known.citations, 'la source', 'sources')), ...linkFaults('guide', g, known)]),
    ...lessons.flatMap(l => [...missing('lesson', l.id, [
      [known.objectives, 'l’objectif', l.id, ['id']],
      ...list(l.sources, known.citations, 'la source', 'sources'),
      ...list(l.rules, known.rules, 'la règle', 'rules'),
      ...list(l.requirements, known.requirements, 'l’exigence', 'requirements'),
      [known.questions, 'la question', l.question, ['question']],
    ]), ...linkFaults('lesson', l, known)]),
    ...questions.flatMap(q => missing('question', q.id, [
      [known.competences, 'la compétence', q.competence, ['competence']],
      [known.objectives, 'l’objectif', q.objective, ['objective']],
      ...list(q.rules, known.rules, 'la règle', 'rules'),
      ...list(q.requirements, known.requirements, 'l’exigence', 'requirements'),
      ...list(q.enemies, known.questions, 'la question', 'enemies'),
      ...(q.verify?.options ?? []).flatMap(({ fires, silent }, i) => [...fires, ...silent].map((rule): Reference => [known.rules, 'la règle', rule, ['verify', 'options', i]])),
      ...q.options.flatMap((o, i): Reference[] => [
        [known.citations, 'la source', o.source, ['options', i, 'source']],
        [known.misconceptions, 'l’idée fausse', o.misconception, ['options', i, 'misconception']],
      ]),
    ])),
  ];
}
