import { isShell, programOf, statementsIn, type Command } from '../../../analysis/shell';
import type { Container } from '../object';

/** What texts tell of what a container is asked to run in place of its image's own program. */
export interface Script {
  /** What it writes, and when after its start. */
  readonly lines: readonly { readonly after: number; readonly text: string }[];
  /** How it ends; absent when it does not, or when a program that is not known decides. */
  readonly end?: { readonly after: number; readonly code: number };
  /** It only waits: nothing in it listens. */
  readonly waits?: true;
}

/** A script that branches or repeats is not followed. */
const branching = /\|\||[|(`]|(?:^|[^$])\{|\b(?:if|for|while|until|case|function)\b/;
const simple = new Set(['echo', 'printf', 'sleep', 'tail', 'exit', 'true', 'false', ':', 'set', 'export']);
const startup = 500;

/** Reads `sh -c …`, or one simple command: what it prints, how long it waits, the code it ends with. Undefined when nothing can be told. */
export function scriptOf({ command = [], args = [] }: Container, env: Readonly<Record<string, string>>): Script | undefined {
  const words = [...command, ...args];
  if (command.length === 0 || (!isShell(words) && !simple.has(programOf(words)))) return undefined;
  const text = words[2] ?? '';
  if (isShell(words) && branching.test(text)) {
    const code = /(?:^|[;&\n])\s*exit (\d{1,3})\s*$/.exec(text)?.[1];
    return code === undefined ? undefined : { lines: [], end: { after: startup, code: Number(code) % 256 } };
  }
  return followed(isShell(words) ? statementsIn(text) : [{ assigned: [], words, places: [] }], { ...env });
}

function followed(statements: readonly Command[], known: Record<string, string>): Script {
  const lines: { after: number; text: string }[] = [];
  let after = startup;
  let code = 0;
  let understood = true;
  for (const { assigned, words } of statements) {
    const [, first = ''] = words;
    const said = words.map(word => filled(word, known));
    const written = words.some(word => /^\d?>/.test(word)) ? [] : undefined;
    const write = (text: string) => (written ?? text.split('\n')).forEach(line => lines.push({ after, text: line }));
    if (words.length === 0) for (const [name, value] of assigned) known[name] = filled(value, known);
    code = programOf(words) === 'false' ? 1 : 0;
    switch (programOf(words)) {
      case 'echo': write(said.slice(/^-[neE]+$/.test(first) ? 2 : 1).join(' ')); break;
      case 'printf': write((said[1] ?? '').replaceAll('\\n', '\n').replace(/\n$/, '')); break;
      case 'exit': if (/^\d{0,3}$/.test(said[1] ?? '')) return { lines, end: { after, code: Number(said[1] ?? 0) % 256 } }; break;
      case 'sleep': {
        const seconds = durationOf(said[1] ?? '');
        if (seconds === Infinity) return { lines, waits: true };
        after += 1000 * seconds;
        break;
      }
      case 'tail': if (words.some(word => /^-\w*[fF]/.test(word))) return { lines, waits: true }; break;
      default: understood &&= words.length === 0 || simple.has(programOf(words));
    }
  }
  return understood ? { lines, end: { after, code } } : { lines };
}

/** What `sleep` is given, in seconds. */
function durationOf(text: string): number {
  if (/^inf/.test(text)) return Infinity;
  const [, count = '0', unit = 's'] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text) ?? [];
  return Number(count) * ({ s: 1, m: 60, h: 3_600, d: 86_400 }[unit || 's'] ?? 1);
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string | undefined, bare: string | undefined) => values[braced ?? bare ?? ''] ?? '');
}
