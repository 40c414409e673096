import { listed } from '../listed';
import { isPlainMap, listAt, stringAt, type Plain, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import { conflictsOf, emptyLines, unneededDependencies } from './conflicts';
import { parseExpression, type Matcher } from './expression';
import { unknownInputs } from './inputs';
import { globalKeywords, jobKeywords, reservedNames } from './keywords';
import type { Job, Pipeline } from './pipeline';
import { Spellings } from '../schema/nearest';
import { placeKey, type PipelineProblem, type Typo } from './problem';

/** A job that another one waits for; `optional` ones may be absent. */
interface Need {
  readonly job: string;
  readonly optional: boolean;
  readonly path: Path;
  /** Those of its runs that are waited for, when its matrix makes several. */
  readonly matrix: readonly Plain[];
}

/** Everything GitLab checks once a pipeline is resolved: keywords, scripts, stages, needs, dependencies, conditions. Only the team's own jobs are spoken of. */
export function checkPipeline(pipeline: Pipeline, match: Matcher): PipelineProblem[] {
  const problems: PipelineProblem[] = [...pipeline.problems];
  const checker = new Checker(pipeline, match, problems);
  checker.top();
  for (const job of pipeline.jobs) if (job.own) checker.job(job);
  checker.cycles();
  return problems;
}

/** The jobs a job needs, with the place of each; jobs of other pipelines and projects are not counted. */
export function needsOf(definition: PlainMap): Need[] {
  return needsAt(definition, []);
}

/** The same of what holds `needs`: a job, or one of its rules. */
function needsAt(holder: Plain, at: Path): Need[] {
  return listAt(holder, 'needs').flatMap((need, index): Need[] => {
    if (typeof need === 'string') return [{ job: need, optional: false, path: [...at, 'needs', index], matrix: [] }];
    const job = stringAt(need, 'job');
    if (job === undefined || stringAt(need, 'pipeline') !== undefined || stringAt(need, 'project') !== undefined) return [];
    return [{ job, optional: isPlainMap(need) && need['optional'] === true, path: [...at, 'needs', index, 'job'], matrix: listAt(need, 'parallel', 'matrix') }];
  });
}

class Checker {
  private readonly byName: ReadonlyMap<string, Job>;
  /** The place of each stage. */
  private readonly orders: ReadonlyMap<string, number>;
  private readonly said = new Set<string>();
  private readonly jobNames: Spellings;
  private readonly stageNames: Spellings;
  /** The stages that a job may name, as messages show them. */
  private readonly stagesShown: string;
  /** A reference that leads nowhere leaves a hole in what refers, and is said itself. */
  private readonly holed: boolean;

  constructor(private readonly pipeline: Pipeline, private readonly match: Matcher, private readonly problems: PipelineProblem[]) {
    this.byName = new Map(pipeline.jobs.map(job => [job.name, job]));
    this.orders = new Map(pipeline.stages.map((stage, index) => [stage, index] as const).reverse());
    this.jobNames = new Spellings(pipeline.jobs.filter(({ hidden }) => !hidden).map(({ name }) => name));
    const stages = pipeline.stages.filter(stage => !stage.startsWith('.'));
    this.stageNames = new Spellings(stages);
    this.stagesShown = listed(stages);
    this.holed = pipeline.problems.some(({ code }) => code.startsWith('reference-'));
  }

  top(): void {
    const { entry, jobs, complete } = this.pipeline;
    for (const [name, value] of Object.entries(entry.value)) {
      if (reservedNames.has(name) && isPlainMap(value) && jobWords.some(word => value[word] !== undefined)) this.problems.push({ code: 'reserved-name', file: entry.file, path: [name], message: `« ${name} » est un mot réservé de GitLab, qui y lit un réglage de tout le pipeline et jamais un job. Donnez un autre nom à ce job.` });
      if (globalKeywords.has(name) || isPlainMap(value) || name.startsWith('.')) continue;
      this.problems.push({ code: 'bad-job', file: entry.file, path: [name], message: `« ${name} » n’est ni un mot-clé de GitLab ni un job : un job est un objet avec au moins « script ». Corrigez le nom, ou retirez la clé.` });
    }
    if (complete && !jobs.some(job => !job.hidden)) this.problems.push({ code: 'no-visible-job', file: entry.file, path: [], message: 'Ce pipeline n’a aucun job visible : GitLab ne le lance pas. Un nom qui commence par un point est un modèle caché.' });
    for (const { source } of this.pipeline.included) if (source) this.problems.push(...unknownInputs(source));
    const rules = listAt(entry.value, 'workflow', 'rules');
    rules.forEach((rule, index) => this.condition(rule, entry.file, ['workflow', 'rules', index]));
  }

  job(job: Job): void {
    const { definition, name, hidden } = job;
    // GitLab reads a hidden job only through those that extend it, whose definition holds all it says: a hidden key may be a shelf for anchors.
    if (hidden) return;
    for (const word of Object.keys(definition)) {
      if (!jobKeywords.has(word)) this.report(job, 'unknown-keyword', [word], `« ${word} » n’est pas un mot-clé d’un job GitLab. Corrigez l’orthographe de cette clé de « ${name} », ou retirez-la.`, typoOf(word, keywords, known => definition[known] === undefined));
    }
    if (this.pipeline.complete && ['script', 'run', 'trigger'].every(word => definition[word] === undefined || definition[word] === null) && stringAt(definition, 'needs', 'pipeline') === undefined) {
      this.report(job, 'no-script', [], `Le job « ${name} » ne fait rien : il lui manque « script » (ou « extends » d’un modèle qui en a un, ou « trigger »).`);
    }
    for (const { path, message } of [...conflictsOf(definition), ...(this.holed ? [] : emptyLines(definition))]) this.report(job, 'conflict', path, message);
    this.stage(job);
    this.needs(job);
    this.dependencies(job);
    listAt(definition, 'rules').forEach((rule, index) => this.condition(rule, job, ['rules', index]));
  }

  private stage(job: Job): void {
    if (this.orders.has(job.stage) || job.stage.includes('$[[')) return;
    // The list of the file itself wins; without one, what could not be read may have brought another.
    if (!this.pipeline.complete && this.pipeline.entry.value['stages'] === undefined) return;
    if (job.stage.includes('$')) return this.report(job, 'stage-unknown', ['stage'], `L’étape du job « ${job.name} » est une variable (« ${job.stage} »), que GitLab ne remplace pas ici : il cherche une étape de ce nom et refuse tout le pipeline. Écrivez l’une des étapes de la liste (${this.stagesShown}).`);
    this.report(job, 'stage-unknown', ['stage'], `Le job « ${job.name} » est à l’étape « ${job.stage} », absente de la liste « stages » (${this.stagesShown}) : GitLab refuse tout le pipeline. Ajoutez l’étape à la liste, ou corrigez celle du job.`, typoOf(job.stage, this.stageNames));
  }

  private needs(job: Job): void {
    for (const need of [...needsOf(job.definition), ...listAt(job.definition, 'rules').flatMap((rule, index) => needsAt(rule, ['rules', index]))]) {
      const other = this.runnable(need.job);
      if (!other) {
        if (this.pipeline.complete && !need.optional) this.report(job, 'need-unknown', need.path, `« ${job.name} » attend « ${need.job} », qui n’existe pas dans ce pipeline. Corrigez le nom, ou ajoutez « optional: true » si ce job peut être absent.`, typoOf(need.job, this.jobNames, this.before(job)));
      } else if (need.matrix.some(map => !makes(other, map))) {
        this.report(job, 'need-unknown', need.path, `« ${job.name} » attend une exécution de « ${other.name} » que son « parallel: matrix » ne fait pas. Corrigez la matrice sous « needs », ou celle de « ${other.name} ».`);
      } else if (this.order(other) > this.order(job)) {
        this.report(job, 'need-later', need.path, `« ${job.name} » (étape « ${job.stage} ») attend « ${other.name} », d’une étape ultérieure (« ${other.stage} »). Un job n’attend que des jobs de son étape ou d’une étape antérieure.`);
      }
    }
  }

  private dependencies(job: Job): void {
    for (const { name, path } of unneededDependencies(job.definition)) this.report(job, 'dependency-unneeded', path, `« ${job.name} » veut les artefacts de « ${name} » sans l’attendre : quand un job a des « needs », GitLab y veut chacune de ses « dependencies ». Ajoutez « ${name} » à « needs ».`);
    listAt(job.definition, 'dependencies').forEach((name, index) => {
      if (typeof name !== 'string') return;
      const other = this.runnable(name);
      if (!other) {
        if (this.pipeline.complete) this.report(job, 'dependency-unknown', ['dependencies', index], `« ${job.name} » veut les artefacts de « ${name} », qui n’existe pas dans ce pipeline. Corrigez le nom.`, typoOf(name, this.jobNames, this.before(job)));
      } else if (this.order(other) > this.order(job)) {
        this.report(job, 'dependency-later', ['dependencies', index], `« ${job.name} » veut les artefacts de « ${name} », qui est d’une étape ultérieure. Déplacez l’un des deux, ou passez par « needs ».`);
      }
    });
  }

  /** Jobs that wait for each other in a ring never start: GitLab refuses. */
  cycles(): void {
    const state = new Map<string, 'open' | 'done'>();
    // The jobs being looked at, each with what it still has to wait for: a chain may be longer than calls can nest.
    const chain: { readonly job: Job; readonly needs: Need[] }[] = [];
    const open = (job: Job) => {
      state.set(job.name, 'open');
      chain.push({ job, needs: needsOf(job.definition).reverse() });
    };
    for (const first of this.pipeline.jobs) {
      if (!state.has(first.name)) open(first);
      for (let last = chain.at(-1); last; last = chain.at(-1)) {
        const need = last.needs.pop();
        const other = need && this.byName.get(need.job);
        if (!need) state.set(chain.pop()?.job.name ?? '', 'done');
        else if (other && state.get(other.name) === 'open') this.report(last.job, 'need-cycle', need.path, `Ces jobs s’attendent les uns les autres : ${ring(chain.map(({ job }) => job.name), other.name)}. Retirez l’un de ces « needs ».`);
        else if (other && !state.has(other.name)) open(other);
      }
    }
  }

  private condition(rule: Plain, where: Job | string, path: Path): void {
    const text = stringAt(rule, 'if');
    if (text === undefined) return;
    const parsed = parseExpression(text, this.match);
    if (parsed.ok) return;
    const message = `La condition « ${text.length > 200 ? `${text.slice(0, 200)}…` : text} » ne se lit pas (caractère ${parsed.at + 1}) : ${parsed.reason}. GitLab refuse le pipeline.`;
    if (typeof where === 'string') this.problems.push({ code: 'bad-expression', file: where, path: [...path, 'if'], message });
    else this.report(where, 'bad-expression', [...path, 'if'], message);
  }

  /** A matrix makes `job` into several, all of them known under its own name here. */
  private runnable(name: string): Job | undefined {
    const exact = this.byName.get(name);
    const run = /^(.*?)(?:: \[(.*)\]| (\d+)\/(\d+))$/.exec(name);
    const job = exact ?? this.byName.get(run?.[1] ?? '');
    return !job || job.hidden || (!exact && run && !runsAs(job, run)) ? undefined : job;
  }

  /** Whether a name is that of a job that `job` may wait for. */
  private before(job: Job): (name: string) => boolean {
    return name => {
      const other = this.byName.get(name);
      return other !== undefined && other !== job && this.order(other) <= this.order(job);
    };
  }

  private order(job: Job): number {
    return this.orders.get(job.stage) ?? -1;
  }

  private report(job: Job, code: PipelineProblem['code'], path: Path, message: string, typo?: Typo): void {
    const location = this.pipeline.locate(job.name, path, code === 'unknown-keyword' || path.length === 0 ? 'key' : 'value') ?? this.pipeline.locate(job.name, [], 'key');
    // Jobs that extend the same one have its faults in common.
    const said = location && `${code} ${placeKey(location)}`;
    if (said !== undefined && this.said.has(said)) return;
    if (said !== undefined) this.said.add(said);
    this.problems.push({ code, file: location?.file ?? this.pipeline.entry.file, path: [job.name, ...path], message: typo ? `${message} Vouliez-vous « ${typo.meant} » ?` : message, ...(location ? { location } : {}), ...(typo ? { typo } : {}) });
  }
}

/** What only a job says. */
const jobWords = ['script', 'stage', 'extends', 'trigger', 'needs'] as const;

const keywords = new Spellings([...jobKeywords]);

function typoOf(written: string, names: Spellings, accepts?: (name: string) => boolean): Typo | undefined {
  const meant = names.nearest(written, accepts);
  return meant === undefined ? undefined : { written, meant };
}

/** The jobs from `first` on, and back to it; of many, those at both ends. */
function ring(names: readonly string[], first: string): string {
  const all = [...names.slice(names.indexOf(first)), first];
  return (all.length > 20 ? [...all.slice(0, 10), '…', ...all.slice(-9)] : all).join(' → ');
}

/** Whether a job is one of those that its `parallel` makes: `job: [value, value]` by a matrix, `job 1/3` by a number. */
function runsAs({ definition }: Job, [, , values, index, total]: RegExpExecArray): boolean {
  const parallel = definition['parallel'];
  if (values === undefined) return typeof parallel !== 'number' || (Number(total) === parallel && Number(index) >= 1 && Number(index) <= parallel);
  const maps = listAt(definition, 'parallel', 'matrix');
  return maps.length === 0 ? parallel === undefined || isPlainMap(parallel) : maps.some(map => fitsMatrix(map, values.split(', ')));
}

/** Whether the matrix of a job makes a run with each of the values wanted together; what variables give is not known here. */
function makes({ definition }: Job, wanted: Plain): boolean {
  const values = (map: Plain, name: string) => [isPlainMap(map) ? (map[name] ?? []) : []].flat().map(String);
  const columns = Object.keys(isPlainMap(wanted) ? wanted : {});
  if (columns.some(name => values(wanted, name).some(value => value.includes('$')))) return true;
  return listAt(definition, 'parallel', 'matrix').some(map => columns.every(name => values(wanted, name).some(value => values(map, name).some(one => one === value || one.includes('$')))));
}

function fitsMatrix(map: Plain, values: readonly string[]): boolean {
  const columns = Object.values(isPlainMap(map) ? map : {}).map(column => (Array.isArray(column) ? column : [column]).map(String));
  return columns.some(column => column.some(value => value.includes('$') || value.includes(', '))) || (columns.length === values.length && columns.every((column, index) => column.includes(values[index] ?? '')));
}
