import type { RuleCard, RuleVariant } from './card';
import { compileCel, toCel, type Expression } from './cel';
import { codebaseOf, type Codebase } from './code/codebase';
import { noCode, type CodeReader } from './code/model';
import { parseDockerfile, type DockerfileSource } from './dockerfile/parse';
import { factsOf } from './facts/collect';
import { environmentOf, environmentOfFile, stagesOf } from './environment';
import type { AnalysisResult, Finding, LocatedResource, Unreadable } from './finding';
import { isPipelineEntry, readPipelines } from './gitlab-ci/repository';
import { partIgnored, uselessMarks } from './ignore';
import type { Documents } from './kubernetes/documents';
import { leftToHelm } from './kubernetes/hooks';
import type { Element, KubernetesObject } from './kubernetes/object';
import { parseKubernetes } from './kubernetes/parse';
import { patchFiles } from './kubernetes/patches';
import { unusedPatches } from './kubernetes/unused-patches';
import { isDockerfile, mayHoldObjects, mayHoldSecrets } from './names';
import type { Scope, SourceFile } from './port';
import { celFixes, codeTests, dockerfileTests, kubernetesTests, neighbourTests, ofWhatGitShows, ofWholes, pipelineTests, secretTests } from './rules/table';
import { remarkPlaces } from './rules/typescript/remarks';
import { Workspace, type NeighbourTest, type Place } from './rules/test';
import type { Schemas } from './schema/description';
import { leaksIn } from './secrets/detect';
import type { KnownLeaks, Leak } from './secrets/leak';
import { SourceText, withoutMark } from './text';
import { stringAt, type Plain, type PlainMap } from './yaml/plain';

/** Analyses files together: the same files give the same result, in the same order. Never throws for what a file holds. `scope` is *files* by default; `known` holds the secrets another tool found, `readCode` reads the languages the core has no parser for. */
export type Analyse = (files: readonly SourceFile[], scope?: Scope, known?: KnownLeaks, readCode?: CodeReader) => AnalysisResult;

/** What an analysis is made with: the cards of the rules, and the platform's pipeline catalogue by file name. */
export interface RuleBook {
  readonly rules: readonly RuleCard[];
  readonly catalogue: Readonly<Record<string, PlainMap>>;
  /** What the structure of documents is held against; without it, nothing is said of it. */
  readonly schemas?: Schemas;
}

interface CompiledVariant {
  readonly variant: RuleVariant;
  readonly holds: Expression;
}

interface CompiledCard {
  readonly card: RuleCard;
  readonly cel: readonly CompiledVariant[];
}

/** The cards, and those that look at each object. */
interface Book {
  readonly cards: readonly CompiledCard[];
  readonly ofObjects: readonly CompiledCard[];
  readonly ofNeighbours: readonly (CompiledCard & { readonly test: NeighbourTest })[];
}

/** Said of an object that stays in Git: it breaks nothing on the platform, and still runs where the chart is tried. */
const notApplied = 'Argo CD n’applique pas ce hook de Helm : la plateforme ne le verra pas.';

/** Beyond this number of files, a file is parsed only while its places are looked for. */
const few = 100;

/** Compiles the cards once. A card whose expression is broken is named in every result, and the other rules still run. */
export function analyser(cards: readonly RuleCard[], catalogue: RuleBook['catalogue'] = {}, schemas?: Schemas): Analyse {
  const broken: Unreadable[] = [];
  const compiled = cards.map(card => compileCard(card, broken));
  const book: Book = {
    cards: compiled,
    ofObjects: compiled.filter(({ card, cel }) => card.appliesTo === 'kubernetes' && (cel.length > 0 || kubernetesTests[card.id])),
    ofNeighbours: compiled.flatMap(one => [neighbourTests[one.card.id] ?? []].flat().map(test => ({ ...one, test }))),
  };
  const ids = new Set(cards.map(({ id }) => id));
  return (files, scope = 'files', known = new Map(), readCode = () => noCode) => {
    const patches = patchFiles(files);
    const run = new Run(book, [...broken], patches, files.length > few);
    const dockerfiles: DockerfileSource[] = [];
    for (const file of files) {
      const documents = isDockerfile(file.file) ? undefined : run.readObjects(file);
      if (mayHoldSecrets(file.file)) run.readSecrets(file, known.get(file.file) ?? [], documents);
      run.letGo(documents);
      if (isDockerfile(file.file)) dockerfiles.push(...run.readDockerfile(file));
    }
    const unused = unusedPatches(run.objects, files, patches, schemas?.kubernetes());
    run.leave(unused);
    const workspace = new Workspace(run.objects, dockerfiles, readPipelines(files, catalogue, scope), schemas, new Set([...patches, ...unused]), files, run.harmless);
    run.compare(workspace);
    run.readCode(codebaseOf(files, scope, readCode));
    const facts = scope === 'repository' ? factsOf(workspace, files) : [];
    const { findings, ignored } = partIgnored(run.finish(workspace), files);
    const stages = scope === 'repository' ? stagesOf(run.objects.map(environmentOf)) : [];
    return { findings: findings.sort(byPlace), unreadable: [...run.unreadable, ...files.flatMap(file => uselessMarks(file, ids))], resources: run.resources, ...(ignored.length > 0 ? { ignored } : {}), ...(facts.length > 0 ? { facts } : {}), ...(stages.length > 0 ? { stages } : {}) };
  };
}

function compileCard(card: RuleCard, broken: Unreadable[]): CompiledCard {
  const cel = card.variants.flatMap(variant => {
    if (variant.cel === undefined) return [];
    try {
      return [{ variant, holds: compileCel(variant.cel) }];
    } catch (error) {
      broken.push({ file: card.id, rule: card.id, reason: `L’expression de la règle « ${card.id} » (variante « ${variant.id} ») est invalide, cette règle n’est donc pas vérifiée. Corrigez-la : ${firstLine(error)}` });
      return [];
    }
  });
  return { card, cel };
}

function celPlaces({ card, cel }: CompiledCard, object: KubernetesObject, known: Map<Plain, unknown>, unreadable: Unreadable[]): Place[] {
  if (cel.length === 0) return [];
  const elements = elementsOf(card, object);
  return cel.flatMap(({ variant, holds }) => {
    if (variant.kinds?.includes(object.kind) === false || variant.exceptKinds?.includes(object.kind)) return [];
    return elements.flatMap(element => {
      if (variant.containers && 'list' in element && !variant.containers.some(list => list === element.list)) return [];
      try {
        if (holds({ [card.each]: toCel(element.value, known) })) return [];
      } catch (error) {
        unreadable.push({ file: object.file, rule: card.id, reason: `La règle « ${card.id} » n’a pas pu être évaluée sur ${object.kind} « ${object.name} » : ${firstLine(error)}`, range: object.locate(element.path).range });
        return [];
      }
      return [{ variant: variant.id, location: object.locate([...element.path, ...(variant.place ?? [])]), fields: { element: stringAt(element.value, 'name') ?? '' }, fix: () => celFixes[card.id]?.(object, element) }];
    });
  });
}

function elementsOf(card: RuleCard, object: KubernetesObject): readonly (Element & { readonly list?: string })[] {
  switch (card.each) {
    case 'container': return object.containers;
    case 'volume': return [...object.volumes, ...object.madePods.volumes];
    case 'podTemplate': return object.podTemplate ? [object.podTemplate] : [];
    case 'object': return [{ path: [], value: object.value }];
    case 'document': return [];
  }
}

/** One analysis: runs the rules as files are read, so that a file is let go before the next one, and gathers what they find. */
class Run {
  readonly objects: KubernetesObject[] = [];
  readonly resources: LocatedResource[] = [];
  /** By file where secrets were looked for, whether there was none. */
  readonly harmless = new Map<string, boolean>();
  private readonly patches: Set<string>;
  private readonly findings: { -readonly [K in keyof Finding]: Finding[K] }[] = [];
  /** Findings whose place and fix are looked for at the end, file by file: in `findings`, their place. */
  private readonly waiting = new Map<Documents | undefined, { readonly index: number; readonly fix: Place['fix'] }[]>();

  constructor(private readonly book: Book, readonly unreadable: Unreadable[], applied: ReadonlySet<string>, private readonly frugal: boolean) {
    this.patches = new Set(applied);
  }

  /** Reads the objects of a file and runs the rules that look at one alone; gives its documents while they are at hand. */
  readObjects(file: SourceFile): Documents | undefined {
    if (file.part || !mayHoldObjects(file.file) || isPipelineEntry(file.file)) return undefined;
    const { objects, documents, unreadable } = parseKubernetes(file);
    this.unreadable.push(...unreadable);
    for (const object of objects) {
      const converted = new Map<Plain, unknown>();
      for (const compiled of this.book.ofObjects) {
        const { card } = compiled;
        this.add(card, celPlaces(compiled, object, converted, this.unreadable), object);
        this.add(card, kubernetesTests[card.id]?.(object) ?? [], object);
      }
      this.objects.push(object);
      this.resources.push(located(object));
    }
    return documents;
  }

  /** Among many, a file is not kept parsed. */
  letGo(documents: Documents | undefined): void {
    if (this.frugal) documents?.release();
  }

  readDockerfile(file: SourceFile): DockerfileSource[] {
    const dockerfile = parseDockerfile(file);
    if (!('reason' in dockerfile)) return [dockerfile];
    this.unreadable.push(dockerfile);
    return [];
  }

  /** Reports what was found in a file: by us, then by the other tool where we found nothing. */
  readSecrets(file: SourceFile, known: readonly Leak[], documents: Documents | undefined): void {
    const own = leaksIn(file, documents && (() => documents.all));
    const others = known.filter(({ start, end }) => !own.some(leak => leak.start < end && start < leak.end));
    const source = { file: file.file, source: new SourceText(withoutMark(file.text)), leaks: [...own, ...others] };
    this.harmless.set(file.file, source.leaks.length === 0);
    for (const { card } of this.book.cards) if (card.appliesTo === 'secrets') this.add(card, secretTests[card.id]?.(source) ?? []);
  }

  /** Takes back what was said of what objects lack, in files that turn out to hold patches alone. */
  leave(patches: ReadonlySet<string>): void {
    for (const file of patches) this.patches.add(file);
  }

  /** Runs the rules that compare files, once all were read. */
  compare(workspace: Workspace): void {
    for (const object of this.objects) {
      for (const { card, test } of this.book.ofNeighbours) this.add(card, test(object, workspace), object);
    }
    for (const { card } of this.book.cards) {
      for (const dockerfile of workspace.dockerfiles) this.add(card, dockerfileTests[card.id]?.(dockerfile, workspace) ?? []);
      for (const pipeline of workspace.pipelines) this.add(card, pipelineTests[card.id]?.(pipeline, workspace) ?? []);
    }
  }

  /** Runs the rules that look at source code. */
  readCode(code: Codebase): void {
    this.unreadable.push(...code.unreadable);
    for (const { card } of this.book.cards) if (card.appliesTo === 'architecture' || card.appliesTo === 'typescript') this.add(card, codeTests[card.id]?.(code) ?? remarkPlaces(card.id, code));
  }

  /** All findings, with their places and the fixes that were waiting. */
  finish(workspace: Workspace): Finding[] {
    for (const [documents, waiting] of this.waiting) {
      for (const { index, fix: make } of waiting) {
        const finding = this.findings[index];
        if (!finding) continue;
        finding.location = { file: finding.location.file, range: finding.location.range };
        const fix = typeof make === 'function' ? make(workspace) : make;
        if (fix) finding.fix = fix;
      }
      this.letGo(documents);
    }
    return this.findings.filter(({ rule, location }) => !(ofWholes.has(rule) && this.patches.has(location.file)));
  }

  private add(card: RuleCard, places: readonly Place[], object?: KubernetesObject): void {
    if (places.length === 0 || (object && ofWholes.has(card.id) && (object.instructs || this.patches.has(object.file)))) return;
    for (const place of places) {
      const variant = card.variants.find(({ id }) => id === place.variant);
      // A variant the card does not have is one its author turned off.
      if (!variant) continue;
      const fields = { ...(object ? { kind: object.kind, name: object.name } : {}), ...place.fields };
      const environment = object ? environmentOf(object) : environmentOfFile(place.location.file);
      const harmless = object !== undefined && !ofWhatGitShows.has(card.id) && leftToHelm(object.value);
      this.wait(object?.documents, place.fix);
      this.findings.push({
        rule: card.id,
        key: [variant.id, ...Object.values(place.fields)].join('|'),
        severity: harmless ? 'information' : variant.severity,
        category: card.category,
        message: `${fill(variant.message, fields)}${harmless ? ` ${notApplied}` : ''}`,
        location: place.location,
        ...(object ? { resource: object.resource } : {}),
        ...(environment === undefined ? {} : { environment }),
        requirements: card.requirements,
      });
    }
  }

  /** Has the finding that comes next completed at the end. */
  private wait(documents: Documents | undefined, fix: Place['fix']): void {
    const one = { index: this.findings.length, fix };
    const known = this.waiting.get(documents);
    if (known) known.push(one);
    else this.waiting.set(documents, [one]);
  }
}

function fill(template: string, fields: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(fields[name] ?? whole)).trim();
}

function byPlace(a: Finding, b: Finding): number {
  const [left, right] = [a.location, b.location];
  return compare(left.file, right.file) || left.range.start.line - right.range.start.line || left.range.start.character - right.range.start.character || compare(a.rule, b.rule);
}

/** What labs ask about an object. Its place is looked for when somebody asks: an audit never does. */
function located(object: KubernetesObject): LocatedResource {
  const containers = object.containers.map(({ name, value }) => ({ name, ...imageOf(value) }));
  return {
    resource: object.resource,
    get location() {
      return object.locate([]);
    },
    containers,
  };
}

function imageOf(container: Parameters<typeof stringAt>[0]): { image?: string } {
  const image = stringAt(container, 'image');
  return image === undefined ? {} : { image };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
