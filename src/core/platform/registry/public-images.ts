import { sha256Hex } from '../chance';
import { defaultBehaviour, type Behaviour } from './behaviour';
import type { Image, ImageConfig } from './image';

interface Known {
  readonly config: Partial<ImageConfig>;
  readonly behaviour: Partial<Behaviour>;
}

const mega = 1024 * 1024;

/** What is known of some published images: who they run as, where they listen, what they need (their own documentation). */
const known: Readonly<Record<string, Known>> = {
  'docker.io/library/nginx': { config: { ports: [80], entrypoint: ['/docker-entrypoint.sh'], command: ['nginx', '-g', 'daemon off;'] }, behaviour: { readyAfter: 400, answers: { '/': 200 }, memory: 8 * mega, writes: ['/var/cache/nginx'], logs: { starting: ['/docker-entrypoint.sh: Configuration complete; ready for start up'] } } },
  'docker.io/nginxinc/nginx-unprivileged': { config: { user: '101', ports: [8080], entrypoint: ['/docker-entrypoint.sh'], command: ['nginx', '-g', 'daemon off;'] }, behaviour: { readyAfter: 400, answers: { '/': 200 }, memory: 8 * mega, logs: { starting: ['/docker-entrypoint.sh: Configuration complete; ready for start up'] } } },
  'docker.io/library/httpd': { config: { ports: [80], command: ['httpd-foreground'] }, behaviour: { readyAfter: 500, answers: { '/': 200 }, memory: 10 * mega, logs: {} } },
  'docker.io/library/postgres': { config: { ports: [5432], entrypoint: ['docker-entrypoint.sh'], command: ['postgres'] }, behaviour: { readyAfter: 2_500, answers: {}, memory: 40 * mega, needs: [{ variable: 'POSTGRES_PASSWORD', message: 'Error: Database is uninitialized and superuser password is not specified.' }], writes: ['/var/lib/postgresql/data', '/var/run/postgresql'], logs: { ready: ['LOG:  database system is ready to accept connections'] } } },
  'docker.io/library/redis': { config: { ports: [6379], entrypoint: ['docker-entrypoint.sh'], command: ['redis-server'] }, behaviour: { readyAfter: 300, answers: {}, memory: 6 * mega, logs: { ready: ['* Ready to accept connections tcp'] } } },
  'docker.io/library/busybox': { config: { command: ['sh'] }, behaviour: { endsAfter: 300, answers: {}, memory: mega, logs: {} } },
  'docker.io/library/alpine': { config: { command: ['/bin/sh'] }, behaviour: { endsAfter: 300, answers: {}, memory: mega, logs: {} } },
};

/** Registries that exist outside the platform. An image there is supposed to exist: offline, nobody can tell. */
const hosts = new Set(['docker.io', 'quay.io', 'ghcr.io', 'registry.redhat.io', 'registry.access.redhat.com', 'gcr.io', 'mcr.microsoft.com', 'registry.gitlab.com', 'public.ecr.aws', 'cgr.dev']);

/** A published image; undefined when its registry is not known, `missing` when it is known to be gone (bitnami's catalogue is frozen since August 2025). */
export function publicImage(reference: string): Image | 'missing' | undefined {
  const host = reference.slice(0, reference.indexOf('/'));
  if (!hosts.has(host)) return undefined;
  const [name = ''] = reference.split(/[:@](?=[^/]*$)/);
  if (name.startsWith('docker.io/bitnami/')) return 'missing';
  const { config, behaviour } = known[name] ?? { config: {}, behaviour: {} };
  return {
    digest: `sha256:${sha256Hex(reference)}`,
    config: { user: '', ports: [8080], env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' }, entrypoint: [], command: ['/entrypoint'], workingDir: '/', labels: {}, ...config },
    layers: [{ createdBy: 'image publiée', size: 40_000_000 + (parseInt(sha256Hex(name).slice(0, 6), 16) % 60_000_000) }],
    createdAt: 0,
    behaviour: { ...defaultBehaviour, ...behaviour },
  };
}
