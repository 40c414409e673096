import type { Candidate } from './candidates';
import { markOf, marksIn, mostMarks, withoutMarks } from './marks';
import type { Rendered } from './port';
import type { RenderedPlace } from './rendered-unit';
import { textAt, YamlFile, type YamlFiles } from './yaml-file';

/** What came of a unit with marks after some of its values: where a mark comes out, its value does. */
export class Tracing {
  private readonly files = new Map<number, YamlFile>();
  private readonly numbers: ReadonlyMap<string, number>;
  /** The numbers of the marks of each document. */
  private marks: readonly (readonly number[])[] | undefined;

  constructor(readonly candidates: readonly Candidate[], private readonly documents: readonly string[], private readonly truth: readonly string[]) {
    this.numbers = new Map(candidates.map(({ id }, number) => [id, number]));
  }

  has({ id }: Candidate): boolean {
    return this.numbers.has(id);
  }

  /** The candidates that come out at a place; undefined when the marks changed more than they should have there, so that nothing can be said. */
  at({ index, path, text }: RenderedPlace): readonly Candidate[] | undefined {
    const marked = textAt(this.file(index).documents[0], path);
    if (marked === undefined || withoutMarks(marked) !== text) return undefined;
    return marksIn(marked).flatMap(number => this.candidates[number] ?? []);
  }

  /** The documents as they would be were some of the candidates changed, of which nothing but what is written depends. */
  changed(chosen: readonly Candidate[]): string[] {
    const numbers = new Set(chosen.map(({ id }) => this.numbers.get(id) ?? -1));
    this.marks ??= this.documents.map(marksIn);
    return this.documents.map((document, index) => {
      const changing = (this.marks?.[index] ?? []).filter(number => numbers.has(number));
      if (changing.length === 0) return this.truth[index] ?? '';
      let text = document;
      for (const number of changing) {
        const candidate = this.candidates[number];
        if (candidate) text = text.replaceAll(candidate.text + markOf(number), candidate.becomes);
      }
      return withoutMarks(text);
    });
  }

  private file(index: number): YamlFile {
    const known = this.files.get(index);
    if (known) return known;
    const read = new YamlFile('', this.documents[index] ?? '');
    this.files.set(index, read);
    return read;
  }
}

/** Renders a unit with other texts for its files; undefined when it does not render. */
export type Again = (texts: ReadonlyMap<string, string>) => Promise<Rendered | undefined>;

/**
 * Marks all candidates at once and renders. Where an engine refuses marked values, or makes other objects of them, those that are no text are set apart
 * first, then halves are tried, as long as `left` allows more renderings; the rest is in no tracing.
 */
export async function trace(candidates: readonly Candidate[], truth: Rendered, yaml: YamlFiles, again: Again, left: { renders: number }): Promise<Tracing[]> {
  if (candidates.length === 0 || candidates.length > mostMarks || left.renders <= 0) return [];
  left.renders--;
  const marked = await again(textsWith(candidates, yaml, (_, number) => markOf(number)));
  const texts = truth.documents.map(({ text }) => text);
  if (marked && sameObjects(marked, truth)) return [new Tracing(candidates, marked.documents.map(({ text }) => text), texts)];
  if (candidates.length === 1) return [];
  const [first, second] = halves(candidates);
  return [...(await trace(first, truth, yaml, again, left)), ...(await trace(second, truth, yaml, again, left))];
}

function sameObjects(marked: Rendered, truth: Rendered): boolean {
  return marked.documents.length === truth.documents.length && marked.documents.every(({ source }, index) => source === truth.documents[index]?.source);
}

function halves(candidates: readonly Candidate[]): readonly [readonly Candidate[], readonly Candidate[]] {
  const texts = candidates.filter(({ text }) => !isTyped(text));
  if (texts.length > 0 && texts.length < candidates.length) return [texts, candidates.filter(({ text }) => isTyped(text))];
  return [candidates.slice(0, candidates.length >> 1), candidates.slice(candidates.length >> 1)];
}

function isTyped(text: string): boolean {
  return /^([-+]?[\d._]+|true|false|yes|no|on|off)$/i.test(text);
}

/** The texts of the files of candidates, with something written at the tail of each. */
function textsWith(candidates: readonly Candidate[], yaml: YamlFiles, written: (candidate: Candidate, number: number) => string): ReadonlyMap<string, string> {
  const byFile = new Map<string, { readonly at: number; readonly text: string }[]>();
  candidates.forEach((candidate, number) => {
    const one = { at: candidate.tail, text: written(candidate, number) };
    const known = byFile.get(candidate.file);
    if (known) known.push(one);
    else byFile.set(candidate.file, [one]);
  });
  return new Map([...byFile].map(([file, added]) => {
    const source = yaml.get(file)?.source.text ?? '';
    let out = '';
    let done = 0;
    for (const { at, text } of added.sort((a, b) => a.at - b.at)) {
      out += source.slice(done, at) + text;
      done = at;
    }
    return [file, out + source.slice(done)];
  }));
}
