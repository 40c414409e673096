import type { AnalysisResult, Finding, Location } from '../finding';
import type { SourceFile } from '../port';
import { SourceText } from '../text';
import type { Path } from '../yaml/nodes';
import { join } from './paths';
import type { Rendered } from './port';
import type { RenderUnit } from './unit';
import { pathAt, textAt, YamlFile } from './yaml-file';

/** A place in a rendered document: which one, the way down, and the text there when it is a scalar. */
export interface RenderedPlace {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly path: Path;
  readonly isKey: boolean;
  readonly text: string | undefined;
}

const prefix = 'rendered:/';

/** What came of a unit, under names no file has; the folders of the names say the environment, as those of files do. */
export function renderedFiles(unit: RenderUnit, { documents }: Rendered): SourceFile[] {
  const folder = unit.environment === undefined ? unit.folder : join(unit.folder, `env/${unit.environment}`);
  return documents.map(({ text }, index) => ({ file: `${prefix}${join(folder, String(index))}.yaml`, text }));
}

/** The number of the document a name was given for; undefined for the name of a file. */
export function documentOf(file: string): number | undefined {
  return file.startsWith(prefix) ? Number(/(\d+)\.yaml$/.exec(file)?.[1]) : undefined;
}

/** A unit, what it renders, and what was found there. */
export class RenderedUnit {
  private readonly files = new Map<number, YamlFile>();
  private readonly sources = new Map<number, SourceText>();
  private found: ReadonlySet<string> | undefined;

  constructor(readonly unit: RenderUnit, readonly rendered: Rendered, readonly result: AnalysisResult) {}

  placeOf({ file, range }: Location): RenderedPlace | undefined {
    const index = documentOf(file);
    const document = index === undefined ? undefined : this.rendered.documents[index];
    if (index === undefined || !document) return undefined;
    const source = this.source(index);
    const start = source.offsetAt(range.start);
    const yaml = this.document(index);
    const at = yaml.documents[0] ? pathAt(yaml.documents[0], start) : undefined;
    const path = at?.path ?? [];
    return { index, start, end: source.offsetAt(range.end), path, isKey: at?.isKey ?? true, text: textAt(yaml.documents[0], path) };
  }

  textAt(index: number, path: Path): string | undefined {
    return textAt(this.document(index).documents[0], path);
  }

  /** Whether a rule finds something at a place. */
  holds(rule: string, index: number, path: Path): boolean {
    this.found ??= new Set(this.result.findings.map(finding => this.keyOf(finding)));
    return this.found.has(JSON.stringify([rule, index, path]));
  }

  private keyOf({ rule, location }: Finding): string {
    const place = this.placeOf(location);
    return JSON.stringify([rule, place?.index, place?.path]);
  }

  /** A rendered document, parsed once. */
  document(index: number): YamlFile {
    const known = this.files.get(index);
    if (known) return known;
    const read = new YamlFile('', this.rendered.documents[index]?.text ?? '');
    this.files.set(index, read);
    return read;
  }

  /** The text of a rendered document, whose lines are counted once. */
  source(index: number): SourceText {
    const known = this.sources.get(index);
    if (known) return known;
    const made = new SourceText(this.rendered.documents[index]?.text ?? '');
    this.sources.set(index, made);
    return made;
  }
}
