import * as plugin from '@typescript-eslint/eslint-plugin';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint/universal';
// @ts-expect-error this package declares no types
import security from 'eslint-plugin-security';
// @ts-expect-error ESLint exports no way to have a configuration checked and merged once, as its own program does: `verify` does it for each file anew, unless it is given one of these.
import { FlatConfigArray } from '../../../node_modules/eslint/lib/config/flat-config-array.js';
import type ts from 'typescript';
import type { Remark } from '../../core/analysis/code/model';

import { lintRules, shapes, type LintRule } from './lint-rules';
import { mayExplode } from './regex';
import { templateText } from './template-text';

/** The tree already made of the file being checked: ESLint asks its parser for it instead of making another. */
let current: ts.SourceFile | undefined;

const linter = new Linter({ configType: 'flat', cwd: '/' });
const config = prepared([{
  files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,vue}'],
  languageOptions: {
    globals: { setTimeout: false, setInterval: false, window: false, global: false, globalThis: false, self: false },
    parser: { meta: { name: 'coach-cpin', version: '1' }, parseForESLint: (text: string, options: parser.ParserOptions) => parser.parseForESLint(current ?? text, options) } as unknown as Linter.Parser,
    parserOptions: { ecmaFeatures: { jsx: true }, jsDocParsingMode: 'none', errorOnUnknownASTType: false },
  },
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  plugins: { '@typescript-eslint': plugin as never, security, coach: { rules: { 'template-text': templateText } } },
  rules: {
    ...Object.fromEntries(Object.entries(lintRules).map(([id, { options = [] }]) => [id, ['error', ...options]])),
    'no-restricted-syntax': ['error', ...Object.entries(shapes).map(([message, { selector }]) => ({ selector, message }))],
  } as Linter.RulesRecord,
}]);

/** The configuration, checked and merged once. */
function prepared(configs: readonly Linter.Config[]): Linter.Config[] {
  const made = new (FlatConfigArray as new (configs: readonly Linter.Config[], options: { basePath: string }) => Linter.Config[] & { normalizeSync(): unknown })(configs, { basePath: '/' });
  made.normalizeSync();
  return made;
}

/** What our choice of ESLint's rules says of a file. The repository's own configuration is never read: it is a program. Never throws for what a file holds. */
export function lint(file: string, source: ts.SourceFile): readonly Remark[] {
  current = source;
  const { text } = source;
  const lines = source.getLineStarts();
  const offset = (line: number, column: number) => Math.min((lines[line - 1] ?? text.length) + column - 1, text.length);
  try {
    return linter.verify(text, config, { filename: `/${file}` }).flatMap((message): Remark[] => {
      const known: LintRule | undefined = message.ruleId === 'no-restricted-syntax' ? shapes[message.message] : lintRules[message.ruleId ?? ''];
      if (!known) return [];
      const start = offset(message.line, message.column);
      if (known.variant === 'empty' && !/catch\s*(\([^)]*\)\s*)?$/.test(text.slice(Math.max(0, start - 120), start))) return [];
      if (known.variant === 'slow' && !mayExplode(regexAt(text, start))) return [];
      if (known.rule === 'typescript/const-by-default' && file.endsWith('.vue')) return [];
      const end = message.endLine === undefined || message.endLine !== message.line ? lineEnd(text, start) : offset(message.endLine, message.endColumn ?? message.column);
      const { fix } = message;
      return [{
        rule: known.rule, variant: known.variant, file, start, end, fields: { code: excerpt(text.slice(start, end)), detail: numberIn(message.message) },
        ...(fix ? { fix: { start: fix.range[0], end: fix.range[1], text: fix.text } } : {}),
      }];
    });
  } finally {
    current = undefined;
  }
}

/** The regular expression that starts there, or the one given to a constructor. */
function regexAt(text: string, start: number): string {
  const literal = /^\/(?:[^/\\[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.)*\])+\/[a-z]*/.exec(text.slice(start, start + 2000));
  if (literal) return literal[0];
  const given = /^new\s+RegExp\(\s*(['"])((?:(?!\1)[^\\]|\\.)*)\1/.exec(text.slice(start, start + 2000));
  return given ? `/${(given[2] ?? '').replace(/\\\\/g, '\\').replaceAll('/', '\\/')}/` : '/(a+)+/';
}

/** A block is underlined on its first line. */
function lineEnd(text: string, start: number): number {
  const found = text.slice(start).search(/[\r\n]/);
  return found < 0 ? text.length : start + found;
}

function excerpt(code: string): string {
  const line = code.split(/[\r\n]/)[0]?.trim() ?? '';
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** What a rule measured, which its message alone tells. */
function numberIn(message: string): string {
  return /\d+/.exec(message)?.[0] ?? '';
}
