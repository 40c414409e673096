import { toBase64 } from '../../../analysis/base64';
import addresses from '../../addresses.json';
import { mayRead } from '../../vault/kv';
import { versionsOf } from '../../vault/vault';
import { expandText } from '../variables';
import { phrase } from '../../view/words/said';
import { simulated, type Work, type Workplace } from './executor';

/** What the job of the catalogue reads, in its order: the variable it fills, where, and under which key (gitlab-ci-catalog, `vault-ci.yml`). */
const readings = [
  ['DOCKER_AUTH', 'REGISTRY/rw-robot', 'DOCKER_CONFIG'],
  ['REGISTRY_HOST', 'REGISTRY/rw-robot', 'HOST'],
  ['SONAR_TOKEN', 'SONAR', 'SONAR_TOKEN'],
  ['NEXUS_USERNAME', 'NEXUS', 'NEXUS_USERNAME'],
  ['NEXUS_PASSWORD', 'NEXUS', 'NEXUS_PASSWORD'],
] as const;

/** `.vault:read_secret`: the secrets of the pipeline, read in the platform's Vault and handed on as a dotenv (sheet 03 §4). It stops at the first it does not get, in the words of the `vault` command. */
export function readSecret(place: Workplace): Work {
  const head = [simulated(phrase('vaultSimulated')), '$ if [ -n $CA_BUNDLE ]; then # collapsed multi-line command'];
  const stop = (code: number, ...lines: readonly string[]): Work => ({ lines: [...head, ...lines], duration: 6_000, failure: { code, summary: lines.find(line => line.trim() !== '') ?? '' } });
  const variable = (name: string) => expandText(place.variables[name] ?? '', place.variables);
  const server = variable('VAULT_SERVER_URL');
  if (server !== addresses.vault) return stop(2, `Error writing data to auth/jwt/login: Put "${server}/v1/auth/jwt/login": ${unreachable(server)}`);
  const values: Record<string, string> = {};
  for (const [name, secret, key] of readings) {
    const read = field(place, variable('VAULT_KV'), `${variable('CI_PROJECT_NAMESPACE')}/${secret}`, key);
    if ('lines' in read) return stop(read.code, ...read.lines);
    values[name] = read.value;
  }
  const path = variable('CI_PROJECT_NAMESPACE').split('/').at(-1) ?? '';
  const { REGISTRY_HOST = '', DOCKER_AUTH = '', SONAR_TOKEN = '', NEXUS_USERNAME = '', NEXUS_PASSWORD = '' } = values;
  return {
    lines: [...head, 'Uploading artifacts...', 'vault.env: found 1 matching artifact files and directories ', 'Uploading artifacts as "dotenv" to coordinator... 201 Created'],
    duration: 12_000,
    dotenv: { REGISTRY_HOST, IMAGE_REPOSITORY: `${REGISTRY_HOST}/${path}`, PROJECT_PATH: path, DOCKER_AUTH, SONAR_TOKEN, NEXUS_USERNAME, NEXUS_PASSWORD, NEXUS_CREDS_B64: toBase64(`${NEXUS_USERNAME}:${NEXUS_PASSWORD}`) },
  };
}

function unreachable(server: string): string {
  const host = /^https?:\/\/([^:/]+)/.exec(server)?.[1];
  return host === undefined ? `unsupported protocol scheme "${server.includes(':') ? server.split(':')[0] : ''}"` : `dial tcp: lookup ${host} on 172.30.0.10:53: no such host`;
}

/** `vault kv get -field=…`. */
function field({ pipeline: { project }, vault }: Workplace, mount: string, path: string, key: string): { readonly value: string } | { readonly code: number; readonly lines: readonly string[] } {
  if (!mayRead({ project, as: 'pipeline' }, mount, path)) {
    const asked = `${mount}/${path}`;
    return { code: 2, lines: ['Error making API request.', '', `URL: GET ${addresses.vault}/v1/sys/internal/ui/mounts/${asked}`, 'Code: 403. Errors:', '', `* preflight capability check returned 403, please ensure client's policies grant access to path "${asked}/"`] };
  }
  const version = versionsOf(vault, mount, path).at(-1);
  if (!version || version.deletedAt !== undefined) return { code: 2, lines: [`No value found at ${mount}/data/${path}`] };
  const value = Object.hasOwn(version.data, key) ? version.data[key] : undefined;
  return value === undefined ? { code: 1, lines: [`Field "${key}" not present in secret`] } : { value };
}
