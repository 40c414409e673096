import type { Time } from '../time';
import type { Condition } from './object';

/** Conditions once one is set: its transition time moves only when its status does, as controllers do. */
export function withCondition(conditions: readonly Condition[] | undefined, condition: Omit<Condition, 'lastTransitionTime' | 'lastUpdateTime'>, now: Time, updated = false): Condition[] {
  const list = [...(conditions ?? [])];
  const at = list.findIndex(({ type }) => type === condition.type);
  const before = list[at];
  const sameStatus = before?.status === condition.status;
  const unchanged = sameStatus && before.reason === condition.reason && before.message === condition.message;
  const next: Condition = { ...condition, lastTransitionTime: sameStatus ? before.lastTransitionTime : now, ...(updated ? { lastUpdateTime: unchanged ? (before.lastUpdateTime ?? now) : now } : {}) };
  if (at < 0) list.push(next);
  else list[at] = next;
  return list;
}

export function withoutCondition(conditions: readonly Condition[] | undefined, type: string): Condition[] {
  return (conditions ?? []).filter(condition => condition.type !== type);
}

export function isTrue(conditions: readonly Condition[] | undefined, type: string): boolean {
  return conditions?.some(condition => condition.type === type && condition.status === 'True') === true;
}
