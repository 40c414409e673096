import type { Lab, LabCheck } from '../curriculum/lab';

/** What is wrong in how a lab's checks refer to each other, as French sentences for its author; empty for a sound lab. */
export function orderProblems(lab: Lab): string[] {
  const ids = lab.checks.map(check => check.id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map(id => `${lab.id} : la vérification « ${id} » est écrite deux fois.`);
  const lost = lab.checks.flatMap(check => check.requires.filter(id => !ids.includes(id)).map(id => `${lab.id} : « ${check.id} » dépend de « ${id} », qui n’existe pas.`));
  const { circular } = inOrder(lab);
  return [...twice, ...lost, ...circular.map(check => `${lab.id} : « ${check.id} » dépend d’elle-même, directement ou non.`)];
}

/** The checks, each after those it requires and otherwise as the author wrote them; `circular` are those that no order can satisfy. */
export function inOrder(lab: Lab): { readonly ordered: readonly LabCheck[]; readonly circular: readonly LabCheck[] } {
  const known = new Set(lab.checks.map(check => check.id));
  const ordered: LabCheck[] = [];
  let waiting = [...lab.checks];
  for (;;) {
    const done = new Set(ordered.map(check => check.id));
    const next = waiting.find(check => check.requires.every(id => done.has(id) || !known.has(id)));
    if (!next) return { ordered, circular: waiting };
    ordered.push(next);
    waiting = waiting.filter(check => check !== next);
  }
}
