import type { ImageConfig } from './image';

/** What is known of the programs an image holds: those of its base, none or no shell and no tool of the system, and the paths that were copied into it. */
export interface Content {
  readonly base: 'empty' | 'bare';
  /** Files; a folder, of which all may be filled, ends with `/`. */
  readonly brought: readonly string[];
}

/** The programs that a distribution brings, and a base made for one application leaves out (GoogleContainerTools/distroless, "Entrypoints"). */
const ofSystem = new Set(['sh', 'bash', 'ash', 'dash', 'ksh', 'zsh', 'busybox', 'sleep', 'echo', 'printf', 'cat', 'ls', 'cp', 'mv', 'rm', 'mkdir', 'touch', 'test', 'true', 'false', 'env', 'date', 'head', 'tail', 'sed', 'awk', 'grep', 'find', 'xargs', 'kill', 'killall', 'pkill', 'pgrep', 'ps', 'curl', 'wget', 'nc', 'ping', 'tar', 'apt', 'apk']);
/** Where a runtime looks when an image does not say (opencontainers/runc, default `PATH`). */
const usual = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What a base image holds as it is published; undefined when nobody knows. */
export function contentOfBase(image: string): Content | undefined {
  if (image === 'scratch') return { base: 'empty', brought: [] };
  const [name = '', tag = ''] = image.split(/:(?=[^/]*$)/);
  if (/(^|\/)distroless\//.test(name)) return /debug/.test(tag) ? undefined : { base: 'bare', brought: [] };
  if (/^cgr\.dev\/chainguard\//.test(name)) return /-dev\b|busybox|wolfi-base/.test(image) ? undefined : { base: 'bare', brought: [] };
  return /-chiseled(-|$|@)/.test(tag) ? { base: 'bare', brought: [] } : undefined;
}

/** Whether a program is missing in an image, as far as anybody knows: it is told only of one that surely is. */
export function lacks(content: Content | undefined, { env, workingDir }: Pick<ImageConfig, 'env' | 'workingDir'>, program: string): boolean {
  if (!content || program === '') return false;
  const name = program.split('/').pop() ?? '';
  if (content.base === 'bare' && !ofSystem.has(name)) return false;
  const places = program.startsWith('/') ? [program] : program.includes('/') ? [`${workingDir}/${program}`] : (env['PATH'] || usual).split(':').map(folder => `${folder}/${name}`);
  const paths = places.map(place => place.replace(/\/(?:\.?\/)+/g, '/'));
  return !paths.some(path => content.brought.some(one => one === path || (one.endsWith('/') && path.startsWith(one))));
}
