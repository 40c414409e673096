import { valueAt, type PlainMap } from '../../analysis/yaml/plain';
import type { Job, Pipeline } from './model';
import type { Variables } from './variables';

/** The variables of the file that a job does not take (`inherit: variables`): GitLab's own, and those of its settings, stay. */
export function refusedVariables(definition: PlainMap, written: Variables): string[] {
  const taken = valueAt(definition, 'inherit', 'variables');
  if (taken === false) return Object.keys(written);
  return Array.isArray(taken) ? Object.keys(written).filter(name => !taken.includes(name)) : [];
}

/** Variables without some, which are then what GitLab says without the file, or nothing. */
export function withoutRefused(variables: Variables, refused: readonly string[], predefined: Variables): Variables {
  if (refused.length === 0) return variables;
  const left = Object.entries(variables).filter(([name]) => !refused.includes(name));
  return Object.fromEntries([...left, ...refused.flatMap(name => (predefined[name] === undefined ? [] : [[name, predefined[name]] as const]))]);
}

/** The variables of a pipeline that a job of it takes. */
export function inheritedBy(pipeline: Pick<Pipeline, 'variables'>, job: Pick<Job, 'refused' | 'definition'>): Variables {
  return withoutRefused(pipeline.variables, job.refused ?? [], {});
}
