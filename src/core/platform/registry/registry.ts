import type { Time } from '../time';
import type { Accounts, Image, ImageSource, Pull } from './image';
import { publicImage } from './public-images';

/** One push of a tag. */
export interface TagPush {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  readonly at: Time;
  readonly pipeline?: number;
  /** It is a Helm chart, and no image. */
  readonly chart?: true;
}

/** The platform's Harbor: one project a project of the console, images by digest, and every push of a tag, the last one telling what it leads to. */
export interface RegistryState {
  readonly host: string;
  readonly projects: readonly string[];
  readonly images: Readonly<Record<string, Image>>;
  readonly pushes: readonly TagPush[];
}

export function emptyRegistry(host: string): RegistryState {
  return { host, projects: [], images: {}, pushes: [] };
}

export function withProject(registry: RegistryState, slug: string): RegistryState {
  return registry.projects.includes(slug) ? registry : { ...registry, projects: [...registry.projects, slug] };
}

/** `repository` is `project/name`. */
export function pushImage(registry: RegistryState, repository: string, tag: string, image: Image, at: Time): RegistryState {
  const push: TagPush = { repository, tag, digest: image.digest, at, ...(image.pipeline === undefined ? {} : { pipeline: image.pipeline }) };
  return { ...registry, images: { ...registry.images, [image.digest]: image }, pushes: [...registry.pushes, push] };
}

/** What a tag leads to now. */
export function tagged(registry: RegistryState, repository: string, tag: string): TagPush | undefined {
  return registry.pushes.findLast(push => push.repository === repository && push.tag === tag);
}

/** The robot account that reads a project's images (sheet 03 §7). */
export function readRobot(project: string): string {
  return `robot$${project}+ro-robot`;
}

/** The one that writes them: only the pipeline has it. */
export function writeRobot(project: string): string {
  return `robot$${project}+rw-robot`;
}

/** Answers pulls as Harbor, the public registries and the network do, in the words of containerd. `current` is asked at each pull. */
export function imageSource(current: () => RegistryState): ImageSource {
  return {
    pull(reference, accounts) {
      const host = reference.slice(0, reference.indexOf('/'));
      const registry = current();
      if (host === registry.host) return fromHarbor(registry, reference, accounts);
      const image = publicImage(reference);
      if (image === 'missing') return { ok: false, code: 'NotFound', fault: 'retired', message: `failed to resolve reference "${reference}": ${reference}: not found` };
      if (image) return { ok: true, image };
      const [, path = ''] = /^[^/]+\/(.+?)(?:[:@][^/]*)?$/.exec(reference) ?? [];
      const tag = reference.split(/[:@](?=[^/]*$)/)[1] ?? 'latest';
      return { ok: false, code: 'Unknown', fault: 'no-registry', message: `failed to resolve reference "${reference}": failed to do request: Head "https://${host}/v2/${path}/manifests/${tag}": dial tcp: lookup ${host} on 172.30.0.10:53: no such host` };
    },
  };
}

function fromHarbor(registry: RegistryState, reference: string, accounts: Accounts): Pull {
  const { host } = registry;
  const match = /^[^/]+\/(.+?)(?:@(sha256:[0-9a-f]+)|:([^/:]+))?$/.exec(reference);
  const [, repository = '', digest, tag = 'latest'] = match ?? [];
  const [project = ''] = repository.split('/');
  const account = accounts.get(host);
  const resolving = `failed to resolve reference "${reference}"`;
  if (account === undefined) return { ok: false, code: 'Unknown', fault: 'anonymous', message: `${resolving}: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://${host}/service/token?scope=repository%3A${repository.replaceAll('/', '%2F')}%3Apull&service=harbor-registry: 401 Unauthorized` };
  if (!account.startsWith(`robot$${project}+`)) return { ok: false, code: 'Unknown', fault: 'foreign', message: `${resolving}: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed` };
  const found = digest ?? tagged(registry, repository, tag)?.digest;
  const image = found === undefined ? undefined : registry.images[found];
  const held = image && registry.pushes.some(push => push.repository === repository && push.digest === image.digest);
  return image && held ? { ok: true, image } : { ok: false, code: 'NotFound', fault: 'absent', message: `${resolving}: ${reference}: not found` };
}
