import type { ForgeState } from './forge';

/** Whether nobody may push to a branch of a repository: it is protected by its name, or by a pattern with `*`. */
export function isProtected({ protections = {} }: Pick<ForgeState, 'protections'>, repository: string, branch: string): boolean {
  return (protections[repository] ?? []).some(pattern => pattern === branch || (pattern.includes('*') && matches(pattern.split('*'), branch)));
}

/** A `*` stands for any text; each part is looked for after the one before, so that no pattern is slow. */
function matches(parts: readonly string[], text: string): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > text.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

/** Protects a branch, or lets it go. */
export function withProtection(forge: ForgeState, repository: string, pattern: string, on: boolean): ForgeState {
  const others = (forge.protections?.[repository] ?? []).filter(one => one !== pattern);
  return { ...forge, protections: { ...forge.protections, [repository]: on ? [...others, pattern].sort() : others } };
}
