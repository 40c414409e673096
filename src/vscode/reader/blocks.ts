import type { Page } from '../../core/curriculum/page';
import { format } from '../../protocol/format';
import type { BadgeView, BlockView, LinkView } from '../../protocol/reader';
import type { Strings } from '../../protocol/strings';
import { ruleBlocks } from './rule';
import { day, lessonLink, lessonLinks, links, plain, requirementLinks, ruleLinks, sourceLinks } from './links';
import type { Drawing, Parts } from './drawing';

type Words = Strings['reader'];
type PageOf<K extends Page['kind']> = Extract<Page, { kind: K }>;

/** The parts of a page, by its kind. */
export function blocksOf(page: Page, drawing: Drawing): Parts {
  switch (page.kind) {
    case 'lesson': return lesson(page, drawing);
    case 'rule': return ruleBlocks(page, drawing);
    case 'requirement': return requirement(page, drawing);
    case 'source': return source(page, drawing);
    case 'term': return term(page, drawing);
    case 'competence': return competence(page, drawing);
    case 'guide': return { eyebrow: drawing.strings.guide, badges: [], blocks: [drawing.block(undefined, page.guide.body), ...sourceLinks(drawing, page.sources)] };
  }
}

function lesson(page: PageOf<'lesson'>, drawing: Drawing): Parts {
  const { strings } = drawing;
  return {
    eyebrow: format(strings.lesson, { number: page.number, total: page.total }),
    parent: { label: page.competence.title, href: `coach:competence:${page.competence.id}` },
    badges: [],
    blocks: [drawing.block(undefined, page.lesson.body), ...links(strings.related, page.related.map(lessonLink)), ...ruleLinks(drawing, page.rules), ...requirementLinks(drawing, page.requirements), ...sourceLinks(drawing, page.sources)],
  };
}

function requirement({ requirement: r, rules, lessons, sources }: PageOf<'requirement'>, drawing: Drawing): Parts {
  const { strings } = drawing;
  const priority: BadgeView = r.priority === 'P' ? { icon: 'star-full', text: strings.priorityP, tone: 'warning' } : { icon: 'star-empty', text: strings.priorityI };
  const automation: BadgeView = { icon: r.automation === 'no' ? 'person' : 'beaker', text: { yes: strings.automationYes, partial: strings.automationPartial, no: strings.automationNo }[r.automation] };
  return {
    eyebrow: strings.requirement,
    badges: [priority, automation, ...(r.officialId === r.id ? [] : [{ icon: 'info', text: format(strings.officialId, { id: r.officialId }) }])],
    blocks: [
      drawing.block(undefined, r.text),
      ...(r.how === undefined ? [] : [drawing.block(strings.how, r.how)]),
      ...(r.note === undefined ? [] : [drawing.block(strings.note, r.note, 'info')]),
      ...(rules.length === 0 ? [{ type: 'html' as const, heading: strings.rules, html: `<p>${strings.noRule}</p>` }] : ruleLinks(drawing, rules)),
      ...lessonLinks(drawing, lessons),
      ...sourceLinks(drawing, sources),
    ],
  };
}

function source({ source: s, section }: PageOf<'source'>, drawing: Drawing): Parts {
  const { strings } = drawing;
  const badges: BadgeView[] = [{ icon: 'organization', text: format(strings.publisher, { name: s.publisher }) }, { icon: 'calendar', text: format(strings.readOn, { date: day(s.readOn) }) }];
  const facts = (each: typeof section & object, heading: string | undefined): BlockView[] => [
    drawing.block(heading, each.text),
    ...(each.dated === undefined ? [] : [drawing.block(undefined, `**${strings.dated}.** ${each.dated}`, 'warning')]),
  ];
  const online = (url: string | undefined): BlockView[] => (url?.startsWith('https://') ? links(strings.openOnline, [{ label: url, href: url }]) : []);
  if (section) {
    return { eyebrow: strings.source, parent: { label: s.title, href: `coach:source:${s.id}` }, badges, blocks: [...facts(section, undefined), ...online(section.url ?? s.url)] };
  }
  return { eyebrow: strings.source, badges, blocks: [...s.sections.flatMap(each => facts(each, each.title)), ...online(s.url)] };
}

function term({ term: t, sources }: PageOf<'term'>, drawing: Drawing): Parts {
  const { strings } = drawing;
  const forms = t.forms.length === 0 ? {} : { lead: format(strings.otherForms, { forms: t.forms.join(', ') }) };
  return { eyebrow: strings.term, ...forms, badges: [], blocks: [drawing.block(undefined, t.definition), ...sourceLinks(drawing, sources)] };
}

function competence(page: PageOf<'competence'>, drawing: Drawing): Parts {
  const { strings } = drawing;
  const objectives = page.competence.objectives.map((objective): LinkView => {
    const found = page.lessons.find(each => each.id === objective.id);
    return found ? { ...lessonLink(found), note: plain(objective.text) } : { label: plain(objective.text), href: '', note: strings.noLesson };
  });
  const train: LinkView = { label: strings.train, href: `coach:quiz:${page.competence.id}` };
  return {
    eyebrow: `${page.module.title} · ${strings.competence}`,
    lead: page.competence.summary,
    badges: [],
    blocks: [...links(strings.objectives, objectives), ...links(strings.validations, validations(page, strings)), { type: 'links', heading: strings.kindQuiz, links: [train] }],
  };
}

function validations(page: PageOf<'competence'>, strings: Words): LinkView[] {
  const kinds = { quiz: strings.kindQuiz, lab: strings.kindLab, exercise: strings.kindExercise, evaluation: strings.kindEvaluation };
  return page.validations.map(v => {
    const href = v.available && v.kind === 'lab' ? `coach:lab:${v.id}` : v.available && v.kind === 'quiz' ? `coach:quiz:${page.module.id}` : '';
    const notes = [kinds[v.kind], ...(v.advanced ? [strings.advanced] : []), ...(v.available ? [] : [strings.soon])];
    return { label: v.title, href, note: notes.join(', ') };
  });
}
