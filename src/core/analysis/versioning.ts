import { parseImage, pinningFault } from './image';
import { scalar } from './yaml/write';

/** The rules whose remedy is one word that only the team knows: the version of an image. */
export const asksVersion: ReadonlySet<string> = new Set(['kubernetes/image-tag-pinned', 'dockerfile/from-pinned', 'gitlab-ci/image-pinned']);

const tag = /^\w[\w.-]{0,127}$/;
const digest = /^sha256:[0-9a-f]{64}$/;

/** Whether `answer` pins an image: a tag as registries take it, which is not `latest`, or a digest. A colon or an at sign before it is let pass. */
export function isVersion(answer: string): boolean {
  const version = bare(answer);
  return digest.test(version) || (tag.test(version) && version !== 'latest');
}

/**
 * What an image is written as once it has the version `answer`: `written` is the reference as it stands in a file, with its quotes if it has some, or the
 * tag `latest` alone, as a chart's values keep it. Undefined where something else stands there: a variable, a template, a whole instruction.
 */
export function withVersion(written: string, answer: string): string | undefined {
  const [, quote = '', reference = ''] = /^(["']?)([^\s"'${}]+)\1$/.exec(written) ?? [];
  const version = bare(answer);
  if (reference === '' || !isVersion(answer)) return undefined;
  // A tag alone that looks like a number is one to YAML, which would read `1.10` as 1.1.
  if (reference === 'latest') return digest.test(version) ? undefined : quote === '' ? scalar(version, false) : quote + version + quote;
  const pinned = `${parseImage(reference).name}${digest.test(version) ? '@' : ':'}${version}`;
  return pinningFault(reference) && !pinningFault(pinned) ? quote + pinned + quote : undefined;
}

function bare(answer: string): string {
  return answer.trim().replace(/^[:@]/, '');
}
