import { linkScheme } from '../curriculum/links';
import type { PlacementPlan, Profile } from '../curriculum/placement';
import type { Competence, Module, Question } from '../curriculum/schemas';
import { chanceOf } from './chance';
import { enemies } from './draw';
import type { ExamState } from './exam';
import { recordOf } from './exam-record';
import { seeded, shuffled } from './random';
import type { Shelf } from './shelf';

/**
 * The questions of a placement: one on each competence of the profile, then a second and so on until there are enough; never met first, then those that
 * chance answers least. Practice questions only, by seed (32 bits).
 */
export function drawPlacement(profile: Profile, modules: readonly Module[], bank: readonly Question[], met: ReadonlySet<string>, size: number, seed: number): Question[] {
  const random = seeded(seed);
  const pools = competencesOf(profile, modules).map(({ id }) => shuffled(bank.filter(question => question.use === 'practice' && question.competence === id), random).toSorted((a, b) => Number(met.has(a.id)) - Number(met.has(b.id)) || chanceOf(a) - chanceOf(b)));
  const drawn: Question[] = [];
  while (drawn.length < size && pools.some(pool => pool.length > 0)) {
    for (const pool of pools) {
      const next = pool.find(question => !drawn.some(other => enemies(question, other)));
      // What an enemy shuts out now stays out.
      pool.splice(0, next ? pool.indexOf(next) + 1 : pool.length);
      if (next && drawn.length < size) drawn.push(next);
    }
  }
  return drawn;
}

/** One competence of the path: `known` when all that was asked was answered right. */
export interface PathCompetence {
  readonly id: string;
  readonly title: string;
  readonly asked: number;
  readonly right: number;
  readonly known: boolean;
  readonly href: string;
  /** Ids of its lessons. */
  readonly lessons: readonly string[];
}

export interface PlacementView {
  readonly modules: readonly { readonly title: string; readonly competences: readonly PathCompetence[] }[];
}

/** The path that a finished placement proposes. What was not asked is not known. */
export function placementView(state: ExamState, plan: PlacementPlan | undefined, shelf: Shelf): PlacementView {
  const profile = plan?.profiles.find(one => one.id === state.scope);
  const right = new Map<string, number>();
  for (const { competence, correct } of recordOf(state, shelf.bank).answers) if (correct) right.set(competence, (right.get(competence) ?? 0) + 1);
  const asked = (id: string) => state.items.filter(item => shelf.bank.get(item.question)?.competence === id).length;
  const lessons = shelf.contents.flatMap(content => content.lessons);
  const view = ({ id, title }: Competence): PathCompetence => {
    const [all, good] = [asked(id), right.get(id) ?? 0];
    return { id, title, asked: all, right: good, known: all > 0 && good === all, href: `${linkScheme}competence:${id}`, lessons: lessons.filter(lesson => lesson.competence === id).map(lesson => lesson.id) };
  };
  return { modules: modulesOf(profile, shelf.catalog.modules).map(({ title, competences }) => ({ title, competences: competences.map(view) })) };
}

function competencesOf(profile: Profile, modules: readonly Module[]): Competence[] {
  return modulesOf(profile, modules).flatMap(module => module.competences);
}

function modulesOf(profile: Profile | undefined, modules: readonly Module[]): Module[] {
  return (profile?.modules ?? []).flatMap(id => modules.find(module => module.id === id) ?? []);
}
