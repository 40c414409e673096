import type { Question } from './schemas';

/** What each kind asks of its answer: paths into the question, and what is wrong there. */
export function kindFaults(question: Question): { path: (string | number)[]; message: string }[] {
  const right = question.options.filter(option => option.correct).length;
  const wrong = question.options.length - right;
  const options = (bad: boolean, message: string) => (bad ? [{ path: ['options'], message }] : []);
  if (question.kind === 'order') return options(wrong > 0, 'les étapes d’une mise en ordre sont toutes à placer : aucune n’est fausse.');
  const common = [...options(right === 0, 'aucune option n’est juste.'), ...options(wrong === 0, 'toutes les options sont justes : cocher tout suffirait.')];
  if (question.kind === 'multiple') return common;
  if (question.kind === 'match') return [...common, ...matchFaults(question)];
  const lines = question.kind === 'faulty-line' ? question.exhibit.text.replace(/\n$/, '').split('\n').length : 0;
  const outside = question.kind === 'faulty-line' ? question.options.flatMap((option, i) => (option.line > lines ? [{ path: ['options', i, 'line'], message: `le document n’a que ${lines} lignes.` }] : [])) : [];
  return [...common, ...options(right > 1, `${right} options justes pour une question à réponse unique.`), ...outside];
}

/** Every item has its own option, every such option is marked as right, and no other is: one option at least is left over. */
function matchFaults(question: Extract<Question, { kind: 'match' }>): { path: (string | number)[]; message: string }[] {
  const used = question.items.map(item => item.option);
  return [
    ...question.items.flatMap((item, i) => (used.indexOf(item.option) < i ? [{ path: ['items', i, 'option'], message: 'deux éléments vont avec la même option.' }] : [])),
    ...question.items.flatMap((item, i) => (question.options[item.option] ? [] : [{ path: ['items', i, 'option'], message: `il n’y a pas d’option ${item.option} (la première est 0).` }])),
    ...question.options.flatMap((option, i) => (option.correct === used.includes(i) ? [] : [{ path: ['options', i, 'correct'], message: 'une option est juste si un élément va avec elle, et alors seulement.' }])),
  ];
}
