import type { Container, Pod } from '../object';
import type { Job } from './job';

/** Where the number of a pod of an indexed Job is written (kubernetes.io, "Indexed Job"). */
const indexKey = 'batch.kubernetes.io/job-completion-index';

export function indexOf({ metadata }: Pod): number {
  return Number(metadata.annotations?.[indexKey] ?? -1);
}

/** The numbers that no pod has succeeded with or works on, the lowest first. */
export function freeIndexes({ spec: { completions = 1 } }: Job, pods: readonly Pod[]): number[] {
  const taken = new Set(pods.filter(({ status }) => status.phase !== 'Failed').map(indexOf));
  return Array.from({ length: completions }, (_, index) => index).filter(index => !taken.has(index));
}

/** A pod with its number: in its name, its host name, its labels, and a variable of each of its containers. */
export function indexed({ metadata: { name } }: Job, pod: Pod, index: number): Pod {
  const own = { [indexKey]: String(index) };
  const told = (container: Container): Container => (container.env?.some(one => one.name === 'JOB_COMPLETION_INDEX') ? container : { ...container, env: [...(container.env ?? []), { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { fieldPath: `metadata.labels['${indexKey}']` } } }] });
  const { spec, metadata } = pod;
  const base = `${name}-${index}`;
  return {
    ...pod,
    metadata: { ...metadata, name: metadata.name.replace(name, base), generateName: `${base}-`, labels: { ...metadata.labels, ...own }, annotations: { ...metadata.annotations, ...own } },
    spec: { ...spec, hostname: base, containers: spec.containers.map(told), ...(spec.initContainers ? { initContainers: spec.initContainers.map(told) } : {}) },
  };
}

/** Numbers in order, those that follow one another by their ends: `0-2,4`. */
export function spans(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const one of sorted) {
    const last = runs.at(-1);
    if (last && last[1] === one - 1) last[1] = one;
    else runs.push([one, one]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from},${to}` : `${from}-${to}`)).join(',');
}
