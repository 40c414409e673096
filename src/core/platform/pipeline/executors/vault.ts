import { sha256Hex } from '../../chance';
import { toBase64 } from '../../cluster/base64';
import { writeRobot } from '../../registry/registry';
import { simulated, type Work, type Workplace } from './executor';

/** `.vault:read_secret`: the secrets of the pipeline, handed on as a dotenv (sheet 03 §4). */
export function readSecret({ pipeline, registryHost }: Workplace): Work {
  const { project } = pipeline;
  const secret = (name: string) => sha256Hex(`${project}/${name}`).slice(0, 32);
  const path = `forge-dso/forge-mi/projects/${project}`;
  return {
    lines: [
      simulated('Vault n’est pas interrogé : les identifiants rendus ne valent que sur la plateforme simulée.'),
      '$ export VAULT_TOKEN="$(vault write -field=token auth/jwt/login role=default-ci jwt=$VAULT_ID_TOKEN)"',
      `$ vault kv get -format=json ${path}/REGISTRY/rw-robot`,
      `$ vault kv get -format=json ${path}/SONAR`,
      `$ vault kv get -format=json ${path}/NEXUS`,
      'Uploading artifacts...',
      'vault.env: found 1 matching artifact files and directories',
      'Uploading artifacts as "dotenv" to coordinator... 201 Created',
    ],
    duration: 12_000,
    dotenv: {
      REGISTRY_HOST: registryHost, IMAGE_REPOSITORY: `${registryHost}/${project}`, PROJECT_PATH: project, DOCKER_AUTH: toBase64(`${writeRobot(project)}:${secret('rw-robot')}`),
      SONAR_TOKEN: secret('SONAR'), NEXUS_USERNAME: project, NEXUS_PASSWORD: secret('NEXUS'), NEXUS_CREDS_B64: secret('NEXUS_B64'),
    },
  };
}
