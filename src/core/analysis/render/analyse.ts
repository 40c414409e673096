import type { Analyse } from '../analyse';
import type { Stage } from '../environment';
import type { AnalysisResult, Finding, LocatedResource, Location, RenderSummary, Unreadable } from '../finding';
import type { Fact } from '../facts/fact';
import { partIgnored } from '../ignore';
import type { Scope, SourceFile } from '../port';
import type { KnownLeaks } from '../secrets/leak';
import { Causes } from './cause';
import { planCharts } from './charts';
import { unreadableFor } from './failure';
import { templatePlace } from './helm-place';
import { planKustomizations } from './kustomizations';
import { resourcePlace } from './kustomize-place';
import { add, merged, type Found } from './merge';
import { isRendered, type RenderPort, type RenderRequest } from './port';
import { documentOf, RenderedUnit, renderedFiles } from './rendered-unit';
import { withText, type RenderPlan, type RenderUnit } from './unit';
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
  const { analyse, render, scope = 'files', known = new Map(), readCode, environment = 'all' } = options;
  const plan = planRenders(files, environment);
  if (plan.parts.length === 0) return analyse(files, scope, known, readCode);
  const run = new Run(plan.yaml, analyse, render);
  for (const unit of plan.units) await run.add(unit);
  const failed = new Set(plan.parts.map(({ head }) => head).filter(head => !run.rendered.has(head)));
  const aside = new Set(plan.parts.flatMap(part => (failed.has(part.head) ? part.files.filter(file => !part.resources.includes(file)) : part.files)));
  const raw = analyse(files.map(file => (aside.has(file.file) ? { ...file, part: true } : file)), scope, known, readCode);
  const all = merged(run.findings, run.environments);
  const { findings, ignored } = partIgnored(all.map(({ finding }) => finding), files);
  const renders = plan.parts.map(({ head, files: parts }): RenderSummary => ({
    head, files: parts, rendered: run.rendered.has(head),
    environments: plan.units.filter(unit => unit.head === head).flatMap(({ environment }) => environment ?? []),
    findings: all.filter(found => found.head === head).length,
  }));
  const passed = [...(raw.ignored ?? []), ...ignored];
  const facts = scope === 'repository' ? [...(raw.facts ?? []), ...run.facts] : [];
  return { findings: [...raw.findings, ...findings].sort(byPlace), unreadable: [...raw.unreadable, ...plan.unreadable, ...run.unreadable], resources: [...raw.resources, ...run.resources], renders, ...(passed.length > 0 ? { ignored: passed } : {}), ...(facts.length > 0 ? { facts } : {}) };
}

/** Gathers what is found in one unit after the other. */
class Run {
  readonly findings: Found[] = [];
  readonly unreadable: Unreadable[] = [];
  readonly resources: LocatedResource[] = [];
  readonly facts: Fact[] = [];
  readonly rendered = new Set<string>();
  readonly environments = new Map<string, Set<string>>();

  constructor(private readonly yaml: YamlFiles, private readonly analyse: Analyse, private readonly render: RenderPort) {}

  async add(unit: RenderUnit): Promise<void> {
    const outcome = await this.rendering(unit, { ...unit.request, trace: true });
    if (!(outcome instanceof RenderedUnit)) return void this.unreadable.push(...outcome.filter(one => !this.unreadable.some(other => other.file === one.file && other.reason === one.reason)));
    this.rendered.add(unit.head);
    add(this.environments, unit.family, unit.environment ?? '');
    const causes = new Causes(outcome, this.yaml, async (file, text) => {
      const again = await this.rendering(unit, withText(unit, file, text));
      return again instanceof RenderedUnit ? again : undefined;
    });
    const { environment } = unit;
    // What a unit renders is of its environment, whatever its labels say.
    for (const { environment: _, places, ...fact } of outcome.result.facts ?? []) this.facts.push({ ...fact, ...(environment === undefined ? {} : { environment }), places: places.map(({ what, location }) => ({ what, location: this.locate(outcome, location) })) });
    for (const finding of outcome.result.findings) await this.addFinding(outcome, finding, causes);
    for (const { file, range, ...rest } of outcome.result.unreadable) this.unreadable.push({ ...rest, ...(range ? this.locate(outcome, { file, range }) : { file: unit.head }) });
    for (const { resource, location, ...rest } of outcome.result.resources) this.resources.push({ ...rest, resource: { ...resource, index: documentOf(location.file) ?? 0 }, location: this.locate(outcome, location) });
  }

  private async addFinding(unit: RenderedUnit, finding: Finding, causes: Causes): Promise<void> {
    // A secret is looked for where it is written; only those of a kind of object are found in what is rendered.
    if (!finding.resource) return;
    const location = await this.cause(unit, finding, causes);
    const { fix: _, environment: __, resource, ...rest } = finding;
    const { environment } = unit.unit;
    this.findings.push({ family: unit.unit.family, head: unit.unit.head, finding: { ...rest, location, resource: { ...resource, index: documentOf(finding.location.file) ?? 0 }, ...(environment === undefined ? {} : { environment }) } });
  }

  private async cause(unit: RenderedUnit, finding: Finding, causes: Causes): Promise<Location> {
    if (unit.unit.request.engine === 'kustomize') {
      const place = unit.placeOf(finding.location);
      const own = place && resourcePlace(unit, place, this.yaml);
      if (own?.same) return own.location;
    }
    return (await causes.of(finding)) ?? this.locate(unit, finding.location);
  }

  private locate(unit: RenderedUnit, location: Location): Location {
    const place = unit.placeOf(location);
    const document = place && unit.rendered.documents[place.index];
    if (!place || !document) return location;
    return unit.unit.request.engine === 'helm' ? templatePlace(unit.unit, unit.rendered, document, place.start, place.end) : resourcePlace(unit, place, this.yaml).location;
  }

  private async rendering(unit: RenderUnit, request: RenderRequest): Promise<RenderedUnit | readonly Unreadable[]> {
    const outcome = await this.render.render(request);
    if (!isRendered(outcome)) return unreadableFor(unit, outcome, this.yaml);
    return new RenderedUnit(unit, outcome, this.analyse(renderedFiles(unit, outcome), 'repository'));
  }
}

function byPlace(a: Finding, b: Finding): number {
  const [left, right] = [a.location, b.location];
  return compare(left.file, right.file) || left.range.start.line - right.range.start.line || left.range.start.character - right.range.start.character || compare(a.rule, b.rule) || compare(a.environment ?? '', b.environment ?? '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
