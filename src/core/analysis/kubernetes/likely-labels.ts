import { stageOf } from '../environment';
import { stringAt } from '../yaml/plain';
import { parseImage } from '../image';
import { admittedLabels, labelPlaces, labelValue, type RequiredLabel } from './labels';
import type { KubernetesObject } from './object';

const labelText = /^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;

/** The value a required label most likely has on `object`; `environment` is the one all the repository names. Undefined for `app` when the object has no name to give, and for `env` in what overlays share. */
export function likelyLabel(key: RequiredLabel, object: KubernetesObject, environment: () => string | undefined): string | undefined {
  const written = ownValue(key, object);
  if (written !== undefined) return written;
  if (key === 'app') return appOf(object);
  // What several environments share has none of its own: each overlay says which.
  if (key === 'env') return envOf(object) ?? (/(^|\/)(bases?|components?)\//.test(object.file) ? undefined : admitted(environment() ?? 'dev'));
  return tierOf(object) ?? 'backend';
}

/** The value of the platform's list for an environment that is named otherwise: `prod` for `production`. */
function admitted(environment: string): string {
  return admittedLabels['env']?.includes(environment) ? environment : stageOf(environment);
}

/** What another part of the same object says, the key in another case included. */
function ownValue(key: RequiredLabel, object: KubernetesObject): string | undefined {
  for (const { labels } of labelPlaces(object)) {
    for (const name of Object.keys(labels)) {
      const value = name.toLowerCase() === key ? labelValue(labels, name) : undefined;
      if (value === undefined || !labelText.test(value)) continue;
      const admitted = admittedLabels[key];
      if (!admitted || admitted.includes(value)) return value;
      if (admitted.includes(value.toLowerCase())) return value.toLowerCase();
    }
  }
  return undefined;
}

function appOf(object: KubernetesObject): string | undefined {
  const candidates = [stringAt(object.value, 'spec', 'selector', 'matchLabels', 'app'), stringAt(object.value, 'spec', 'selector', 'app'), stringAt(object.value, 'metadata', 'labels', 'app.kubernetes.io/name'), object.name];
  return candidates.find(value => value !== undefined && labelText.test(value));
}

/** The folder of an overlay, or the end of a namespace's name. */
function envOf(object: KubernetesObject): string | undefined {
  const names = [...object.file.split('/').slice(0, -1).reverse(), ...(object.resource.namespace?.split('-').reverse() ?? [])];
  return names.find(name => ['dev', 'formation', 'qualif', 'preprod', 'prod'].includes(name));
}

const tiers: readonly (readonly [tier: string, words: RegExp])[] = [
  ['db', /^(db|database|postgres|postgresql|mariadb|mysql|mongo|mongodb)$/],
  ['cache', /^(cache|redis|valkey|memcached|varnish)$/],
  ['auth', /^(auth|keycloak|sso)$/],
  ['frontend', /^(front|frontend|web|ui|nginx|httpd|caddy)$/],
  ['backend', /^(back|backend|api|server|worker)$/],
];

function tierOf(object: KubernetesObject): string | undefined {
  const images = object.containers.map(container => parseImage(stringAt(container.value, 'image') ?? '').name.split('/').pop() ?? '');
  const words = [object.name, ...images].flatMap(name => name.toLowerCase().split(/[^a-z]+/));
  return tiers.find(([, pattern]) => words.some(word => pattern.test(word)))?.[0];
}
