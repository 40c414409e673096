import { matchesPattern } from '../../shell/pattern';

/** The files below a build's context, named from it, with the id of their content. Files that `.dockerignore` leaves out are not there. */
export function contextFiles(context: string, files: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const prefix = context === '' ? '' : `${context}/`;
  return new Map(Object.entries(files).filter(([path]) => path.startsWith(prefix)).map(([path, id]) => [path.slice(prefix.length), id]));
}

/** The files a source of `COPY` names: itself, what is below it, or what its wildcards match. */
export function matching(available: ReadonlyMap<string, string>, source: string): string[] {
  const names = [...available.keys()];
  if (source === '') return names;
  if (!/[*?[]/.test(source)) return names.filter(name => name === source || name.startsWith(`${source}/`));
  const pattern = new RegExp(`^${source.replace(/[.+^${}()|\\]/g, '\\$&').replace(/\*/g, '[^/]*').replace(/\?/g, '[^/]')}(/.*)?$`);
  return names.filter(name => pattern.test(name));
}

/** Whether a source may be among what an earlier job handed on without anybody knowing its files: below a folder, or of the same pattern. */
export function mayMatch(open: readonly string[], context: string, source: string): boolean {
  const path = [context, source].filter(Boolean).join('/');
  const start = (text: string) => text.replace(/\/?[^/]*[*?[].*$/, '').replace(/\/$/, '');
  const within = (inner: string, outer: string) => outer === '' || inner === outer || inner.startsWith(`${outer}/`);
  return open.some(one => (/[*?[]/.test(one) && !/[*?[]/.test(path) ? matchesPattern(one, path, true) || within(start(one), path) : within(start(path), start(one)) || within(start(one), path)));
}
