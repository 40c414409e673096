import { sha256Hex } from '../chance';
import { toBase64 } from '../../analysis/base64';
import { readRobot, writeRobot } from '../registry/registry';
import type { Time } from '../time';
import { pipelineMount, putSecret, versionsOf, withMount, type SecretData, type VaultState } from './vault';

/** Where the console keeps what a project's pipeline needs (sheet 03 §8). */
export function pipelineFolder(project: string): string {
  return `forge-mi/projects/${project}`;
}

/** A secret of the simulated platform: it opens nothing elsewhere, and the same project always has the same one. */
const made = (project: string, name: string) => sha256Hex(`${project}/${name}`).slice(0, 32);

/** What the console writes for each of a project's services when it provisions it, by path below the project's folder. */
export function serviceSecrets(project: string, registryHost: string): Readonly<Record<string, SecretData>> {
  const robot = (name: string, secret: string): SecretData => ({ DOCKER_CONFIG: JSON.stringify({ auths: { [registryHost]: { auth: toBase64(`${name}:${secret}`), email: '' } } }), HOST: registryHost, TOKEN: secret, USERNAME: name });
  return {
    'REGISTRY/ro-robot': robot(readRobot(project), made(project, 'ro-robot')),
    'REGISTRY/rw-robot': robot(writeRobot(project), made(project, 'rw-robot')),
    SONAR: { SONAR_USERNAME: project, SONAR_PASSWORD: made(project, 'SONAR_PASSWORD'), SONAR_TOKEN: made(project, 'SONAR') },
    NEXUS: { NEXUS_USERNAME: project, NEXUS_PASSWORD: made(project, 'NEXUS') },
  };
}

/** The vault once a project is provisioned: its own engine, and the secrets of its services where they are missing. */
export function provisioned(vault: VaultState, project: string, registryHost: string, at: Time): VaultState {
  return Object.entries(serviceSecrets(project, registryHost)).reduce((state, [name, data]) => {
    const path = `${pipelineFolder(project)}/${name}`;
    return versionsOf(state, pipelineMount, path).at(-1)?.deletedAt === undefined && versionsOf(state, pipelineMount, path).length > 0 ? state : putSecret(state, pipelineMount, path, data, at);
  }, withMount(vault, project));
}
