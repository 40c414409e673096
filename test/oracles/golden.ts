import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a tool said of each case of the corpus, and which version of it. */
export interface Golden<T> {
  readonly tool: string;
  readonly version: string;
  readonly cases: Readonly<Record<string, T>>;
}

const here = path.join('test', 'oracles');

/** Reads a golden file. Throws, saying what to run, when it is missing: a comparison that is not made must not pass. */
export function golden<T>(tool: string): Golden<T> {
  const file = path.join(here, 'golden', `${tool}.json`);
  if (!existsSync(file)) throw new Error(`${file} is missing: run npm run oracles -- ${tool} and commit what it writes.`);
  return JSON.parse(readFileSync(file, 'utf8')) as Golden<T>;
}

/** The files or folders of one part of the corpus, by name. */
export function corpus(part: string): readonly string[] {
  return readdirSync(path.join(here, 'corpus', part)).sort();
}

export const corpusFile = (...names: string[]): string => readFileSync(path.join(here, 'corpus', ...names), 'utf8');
