import { tokensOf, type Language } from '../code/tokens';
import type { Leak } from './leak';
import { leaksInCode } from './lines';
import { isClearSecret, masked } from './value';

const hcl: Language = { lineComment: '#', blockComment: ['/*', '*/'], strings: /()(")/y };

/** Secrets of a Terraform file: those of any assignment, the default of a `variable` whose name announces one, and a here-document that holds one alone. */
export function leaksInTerraform(text: string): Leak[] {
  const plain = text.replace(/^[ \t]*\/\/.*$/gm, line => ' '.repeat(line.length));
  const tokens = tokensOf(plain, hcl);
  const leaks = leaksInCode(plain);
  const add = (name: string, value: string, start: number) => {
    if (isClearSecret(name, value)) leaks.push({ start, end: start + value.length, variant: 'value', what: name, excerpt: masked(value) });
  };
  tokens.forEach(({ kind, text: word, depth }, index) => {
    const [name, open] = [tokens[index + 1], tokens[index + 2]];
    if (kind !== 'word' || word !== 'variable' || depth !== 0 || name?.kind !== 'text' || open?.text !== '{') return;
    for (let at = index + 3; at < tokens.length && (tokens[at]?.depth ?? 0) > 0; at++) {
      const value = tokens[at + 2];
      if (tokens[at]?.depth === 1 && tokens[at]?.text === 'default' && tokens[at + 1]?.text === '=' && value?.kind === 'text') add(name.value, value.value, value.start + 1);
    }
  });
  for (const { 0: whole, 1: name = '', 3: value = '', index } of plain.matchAll(/^[ \t]*"?([\w.-]+)"?[ \t]*=[ \t]*<<[-~]?(\w+)\r?\n[ \t]*(\S+)[ \t]*\r?\n[ \t]*\2\b/gm)) add(name, value, index + whole.lastIndexOf(value));
  return leaks;
}

/** The same of a file of Terraform in JSON, where the default is under the name of its variable. */
export function leaksInTerraformJson(text: string): Leak[] {
  return [...leaksInCode(text), ...[...text.matchAll(/"([\w-]+)"\s*:\s*\{[^{}]*"default"\s*:\s*"([^"\\]+)"/g)].flatMap(({ 0: whole, 1: name = '', 2: value = '', index }): Leak[] => {
    const start = index + whole.lastIndexOf(value);
    return isClearSecret(name, value) ? [{ start, end: start + value.length, variant: 'value', what: name, excerpt: masked(value) }] : [];
  })];
}
