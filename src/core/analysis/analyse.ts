import type { Document } from 'yaml';
import type { RuleCard, RuleVariant } from './card';
import { compileCel, toCel, type Expression } from './cel';
import { parseDockerfile } from './dockerfile/parse';
import { environmentOf, environmentOfFile } from './environment';
import type { AnalysisResult, Finding, Unreadable } from './finding';
import { isPipelineEntry, readPipelines } from './gitlab-ci/repository';
import { partIgnored } from './ignore';
import type { Element, KubernetesObject } from './kubernetes/object';
import { parseKubernetes } from './kubernetes/parse';
import { isDockerfile, mayHoldObjects, mayHoldSecrets } from './names';
import type { Scope, SourceFile } from './port';
import { dockerfileTests, kubernetesTests, pipelineTests, secretTests } from './rules/table';
import { Workspace, type Place, type SecretSource } from './rules/test';
import type { Schemas } from './schema/description';
import { leaksIn } from './secrets/detect';
import type { KnownLeaks } from './secrets/leak';
import { SourceText, withoutMark } from './text';
import { stringAt, type PlainMap } from './yaml/plain';

/** Analyses files together: the same files give the same result, in the same order. Never throws for what a file holds. `scope` is *files* by default; `known` holds the secrets another tool found. */
export type Analyse = (files: readonly SourceFile[], scope?: Scope, known?: KnownLeaks) => AnalysisResult;

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

/** Compiles the cards once. A card whose expression is broken is named in every result, and the other rules still run. */
export function analyser(cards: readonly RuleCard[], catalogue: RuleBook['catalogue'] = {}, schemas?: Schemas): Analyse {
  const broken: Unreadable[] = [];
  const compiled = cards.map(card => compileCard(card, broken));
  return (files, scope = 'files', known = new Map()) => {
    const { workspace, unreadable, documents } = read(files, catalogue, scope, schemas);
    const run = new Run([...broken, ...unreadable]);
    const secrets = secretSources(files, known, documents);
    for (const { card, cel } of compiled) {
      if (card.appliesTo === 'kubernetes') for (const object of workspace.objects) run.add(card, [...celPlaces(card, cel, object, run), ...(kubernetesTests[card.id]?.(object, workspace) ?? [])], object);
      if (card.appliesTo === 'dockerfile') for (const dockerfile of workspace.dockerfiles) run.add(card, dockerfileTests[card.id]?.(dockerfile, workspace) ?? []);
      if (card.appliesTo === 'gitlab-ci') for (const pipeline of workspace.pipelines) run.add(card, pipelineTests[card.id]?.(pipeline, workspace) ?? []);
      if (card.appliesTo === 'secrets') for (const source of secrets) run.add(card, secretTests[card.id]?.(source) ?? []);
    }
    const resources = workspace.objects.map(object => ({ resource: object.resource, location: object.locate([]), containers: object.containers.map(({ name, value }) => ({ name, ...imageOf(value) })) }));
    const { findings, ignored } = partIgnored(run.findings, files);
    return { findings: findings.sort(byPlace), unreadable: run.unreadable, resources, ...(ignored.length > 0 ? { ignored } : {}) };
  };
}

function read(files: readonly SourceFile[], catalogue: RuleBook['catalogue'], scope: Scope, schemas: Schemas | undefined): { workspace: Workspace; unreadable: Unreadable[]; documents: ReadonlyMap<string, readonly Document[]> } {
  const documents = new Map<string, readonly Document[]>();
  const objects: KubernetesObject[] = [];
  const dockerfiles: Workspace['dockerfiles'][number][] = [];
  const unreadable: Unreadable[] = [];
  for (const file of files) {
    if (isDockerfile(file.file)) {
      const dockerfile = parseDockerfile(file);
      if ('reason' in dockerfile) unreadable.push(dockerfile);
      else dockerfiles.push(dockerfile);
    } else if (mayHoldObjects(file.file) && !isPipelineEntry(file.file)) {
      const parsed = parseKubernetes(file);
      if (parsed.documents) documents.set(file.file, parsed.documents);
      objects.push(...parsed.objects);
      unreadable.push(...parsed.unreadable);
    }
  }
  return { workspace: new Workspace(objects, dockerfiles, readPipelines(files, catalogue, scope), schemas), documents, unreadable };
}

/** The files in which secrets are looked for, with what was found: by us, then by the other tool where we found nothing. */
function secretSources(files: readonly SourceFile[], known: KnownLeaks, documents: ReadonlyMap<string, readonly Document[]>): SecretSource[] {
  return files.filter(({ file }) => mayHoldSecrets(file)).map(one => {
    const own = leaksIn(one, documents.get(one.file));
    const others = (known.get(one.file) ?? []).filter(({ start, end }) => !own.some(leak => leak.start < end && start < leak.end));
    return { file: one.file, source: new SourceText(withoutMark(one.text)), leaks: [...own, ...others] };
  });
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

function celPlaces(card: RuleCard, cel: readonly CompiledVariant[], object: KubernetesObject, run: Run): Place[] {
  if (cel.length === 0) return [];
  const elements = elementsOf(card, object);
  return cel.flatMap(({ variant, holds }) => {
    if (variant.kinds?.includes(object.kind) === false || variant.exceptKinds?.includes(object.kind)) return [];
    return elements.flatMap(element => {
      if (variant.containers && 'list' in element && !variant.containers.some(list => list === element.list)) return [];
      try {
        if (holds({ [card.each]: toCel(element.value) })) return [];
      } catch (error) {
        run.unreadable.push({ file: object.file, rule: card.id, reason: `La règle « ${card.id} » n’a pas pu être évaluée sur ${object.kind} « ${object.name} » : ${firstLine(error)}`, range: object.locate(element.path).range });
        return [];
      }
      return [{ variant: variant.id, location: object.locate([...element.path, ...(variant.place ?? [])]), fields: { element: stringAt(element.value, 'name') ?? '' } }];
    });
  });
}

function elementsOf(card: RuleCard, object: KubernetesObject): readonly (Element & { readonly list?: string })[] {
  switch (card.each) {
    case 'container': return object.containers;
    case 'volume': return object.volumes;
    case 'podTemplate': return object.podTemplate ? [object.podTemplate] : [];
    case 'object': return [{ path: [], value: object.value }];
    case 'document': return [];
  }
}

/** Gathers what one analysis finds. */
class Run {
  readonly findings: Finding[] = [];

  constructor(readonly unreadable: Unreadable[]) {}

  add(card: RuleCard, places: readonly Place[], object?: KubernetesObject): void {
    for (const place of places) {
      const variant = card.variants.find(({ id }) => id === place.variant);
      // A variant the card does not have is one its author turned off.
      if (!variant) continue;
      const fields = { ...(object ? { kind: object.kind, name: object.name } : {}), ...place.fields };
      const environment = object ? environmentOf(object) : environmentOfFile(place.location.file);
      this.findings.push({
        rule: card.id,
        key: [variant.id, ...Object.values(place.fields)].join('|'),
        severity: variant.severity,
        category: card.category,
        message: fill(variant.message, fields),
        location: place.location,
        ...(object ? { resource: object.resource } : {}),
        ...(environment === undefined ? {} : { environment }),
        requirements: card.requirements,
        ...(place.fix ? { fix: place.fix } : {}),
      });
    }
  }
}

function fill(template: string, fields: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(fields[name] ?? whole)).trim();
}

function byPlace(a: Finding, b: Finding): number {
  const [left, right] = [a.location, b.location];
  return compare(left.file, right.file) || left.range.start.line - right.range.start.line || left.range.start.character - right.range.start.character || compare(a.rule, b.rule);
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
