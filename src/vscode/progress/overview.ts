import { chanceOf } from '../../core/assessment/chance';
import { sizeOf } from '../../core/curriculum/exam-plan';
import { confidenceOf } from '../../core/progress/confidence';
import { dueQuestions } from '../../core/progress/due';
import type { JournalEvent } from '../../core/progress/event';
import { nextAction, type NextAction } from '../../core/progress/next';
import { readinessOf, type Cell } from '../../core/progress/readiness';
import { progressReport, type CompetenceProgress } from '../../core/progress/report';
import type { CompetenceView, ReadinessView } from '../../protocol/readiness';
import type { Coach } from '../kit/context';
import { dailyReview, findingsNow } from '../kit/review';
import { pathOf } from './path';

const percent = (share: number) => Math.round(100 * share);

/** All that the progress page shows, and the action it proposes. Rejects with a French sentence if the content is damaged. */
export async function overviewOf({ audits, content, journal }: Pick<Coach, 'audits' | 'content' | 'journal'>, now: number): Promise<{ readonly view: ReadinessView; readonly action: NextAction }> {
  const [catalog, { events }] = await Promise.all([content.catalog(), journal.read()]);
  const contents = await Promise.all(catalog.modules.map(module => content.module(module.id)));
  const questions = contents.flatMap(one => one.questions);
  const modules = progressReport({ catalog, contents, events, now });
  const competences = modules.flatMap(module => module.competences);
  const bank = new Map(questions.map(question => [question.id, question]));
  const due = dueQuestions(events, { catalog, contents, bank }, { now, size: dailyReview(), seed: 0, findings: findingsNow(audits) }).length;
  const action = nextAction({ modules, plan: catalog.exam, due, first: pathOf(catalog, events) });
  const chance = (id: string) => mean(questions.filter(question => question.competence === id).map(chanceOf));
  const cells = new Map(competences.map(({ id, mastery }): [string, Cell] => [id, { belief: mastery, chance: chance(id) }]));
  const measured = new Set(competences.filter(({ mastery }) => mastery.measured).map(({ id }) => id));
  const plan = catalog.exam;
  const readiness = plan && { ...figures(readinessOf(plan, cells)), total: sizeOf(plan), unmeasured: plan.cells.filter(cell => !measured.has(cell.id)).reduce((sum, cell) => sum + cell.questions, 0) };
  const confidence = confidenceOf(sinceReset(events));
  const lab = action.kind === 'lab' ? (catalog.labs.find(one => one.id === action.lab)?.title ?? action.lab) : '';
  const title = 'competence' in action ? (competences.find(({ id }) => id === action.competence)?.title ?? '') : '';
  const view: ReadinessView = {
    next: { kind: action.kind, count: action.kind === 'review' ? action.count : 0, title, lab },
    modules: modules.map(module => ({ title: module.title, competences: module.competences.map(competenceView) })),
    ...(readiness && { readiness }), ...(confidence && { confidence }),
  };
  return { view, action };
}

function competenceView({ id, title, state, mastery }: CompetenceProgress): CompetenceView {
  const { firsts, checks, measured, mean: middle, interval: [low, high] } = mastery;
  return { id, title, state, firsts, checks, ...(measured && { mastery: { mean: percent(middle), low: percent(low), high: percent(high) } }) };
}

function figures({ probability, interval: [low, high], expected }: ReturnType<typeof readinessOf>) {
  return { probability: percent(probability), low: percent(low), high: percent(high), expected: percent(expected) };
}

/** Certainty is a habit, not a competence: only forgetting everything forgets it. */
function sinceReset(events: readonly JournalEvent[]): readonly JournalEvent[] {
  return events.slice(events.findLastIndex(event => event.type === 'progress.reset' && event.scope === 'all') + 1);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
