/** Virtual milliseconds since the run began. What date that was is the adapter's to say: accelerating a run moves its origin into the past. */
export type Time = number;

export const second = 1_000;
export const minute = 60 * second;

/** An instant as Kubernetes writes it, to the second. `origin` is the date the run began, in milliseconds. */
export function isoSecond(origin: number, time: Time): string {
  return `${new Date(origin + time).toISOString().slice(0, 19)}Z`;
}

/** How long ago, as `kubectl` shows it (k8s.io/apimachinery, `duration.HumanDuration`). */
export function humanDuration(elapsed: number): string {
  const seconds = Math.floor(elapsed / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  const and = (rest: number, unit: string) => (rest === 0 ? '' : `${rest}${unit}`);
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return `${minutes}m${and(seconds % 60, 's')}`;
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return `${hours}h${and(minutes % 60, 'm')}`;
  if (hours < 48) return `${hours}h`;
  if (hours < 24 * 8) return `${Math.floor(hours / 24)}d${and(hours % 24, 'h')}`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24)}d`;
  if (hours < 24 * 365 * 8) return `${Math.floor(hours / 24 / 365)}y${and(Math.floor(hours / 24) % 365, 'd')}`;
  return `${Math.floor(hours / 24 / 365)}y`;
}
