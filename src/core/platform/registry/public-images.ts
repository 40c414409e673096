import { sha256Hex } from '../chance';
import { defaultBehaviour, type Behaviour } from './behaviour';
import { contentOfBase } from './content';
import type { Image, ImageConfig } from './image';
import data from './public-images.json';

interface Known {
  readonly config: Partial<ImageConfig>;
  readonly behaviour: Partial<Behaviour>;
}

/** What is known of some published images: who they run as, where they listen, what they need (their own documentation); memory in bytes. */
const known: Readonly<Record<string, Known>> = data.images;

/** Registries that exist outside the platform. An image there is supposed to exist: offline, nobody can tell. */
const hosts = new Set(data.hosts);

/** The ports of an image that says none. */
export const supposedPorts: readonly number[] = data.listens;

/** A published image; undefined when its registry is not known, `missing` when it is known to be gone (bitnami's catalogue is frozen since August 2025). */
export function publicImage(reference: string): Image | 'missing' | undefined {
  const host = reference.slice(0, reference.indexOf('/'));
  if (!hosts.has(host)) return undefined;
  const [name = ''] = reference.split(/[:@](?=[^/]*$)/);
  if (name.startsWith('docker.io/bitnami/')) return 'missing';
  const content = contentOfBase(reference);
  const { config, behaviour } = known[name] ?? { config: {}, behaviour: {} };
  return {
    digest: `sha256:${sha256Hex(reference)}`,
    config: { user: '', ports: data.listens, env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' }, entrypoint: [], command: ['/entrypoint'], workingDir: '/', labels: {}, ...config },
    layers: [{ createdBy: 'image publiée', size: 40_000_000 + (parseInt(sha256Hex(name).slice(0, 6), 16) % 60_000_000) }],
    createdAt: 0,
    behaviour: { ...defaultBehaviour, ...behaviour },
    ...(Object.hasOwn(known, name) ? {} : { guessed: true as const }),
    ...(content ? { content } : {}),
  };
}
