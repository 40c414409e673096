import path from 'node:path';
import * as z from 'zod';
import type { Finding } from '../../core/analysis/finding';
import { withoutSecrets } from '../../core/analysis/secrets/mask';
import { ownRule, type OwnLint } from '../../core/compliance/own-lint';

/** What we read of ESLint's JSON format: https://eslint.org/docs/latest/use/formatters/#json. Plugins give the places, so that any number is met. */
const place = z.number().nullish();
const message = z.object({ ruleId: z.string().nullish(), fatal: z.boolean().optional(), severity: z.number(), message: z.string(), line: place, column: place, endLine: place, endColumn: place });
const output = z.array(z.object({ filePath: z.string(), messages: z.array(message) }));

/** The findings in what ESLint wrote about the folder `top`, files outside it left out; undefined when this is not its JSON. */
export function readEslintOutput(text: string, top: string): OwnLint | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = output.safeParse(json);
  if (!read.success) return undefined;
  const findings = read.data.flatMap(({ filePath, messages }) => {
    const file = path.relative(top, filePath);
    return file === '' || file.startsWith('..') || path.isAbsolute(file) ? [] : messages.map(one => findingOf(one, file.split(path.sep).join('/')));
  });
  return { findings, unreadable: [] };
}

/** ESLint counts lines and columns from 1; its end is, like ours, the first position after. What it says without naming a rule is of its parser, or of a comment that silences nothing. */
function findingOf({ ruleId, fatal, severity, message: written, line, column, endLine, endColumn }: z.infer<typeof message>, file: string): Finding {
  // Some plugins look for secrets, and repeat what they find.
  const said = withoutSecrets(written);
  const start = { line: at(line), character: at(column) };
  const given = { line: at(endLine ?? line), character: at(endColumn ?? column) };
  const end = given.line > start.line || (given.line === start.line && given.character > start.character) ? given : start;
  return {
    rule: ownRule(ruleId ?? (fatal === true ? 'lecture' : 'commentaire')), key: said, severity: severity === 2 ? 'error' : 'warning', category: 'quality',
    message: `ESLint du dépôt : ${said.slice(0, 500)}`, location: { file, range: { start, end } }, requirements: [],
  };
}

function at(counted: number | null | undefined): number {
  return Math.max(Math.trunc(counted ?? 1) - 1, 0);
}
