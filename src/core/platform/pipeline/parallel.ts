import { groupedBy } from '../../analysis/grouped';
import type { Job as Definition } from '../../analysis/gitlab-ci/pipeline';
import { isPlainMap, listAt, mapAt, valueAt, type Plain, type PlainMap } from '../../analysis/yaml/plain';

/** A job of the file, or one of those that its `parallel` makes of it. */
export interface Instance {
  readonly job: Definition;
  /** The name in the file, when it is not the job's own. */
  readonly origin?: string;
  /** The values that its matrix gives it. */
  readonly values: Readonly<Record<string, string>>;
}

/** GitLab makes no more of one job (`lib/gitlab/ci/config/entry/product/parallel.rb`). */
const most = 200;

/** The jobs that `parallel` makes of one: `name 1/3` for a number, `name: [value, value]` for a matrix (`lib/gitlab/ci/config/normalizer`); the job itself without it. */
export function instancesOf(job: Definition): Instance[] {
  const parallel = valueAt(job.definition, 'parallel');
  if (typeof parallel === 'number') return Array.from({ length: Math.min(most, Math.max(0, Math.floor(parallel))) }, (_, index) => instance(job, `${job.name} ${index + 1}/${parallel}`, {}, index, parallel));
  const runs = listAt(job.definition, 'parallel', 'matrix').filter(isPlainMap).flatMap(product);
  if (runs.length === 0) return [{ job, values: {} }];
  return runs.slice(0, most).map((values, index) => instance(job, `${job.name}: [${Object.values(values).join(', ')}]`, values, index, runs.length));
}

/** All the jobs that those of a file make; undefined when they are more than `limit`. */
export function allInstances(jobs: readonly Definition[], limit: number): Instance[] | undefined {
  const made: Instance[] = [];
  for (const job of jobs) {
    made.push(...instancesOf(job));
    if (made.length > limit) return undefined;
  }
  return made;
}

function instance(job: Definition, name: string, values: Readonly<Record<string, string>>, index: number, total: number): Instance {
  const variables: PlainMap = { ...mapAt(job.definition, 'variables'), ...values, CI_NODE_INDEX: String(index + 1), CI_NODE_TOTAL: String(total) };
  return { job: { ...job, name, definition: { ...job.definition, variables } }, origin: job.name, values };
}

/** Every choice of one value in each column of a map of a matrix; the last column turns first. */
function product(map: PlainMap): Record<string, string>[] {
  return Object.entries(map).reduce<Record<string, string>[]>((runs, [name, column]) => runs.flatMap(run => (Array.isArray(column) ? column : [column]).map(value => ({ ...run, [name]: String(value) }))).slice(0, most), [{}]);
}

/** The names of the jobs that a name of the file stands for: one of them, all that its `parallel` makes, or those of them that a `parallel: matrix` under `needs` chooses. */
export function namesOf(instances: ReadonlyMap<string, readonly Instance[]>, name: string, matrix: readonly Plain[] = []): string[] {
  const made = instances.get(name);
  if (made === undefined) return [name];
  const chosen = matrix.filter(isPlainMap).flatMap(product);
  return made.filter(({ values }) => chosen.length === 0 || chosen.some(wanted => Object.entries(wanted).every(([key, value]) => values[key] === value))).map(({ job }) => job.name);
}

/** What each job of the file makes, by its name in it. */
export function byOrigin(instances: readonly Instance[]): ReadonlyMap<string, readonly Instance[]> {
  return groupedBy(instances, ({ origin, job }) => origin ?? job.name);
}
