import { parseExpression } from '../../analysis/gitlab-ci/expression';
import { matchRe2 } from '../../analysis/gitlab-ci/match';
import { isPlainMap, valueAt, type Plain, type PlainMap } from '../../analysis/yaml/plain';
import { globTest } from './glob';
import { expandText, type Variables } from './variables';

/** What `only` and `except` look at. */
export interface Asked {
  readonly branch: string;
  /** What asked for the pipeline (`CI_PIPELINE_SOURCE`). */
  readonly source: string;
  readonly project: string;
  readonly variables: Variables;
  /** The files that differ from the commit before; absent when there is none to compare with. */
  readonly changed?: readonly string[];
}

type Test = (value: Plain, asked: Asked) => boolean;

/** Each key of the form that is a map (gitlab-org/gitlab 18, `lib/gitlab/ci/build/policy`). No cluster is attached to the platform's projects. */
const tests: Readonly<Record<string, Test>> = { refs: namesRef, variables: anyHolds, changes: anyChanged, kubernetes: () => false };

/** Whether `only` and `except` let a job in: all that `only` asks has to hold, and nothing of what `except` asks. */
export function policyAllows(definition: PlainMap, asked: Asked): boolean {
  return askedBy(definition['only'] ?? null).every(([test, value]) => test(value, asked)) && !askedBy(definition['except'] ?? null).some(([test, value]) => test(value, asked));
}

function askedBy(policy: Plain): (readonly [Test, Plain])[] {
  if (policy === null) return [];
  if (!isPlainMap(policy)) return [[namesRef, policy]];
  return Object.entries(policy).flatMap(([key, value]) => (value !== null && Object.hasOwn(tests, key) ? [[tests[key] as Test, value] as const] : []));
}

function textsOf(value: Plain): string[] {
  return (Array.isArray(value) ? value.flat() : [value]).filter(one => typeof one === 'string');
}

/** A branch by its name or a pattern of it, `branches`, or what asked for the pipeline (`pushes`, `triggers`); after `@`, the path of a project. Here no pipeline is of a tag, and none of a merge request. */
function namesRef(value: Plain, { branch, source, project }: Asked): boolean {
  return textsOf(value).some(name => {
    const [pattern = '', path] = partsOf(name);
    if (path !== undefined && path !== project) return false;
    const regular = /^\/(.+)\/([ismU]*)$/s.exec(pattern);
    if (regular) return matchRe2(regular[1] ?? '', regular[2] ?? '', branch);
    return pattern === 'branches' || pattern === source || pattern === (source === 'push' ? 'pushes' : `${source}s`) || pattern === branch;
  });
}

function partsOf(name: string): readonly [string, string?] {
  const at = name.indexOf('@');
  return at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
}

function anyHolds(value: Plain, { variables }: Asked): boolean {
  return textsOf(value).some(text => {
    const parsed = parseExpression(text, matchRe2);
    return parsed.ok && parsed.evaluate(variables);
  });
}

/** GitLab takes all for changed when it has nothing to compare with: then `only` lets the job in, and `except` keeps it out. */
function anyChanged(value: Plain, { changed, variables }: Asked): boolean {
  if (changed === undefined) return true;
  const patterns = textsOf(isPlainMap(value) ? (valueAt(value, 'paths') ?? null) : value);
  return patterns.slice(0, 50).map(pattern => globTest(expandText(pattern, variables))).some(test => changed.some(test));
}
