import { invalid, type Report } from './fault';

const reasons = {
  relative: { server: 'must be a relative path', advice: 'un chemin sans barre oblique au début' },
  backstep: { server: "must not contain '..'", advice: 'un chemin qui ne remonte pas : retirez `..`' },
} as const;

/** A path that stays below where it starts (k8s.io/kubernetes, `validateLocalDescendingPath`). */
export function below(text: string, path: string, report: Report, at?: string): void {
  if (text.startsWith('/')) report(path, invalid(text, reasons.relative), at);
  if (text.split('/').includes('..')) report(path, invalid(text, reasons.backstep), at);
}
