import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { LineCounter, isNode, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { ruleCard } from '../../core/analysis/card';
import type { Catalog, ModuleContent } from '../../core/curriculum/catalog';
import { lab } from '../../core/curriculum/lab';
import { glossaryTerm, lessonHeader, module, question, requirement, source, type Lesson } from '../../core/curriculum/schemas';

/** What is wrong in an author's file: `line` is 1-based, as editors print it. */
export interface ContentProblem {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

export interface AuthorContent {
  readonly catalog: Catalog;
  readonly modules: readonly ModuleContent[];
  readonly problems: readonly ContentProblem[];
}

/** Reads the authors' YAML and Markdown below `root`. Never throws for what they hold: every fault is a problem with its file and line. */
export function readContent(root: string): AuthorContent {
  const problems: ContentProblem[] = [];
  const read = <S extends z.ZodType>(file: string, schema: S): z.infer<S> | undefined => readYaml(root, file, schema, problems);
  const all = <S extends z.ZodType>(folder: string, pattern: RegExp, schema: S) => list(root, folder).filter(f => pattern.test(f)).flatMap(f => read(f, schema) ?? []);

  const modules = all('walkthroughs', /^walkthroughs\/[^/]+\/module\.yaml$/, module);
  const contents = modules.map((m): ModuleContent => {
    const folder = `walkthroughs/${m.id}`;
    const lessons = list(root, `${folder}/lessons`).filter(f => f.endsWith('.md')).flatMap(f => readLesson(root, f, problems) ?? []);
    const order = m.competences.flatMap(c => c.objectives.map(o => o.id));
    lessons.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    return { module: m.id, lessons, questions: all(`${folder}/questions`, /\.yaml$/, z.array(question)).flat() };
  });
  const content = {
    modules,
    labs: all('labs', /^labs\/[^/]+\/lab\.yaml$/, lab),
    rules: all('src/data/rules', /\.yaml$/, ruleCard),
    requirements: all('src/data', /^src\/data\/requirements\.yaml$/, z.array(requirement)).flat(),
    glossary: all('src/data', /^src\/data\/glossary\.yaml$/, z.array(glossaryTerm)).flat(),
    sources: all('src/data/sources', /\.yaml$/, source),
  };
  const version = createHash('sha256').update(JSON.stringify([content, contents])).digest('hex').slice(0, 12);
  return { catalog: { version, ...content }, modules: contents, problems };
}

function list(root: string, folder: string): string[] {
  const top = path.join(root, folder);
  if (!existsSync(top)) return [];
  return readdirSync(top, { recursive: true }).map(name => path.posix.join(folder, String(name).split(path.sep).join('/'))).sort();
}

function readYaml<S extends z.ZodType>(root: string, file: string, schema: S, problems: ContentProblem[]): z.infer<S> | undefined {
  return validate(file, readFileSync(path.join(root, file), 'utf8'), 0, schema, problems);
}

/** A lesson is YAML front matter between two `---` lines, then Markdown. Its competence is the first two parts of its id. */
function readLesson(root: string, file: string, problems: ContentProblem[]): Lesson | undefined {
  const text = readFileSync(path.join(root, file), 'utf8').replace(/\r\n/g, '\n');
  const match = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(text);
  if (!match) {
    problems.push({ file, line: 1, message: 'en-tête absent : la leçon commence par un bloc YAML entre deux lignes « --- ».' });
    return undefined;
  }
  const header = validate(file, match[1] ?? '', 1, lessonHeader, problems);
  return header && { ...header, competence: header.id.split('.').slice(0, 2).join('.'), body: (match[2] ?? '').trim() };
}

function validate<S extends z.ZodType>(file: string, text: string, offset: number, schema: S, problems: ContentProblem[]): z.infer<S> | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  for (const error of document.errors) problems.push({ file, line: (error.linePos?.[0].line ?? 1) + offset, message: error.message });
  if (document.errors.length > 0) return undefined;
  const result = schema.safeParse(document.toJS());
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    problems.push({ file, line: lineOf(document, lines, issue.path) + offset, message: `${issue.path.map(String).join('.') || 'document'} : ${issue.message}` });
  }
  return undefined;
}

/** The line of the deepest node that exists on the path of a fault. */
function lineOf(document: Document, lines: LineCounter, at: readonly PropertyKey[]): number {
  for (let depth = at.length; depth >= 0; depth--) {
    const node = document.getIn(at.slice(0, depth).map(key => (typeof key === 'symbol' ? String(key) : key)), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
