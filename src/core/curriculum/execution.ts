import type { Analyse } from '../analysis/analyse';
import type { Finding } from '../analysis/finding';
import { isPipelineEntry } from '../analysis/gitlab-ci/repository';
import { mayHoldObjects } from '../analysis/names';
import type { Fault } from './fault';
import type { Execution, Question } from './schemas';

/** The exhibit as the engine reads it, and where it starts: counted from 0. */
function framed(exhibit: string, frame: string | undefined): { text: string; start: number } {
  const lines = frame?.split('\n') ?? ['{exhibit}'];
  const start = lines.findIndex(line => line.trim() === '{exhibit}');
  const indent = /^ */.exec(lines[start] ?? '')?.[0] ?? '';
  const shown = exhibit.trimEnd().split('\n').map(line => (line === '' ? line : indent + line));
  return { text: [...lines.slice(0, start), ...shown, ...lines.slice(start + 1), ''].join('\n'), start };
}

/** The options that the engine finds right of one exhibit, by their place; a string when it could not read it. */
function rightOptions({ file, frame, options }: Execution, exhibit: string, analyse: Analyse): number[] | string {
  const { text, start } = framed(exhibit, frame);
  const { findings, unreadable, resources } = analyse([{ file, text }], 'repository');
  const [unread] = unreadable;
  if (unread) return unread.reason;
  if (resources.length === 0 && mayHoldObjects(file) && !isPipelineEntry(file)) return 'aucun objet Kubernetes n’y est reconnu.';
  const found = (rule: string, line: number | undefined) => findings.some((finding: Finding) => finding.rule === rule && (line === undefined || finding.location.range.start.line === start + line - 1));
  return options.flatMap(({ never, fires, silent, line }, i) => (!never && fires.every(rule => found(rule, line)) && !silent.some(rule => found(rule, line)) ? [i] : []));
}

const named = (places: readonly number[]): string => (places.length === 0 ? 'aucune' : places.map(place => place + 1).join(' et '));

/**
 * What does not hold when a question's outcome is executed: the engine must find right of its exhibit the options that are marked so, and of its twin
 * those that the twin names, which must differ. Nothing for a question that has no execution.
 */
export function executionFaults(question: Question, analyse: Analyse): Fault[] {
  const { verify, exhibit } = question;
  if (!verify) return [];
  const fault = (path: (string | number)[], message: string): Fault => ({ kind: 'question', id: question.id, path: ['verify', ...path], message });
  if (!exhibit) return [fault([], 'il n’y a pas de document (exhibit) à exécuter.')];
  if (verify.options.length !== question.options.length) return [fault(['options'], `${verify.options.length} attentes pour ${question.options.length} options.`)];
  const elsewhere = question.kind === 'faulty-line' ? question.options.findIndex((option, i) => verify.options[i]?.line !== option.line) : -1;
  if (elsewhere >= 0) return [fault(['options', elsewhere], 'l’attente porte sur une autre ligne que l’option.')];
  const marked = question.options.flatMap((option, i) => (option.correct ? [i] : []));
  const compare = (text: string, wanted: readonly number[], path: (string | number)[], what: string): Fault[] => {
    const right = rightOptions(verify, text, analyse);
    if (typeof right === 'string') return [fault(path, `${what} ne se lit pas : ${right}`)];
    return right.join() === wanted.join() ? [] : [fault(path, `sur ${what}, le moteur donne raison à l’option ${named(right)}, et non à l’option ${named(wanted)}.`)];
  };
  const other = verify.twin.right.toSorted((a, b) => a - b);
  return [
    ...compare(exhibit.text, marked, ['options'], 'le document'),
    ...compare(verify.twin.text, other, ['twin'], 'le jumeau'),
    ...(other.join() === marked.join() ? [fault(['twin', 'right'], 'le jumeau a la même réponse que le document : il ne prouve rien.')] : []),
  ];
}
