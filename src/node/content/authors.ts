import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { ruleCard } from '../../core/analysis/card';
import { readPipelineFile } from '../../core/analysis/gitlab-ci/read';
import type { PlainMap } from '../../core/analysis/yaml/plain';
import type { Catalog, ModuleContent } from '../../core/curriculum/catalog';
import type { Kind } from '../../core/curriculum/fault';
import { examPlan } from '../../core/curriculum/exam-plan';
import { lab } from '../../core/curriculum/lab';
import { placementPlan } from '../../core/curriculum/placement';
import { glossaryTerm, guideHeader, lessonHeader, misconception, module, question, requirement, source, type Lesson } from '../../core/curriculum/schemas';
import { places, type Places } from './places';
import { typesetProse } from './typesetting';
import { readYaml, type ContentProblem } from './yaml';

export type { ContentProblem } from './yaml';

export interface AuthorContent {
  readonly catalog: Catalog;
  readonly modules: readonly ModuleContent[];
  readonly problems: readonly ContentProblem[];
  readonly places: Places;
}

/** Reads the authors' YAML and Markdown below `root`. Never throws for what they hold: every fault is a problem with its file and line. */
export function readContent(root: string): AuthorContent {
  const problems: ContentProblem[] = [];
  const known = places();
  /** The elements of one kind in the files of a folder: one a file, or a list of them. */
  const all = <S extends z.ZodType<{ id: string }>>(kind: Kind, folder: string, pattern: RegExp, schema: S): z.infer<S>[] =>
    list(root, folder).filter(f => pattern.test(f)).flatMap(file => {
      const text = readText(root, file, problems);
      const many = text !== undefined && /^\s*(#.*\n\s*)*(- |\[)/.test(text);
      const read = text === undefined ? undefined : many ? readYaml(file, text, 0, z.array(schema), problems) : readYaml(file, text, 0, schema, problems);
      if (!read) return [];
      const items = (many ? read.data : [read.data]) as z.infer<S>[];
      items.forEach((item, i) => known.add(kind, item.id, file, at => read.line(many ? [i, ...at] : at)));
      return items;
    });

  const modules = all('module', 'walkthroughs', /^walkthroughs\/[^/]+\/module\.yaml$/, module).sort((a, b) => a.order - b.order);
  const contents = modules.map((m): ModuleContent => {
    const folder = `walkthroughs/${m.id}`;
    const lessons = list(root, `${folder}/lessons`).filter(f => f.endsWith('.md')).flatMap(f => readLesson(root, f, problems, known) ?? []);
    const order = m.competences.flatMap(c => c.objectives.map(o => o.id));
    lessons.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    return { module: m.id, lessons, questions: all('question', `${folder}/questions`, /\.yaml$/, question) };
  });
  // The messages of rules and checks are also read in terminals and compared by programs: they stay as typed.
  const verdicts = { labs: all('lab', 'labs', /^labs\/[^/]+\/lab\.yaml$/, lab), rules: all('rule', 'src/data/rules', /\.yaml$/, ruleCard), catalogue: readCatalogue(root, problems) };
  const content = typesetProse({
    modules,
    requirements: all('requirement', 'src/data', /^src\/data\/requirements\.yaml$/, requirement),
    glossary: all('term', 'src/data', /^src\/data\/glossary\.yaml$/, glossaryTerm),
    sources: all('source', 'src/data/sources', /\.yaml$/, source),
    misconceptions: all('misconception', 'walkthroughs', /^walkthroughs\/misconceptions\.yaml$/, misconception),
  });
  const [plan] = typesetProse(all('exam', 'src/data', /^src\/data\/exam\.yaml$/, examPlan));
  const [placement] = typesetProse(all('exam', 'src/data', /^src\/data\/placement\.yaml$/, placementPlan));
  const guides = list(root, 'src/data/guides').filter(file => file.endsWith('.md')).flatMap(file => readPage('guide', root, file, guideHeader, problems, known) ?? []);
  const about = { guides: typesetProse(guides), ...(plan && { exam: plan }), ...(placement && { placement }) };
  const set = typesetProse(contents);
  const version = createHash('sha256').update(JSON.stringify([verdicts, content, about, set])).digest('hex').slice(0, 12);
  return { catalog: { version, ...verdicts, ...content, ...about }, modules: set, problems, places: known };
}

/** Files and folders below `folder`, as paths from `root` with `/`, in a stable order. */
function list(root: string, folder: string): string[] {
  const top = path.join(root, folder);
  if (!existsSync(top)) return [];
  return readdirSync(top, { recursive: true }).map(name => path.posix.join(folder, String(name).split(path.sep).join('/'))).sort();
}

function readText(root: string, file: string, problems: ContentProblem[]): string | undefined {
  try {
    return readFileSync(path.join(root, file), 'utf8').replace(/\r\n/g, '\n');
  } catch (error) {
    problems.push({ file, message: `lecture impossible : ${(error as Error).message}` });
    return undefined;
  }
}

/** The files of the platform's catalogue as pipelines include them. */
function readCatalogue(root: string, problems: ContentProblem[]): Record<string, PlainMap> {
  return Object.fromEntries(list(root, 'src/data/catalogue').filter(file => file.endsWith('.yml')).flatMap(file => {
    const read = readPipelineFile({ file, text: readText(root, file, problems) ?? '' });
    if (read && !read.fault) return [[path.posix.basename(file), read.value]];
    problems.push({ file, message: read?.fault?.reason ?? 'ce fichier du catalogue n’est pas un objet YAML.' });
    return [];
  }));
}

/** A Markdown page is YAML front matter between two `---` lines, then its body. */
function readPage<S extends z.ZodType<{ id: string }>>(kind: 'lesson' | 'guide', root: string, file: string, schema: S, problems: ContentProblem[], known: Places): (z.infer<S> & { readonly body: string }) | undefined {
  const text = readText(root, file, problems);
  if (text === undefined) return undefined;
  const match = /^---\n([\s\S]*?\n)---\n(\s*)([\s\S]*)$/.exec(text);
  if (!match) {
    problems.push({ file, line: 1, message: 'en-tête absent : la page commence par un bloc YAML entre deux lignes « --- ».' });
    return undefined;
  }
  const [, head = '', gap = '', body = ''] = match;
  const header = readYaml(file, head, 1, schema, problems);
  if (!header) return undefined;
  const start = `---\n${head}---\n${gap}`.split('\n').length;
  known.add(kind, header.data.id, file, at => (at[0] === 'body' ? start + Number(at[1]) : header.line(at)));
  return { ...header.data, body: body.trimEnd() };
}

/** A lesson's competence is the first two parts of its id. */
function readLesson(root: string, file: string, problems: ContentProblem[], known: Places): Lesson | undefined {
  const page = readPage('lesson', root, file, lessonHeader, problems, known);
  return page && { ...page, competence: page.id.split('.').slice(0, 2).join('.') };
}
