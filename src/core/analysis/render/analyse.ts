import type { Analyse } from '../analyse';
import { stagesOf, type Stage } from '../environment';
import type { AnalysisResult, Finding, Fix, LocatedResource, Location, RenderSummary, Unreadable } from '../finding';
import type { Fact } from '../facts/fact';
import { partIgnored } from '../ignore';
import type { Scope, SourceFile } from '../port';
import type { AnalysisStep } from '../step';
import type { KnownLeaks } from '../secrets/leak';
import { causesOf } from './cause';
import type { Candidate } from './candidates';
import { planCharts } from './charts';
import { unreadableFor } from './failure';
import { templatePlace } from './helm-place';
import { planKustomizations } from './kustomizations';
import { resourcePlace } from './kustomize-place';
import { add, merged, type Found } from './merge';
import { isRendered, type RenderPort, type Rendered, type RenderFailure } from './port';
import { proposalFor } from './proposal';
import { provedFixes } from './proof';
import { documentOf, RenderedUnit, renderedFiles } from './rendered-unit';
import { withoutDescriptions } from './slim';
import { textsIn, withTexts, type RenderPlan, type RenderUnit } from './unit';
import { textsOf, YamlFiles } from './yaml-file';

export interface RenderedAnalysis {
  readonly analyse: Analyse;
  readonly render: RenderPort;
  readonly scope?: Scope;
  readonly known?: KnownLeaks;
  /** Reads the source code among the files. */
  readonly readCode?: Parameters<Analyse>[3];
  /** The environment charts and overlays are rendered for; all by default. */
  readonly environment?: Stage | 'all';
  /** Told where the analysis is. */
  readonly onStep?: ((step: AnalysisStep) => void) | undefined;
}

/** What is to be rendered among files; no engine is needed to know. */
export function planRenders(files: readonly SourceFile[], asked: Stage | 'all' = 'all'): RenderPlan & { readonly yaml: YamlFiles } {
  // What is a part already is rendered elsewhere, with all it needs.
  const texts = textsOf(files.filter(({ part }) => part !== true));
  const yaml = new YamlFiles(texts);
  const names = [...texts.keys()].sort();
  const charts = planCharts(names, texts, yaml, asked);
  const overlays = planKustomizations(names.filter(name => !charts.parts.some(part => part.files.includes(name))), texts, yaml, asked);
  return { units: [...charts.units, ...overlays.units], unreadable: [...charts.unreadable, ...overlays.unreadable], parts: [...charts.parts, ...overlays.parts], yaml };
}

/**
 * Analyses files as `analyse` does, and what their charts and overlays render: templates, values and patches are no manifests, the objects made
 * of them are. What is found there is said at the template, the value, the resource or the patch that made it.
 */
export async function analyseRendered(files: readonly SourceFile[], options: RenderedAnalysis): Promise<AnalysisResult> {
  const { analyse, scope = 'files', known = new Map(), readCode, environment = 'all', onStep = () => undefined } = options;
  const render = withoutDescriptions(options.render);
  onStep({ kind: 'rules', files: files.length });
  const plan = planRenders(files, environment);
  if (plan.parts.length === 0) return analyse(files, scope, known, readCode);
  const rawAnalysis = () => analyse(files.map(file => (aside.has(file.file) ? { ...file, part: true } : file)), scope, known, readCode);
  const run = new Run(plan.yaml, analyse, render, plan.units, onStep);
  // The next unit is rendered while what came of one is analysed; the first, while the files themselves are.
  const stopped = new Map<string, RenderFailure>();
  // What was stopped in one environment would last as long in the others.
  const ask = (unit: RenderUnit | undefined) => unit && (stopped.get(unit.head) ?? render.render({ ...unit.request, trace: true }));
  let next = ask(plan.units[0]);
  let aside = setAside(plan, new Set(plan.units.map(({ head }) => head)));
  let raw = rawAnalysis();
  for (const [index, unit] of plan.units.entries()) {
    onStep({ kind: 'rendering', head: unit.head, place: index + 1, of: plan.units.length });
    const outcome = await next;
    if (outcome && !isRendered(outcome) && outcome.stopped !== undefined) stopped.set(unit.head, outcome);
    next = ask(plan.units[index + 1]);
    if (outcome) await run.add(unit, outcome);
  }
  await run.mend(files);
  // What an overlay that does not build would be made from is analysed as it is.
  const without = setAside(plan, run.rendered);
  if (without.size < aside.size) {
    aside = without;
    raw = rawAnalysis();
  }
  const all = merged(run.findings, run.environments);
  const { findings, ignored } = partIgnored(all.map(({ finding }) => finding), files);
  const renders = plan.parts.map(({ head, files: parts }): RenderSummary => ({
    head, files: parts, rendered: run.rendered.has(head),
    environments: plan.units.filter(unit => unit.head === head).flatMap(({ environment }) => environment ?? []),
    findings: all.filter(found => found.head === head).length,
  }));
  const passed = [...(raw.ignored ?? []), ...ignored];
  const facts = scope === 'repository' ? [...(raw.facts ?? []), ...run.facts] : [];
  const stages = [...new Set([...(raw.stages ?? []), ...stagesOf(plan.units.map(({ environment: own }) => own))])];
  return { findings: [...raw.findings, ...findings].sort(byPlace), unreadable: [...raw.unreadable, ...plan.unreadable, ...run.unreadable], resources: [...raw.resources, ...run.resources], renders, ...(passed.length > 0 ? { ignored: passed } : {}), ...(facts.length > 0 ? { facts } : {}), ...(stages.length > 0 ? { stages } : {}) };
}

/** The files that are no manifests, when those heads are `rendered`; of another, the resources are. */
function setAside({ parts }: RenderPlan, rendered: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(parts.flatMap(({ head, files, resources }) => (rendered.has(head) ? files : files.filter(file => !resources.includes(file)))));
}

/** Gathers what is found in one unit after the other. */
class Run {
  readonly findings: Found[] = [];
  /** Each finding as it was made, in the order of `findings`, and the value that made it. */
  private readonly origins: Finding[] = [];
  private readonly causes = new Map<Finding, Candidate>();
  private readonly units: RenderedUnit[] = [];
  readonly unreadable: Unreadable[] = [];
  readonly resources: LocatedResource[] = [];
  readonly facts: Fact[] = [];
  readonly rendered = new Set<string>();
  /** What rendering each unit again costs, in characters: Kustomize compares each of its objects with all others. */
  private readonly sizes = new Map<RenderUnit, number>();
  /** What came of each unit the last time it was rendered again: of two sets of fixes, one often adds to the other what only another unit is made of. */
  private readonly last = new Map<RenderUnit, { readonly key: string; readonly rendered: Rendered | undefined }>();
  readonly environments = new Map<string, Set<string>>();
  /** How many times values may still be changed one by one, and how much may be rendered again to find causes and prove fixes, counted in characters: what takes long to render is rendered again fewer times, the same on every machine. */
  private readonly left = { renders: 24, characters: 2_000_000 };

  constructor(private readonly yaml: YamlFiles, private readonly analyse: Analyse, private readonly render: RenderPort, private readonly planned: readonly RenderUnit[], private readonly onStep: (step: AnalysisStep) => void) {}

  async add(unit: RenderUnit, outcome: Rendered | RenderFailure): Promise<void> {
    if (!isRendered(outcome)) return void this.unreadable.push(...unreadableFor(unit, outcome, this.yaml).filter(one => !this.unreadable.some(other => other.file === one.file && other.reason === one.reason)));
    const rendered = this.analysed(unit, outcome);
    this.units.push(rendered);
    this.sizes.set(unit, outcome.documents.reduce((sum, { text }) => sum + text.length, unit.request.engine === 'kustomize' ? 4 * outcome.documents.length ** 2 : 0));
    this.rendered.add(unit.head);
    add(this.environments, unit.family, unit.environment ?? '');
    const { environment } = unit;
    const { facts = [], findings, unreadable, resources } = rendered.result;
    // What a unit renders is of its environment, whatever its labels say.
    for (const { environment: _, places, ...fact } of facts) this.facts.push({ ...fact, ...(environment === undefined ? {} : { environment }), places: places.map(({ what, location }) => ({ what, location: this.locate(rendered, location) })) });
    await this.addFindings(rendered, findings);
    for (const { file, range, ...rest } of unreadable) this.unreadable.push({ ...rest, ...(range ? this.locate(rendered, { file, range }) : { file: unit.head }) });
    for (const one of resources) this.resources.push(this.resource(rendered, one));
  }

  private async addFindings(unit: RenderedUnit, all: readonly Finding[]): Promise<void> {
    // A secret is looked for where it is written; only those of a kind of object are found in what is rendered.
    const findings = all.filter(({ resource }) => resource);
    const own = new Map(findings.map(finding => [finding, this.ownPlace(unit, finding)]));
    const causes = await causesOf(unit, findings.filter(finding => !own.get(finding)), {
      yaml: this.yaml, left: this.left,
      again: texts => (this.allowed(unit.unit) ? this.again(unit.unit, texts) : Promise.resolve(undefined)),
      analysed: documents => this.analysed(unit.unit, { ...unit.rendered, documents: documents.map((text, index) => ({ source: unit.rendered.documents[index]?.source ?? '', text })) }),
    });
    for (const [finding, cause] of causes) this.causes.set(finding, cause);
    for (const finding of findings) this.addFinding(unit, finding, own.get(finding) ?? this.placeOf(causes.get(finding)) ?? this.locate(unit, finding.location));
  }

  /** Gives findings the fixes that hold in what their units render, each family of units proved together. */
  async mend(files: readonly SourceFile[]): Promise<void> {
    const proved = new Map<Finding, Fix>();
    for (const family of new Set(this.units.map(({ unit }) => unit.family))) {
      const units = this.units.filter(({ unit }) => unit.family === family);
      // A fix is proved in all environments or in none.
      if (units.reduce((sum, { unit }) => sum + (this.sizes.get(unit) ?? 0), 0) > this.left.characters) continue;
      let resources: AnalysisResult | undefined;
      const inputs = new Set(units.flatMap(({ unit }) => unit.inputs));
      const asTheyAre = () => (resources ??= this.analyse(files.filter(({ file }) => inputs.has(file)), 'repository'));
      const proposals = units.flatMap(unit => unit.result.findings.flatMap(finding => proposalFor(unit, finding, this.causes.get(finding), this.yaml, asTheyAre) ?? []));
      this.onStep({ kind: 'fixes', head: units[0]?.unit.head ?? family });
      const fixes = await provedFixes(units, proposals, { text: file => this.yaml.text(file)?.text ?? '', render: (unit, texts) => this.again(unit.unit, texts, true), analysed: (unit, rendered) => this.analysed(unit.unit, rendered) });
      for (const [finding, fix] of fixes) proved.set(finding, fix);
    }
    for (const [index, one] of this.findings.entries()) {
      const fix = proved.get(this.origins[index] ?? one.finding);
      if (fix) this.findings[index] = { ...one, finding: { ...one.finding, fix } };
    }
  }

  /** Whether what is left is enough for a unit and for those of its family that come after: what is found in one environment is said where it is in the others. */
  private allowed(unit: RenderUnit): boolean {
    const waiting = this.planned.filter(({ family }) => family === unit.family).length - this.units.filter(({ unit: { family } }) => family === unit.family).length;
    return (this.sizes.get(unit) ?? 0) * (waiting + 1) <= this.left.characters;
  }

  private async again(unit: RenderUnit, texts: ReadonlyMap<string, string>, checked = false): Promise<Rendered | undefined> {
    const size = this.sizes.get(unit) ?? 0;
    if (this.left.characters < size) return undefined;
    // What is told without rendering counts as well, so that which fixes are offered does not depend on what is spared.
    this.left.characters -= size;
    const own = textsIn(unit, texts);
    if (own.size === 0) return this.units.find(one => one.unit === unit)?.rendered;
    const key = JSON.stringify([checked, ...own]);
    const last = this.last.get(unit);
    if (last?.key === key) return last.rendered;
    const outcome = await this.render.render(withTexts(unit, own, checked));
    const rendered = isRendered(outcome) ? outcome : undefined;
    this.last.set(unit, { key, rendered });
    return rendered;
  }

  private addFinding(unit: RenderedUnit, finding: Finding, location: Location): void {
    this.origins.push(finding);
    const { fix: _, environment: __, resource, ...rest } = finding;
    const { environment } = unit.unit;
    this.findings.push({ family: unit.unit.family, head: unit.unit.head, finding: { ...rest, location, ...(resource ? { resource: { ...resource, index: documentOf(finding.location.file) ?? 0 } } : {}), ...(environment === undefined ? {} : { environment }) } });
  }

  /** Where a resource of an overlay says itself what is found in it. */
  private ownPlace(unit: RenderedUnit, finding: Finding): Location | undefined {
    const place = unit.unit.request.engine === 'kustomize' ? unit.placeOf(finding.location) : undefined;
    const own = place && resourcePlace(unit, place, this.yaml);
    return own?.same ? own.location : undefined;
  }

  private placeOf(candidate: Candidate | undefined): Location | undefined {
    return candidate && this.yaml.get(candidate.file)?.at(candidate.start, candidate.end);
  }

  /** Where an object is made is looked for when somebody asks: an audit never does. */
  private resource(unit: RenderedUnit, one: LocatedResource): LocatedResource {
    const locate = () => this.locate(unit, one.location);
    const { resource, containers } = one;
    return {
      resource: { ...resource, index: documentOf(one.location.file) ?? 0 },
      get location() {
        return locate();
      },
      containers,
    };
  }

  private locate(unit: RenderedUnit, location: Location): Location {
    const place = unit.placeOf(location);
    const document = place && unit.rendered.documents[place.index];
    if (!place || !document) return location;
    return unit.unit.request.engine === 'helm' ? templatePlace(unit.unit, unit.rendered, document, place.start, place.end) : resourcePlace(unit, place, this.yaml).location;
  }

  private analysed(unit: RenderUnit, rendered: Rendered): RenderedUnit {
    return new RenderedUnit(unit, rendered, this.analyse(renderedFiles(unit, rendered), 'repository'));
  }
}

function byPlace(a: Finding, b: Finding): number {
  const [left, right] = [a.location, b.location];
  return compare(left.file, right.file) || left.range.start.line - right.range.start.line || left.range.start.character - right.range.start.character || compare(a.rule, b.rule) || compare(a.environment ?? '', b.environment ?? '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
