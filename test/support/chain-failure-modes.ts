import type { Command } from '../../src/core/platform/event';
import type { FailureMode } from './failure-modes';
import { but, guichet } from './guichet';

const needsSecret = but('deploiement/deployment.yaml', '          ports:', '          env: [{ name: MOT_DE_PASSE, valueFrom: { secretKeyRef: { name: acces-base, key: motdepasse } } }]\n          ports:');
const put = (path: string, data: Record<string, string>): Command => ({ type: 'vault-put', project: 'guichet', path, data });
const kept = [put('base/acces', { motdepasse: 'm-d-p', utilisateur: 'app' })];

/** A VaultStaticSecret, with some of its fields written otherwise. */
export function vaultSecret(spec: Record<string, unknown> = {}, files: Readonly<Record<string, string>> = needsSecret): Record<string, string> {
  const full = { vaultAuthRef: 'vault-auth', mount: 'guichet', path: 'base/acces', type: 'kv-v2', refreshAfter: '30s', destination: { name: 'acces-base', create: true }, ...spec };
  return { ...files, 'deploiement/secret.yaml': JSON.stringify({ apiVersion: 'secrets.hashicorp.com/v1beta1', kind: 'VaultStaticSecret', metadata: { name: 'acces-base' }, spec: full }) };
}

const pipeline = (from: string | RegExp, to: string) => but('.gitlab-ci-dso.yml', from, to);
const reading = (log: RegExp) => ({ status: 'failed', job: 'read_secret', log });

/** What goes wrong with the secrets of the pipeline and those of Vault in the cluster, in the words of `vault` and of its operator. */
const vaultFailureModes: readonly FailureMode[] = [
  { name: 'a secret of Vault is copied into the cluster', source: '05 §4', files: vaultSecret(), commands: kept, status: 'Running', event: /^SecretSynced: Secret synced$/, application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'a path where Vault has nothing', source: 'Vault Secrets Operator, VaultClientError', files: vaultSecret({ path: 'acces-base' }), commands: kept, status: 'CreateContainerConfigError', event: /^VaultClientError: Failed to read Vault secret: empty response from Vault, path="guichet\/data\/acces-base"$/, why: /Le coffre « guichet » a ces chemins : base\/acces\./ },
  { name: 'a path that says data/ itself', source: '05 §4', files: vaultSecret({ path: 'data/base/acces' }), commands: kept, status: 'CreateContainerConfigError', event: /empty response from Vault, path="guichet\/data\/data\/base\/acces"$/, why: /s’écrit sans « data\/ »/ },
  { name: 'an engine said to be of the first kind', source: '05 §4 ⚠', files: vaultSecret({ type: 'kv-v1' }), commands: kept, status: 'CreateContainerConfigError', event: /empty response from Vault, path="guichet\/base\/acces"$/ },
  { name: 'the engine of another project', source: '05 §6', files: vaultSecret({ mount: 'organisation-guichet' }), commands: kept, status: 'CreateContainerConfigError', event: /^VaultClientError: Failed to read Vault secret: Error making API request\.\n\nURL: GET http:\/\/vault\.dso-vault\.svc\.cluster\.local:8200\/v1\/organisation-guichet\/data\/base\/acces\nCode: 403\. Errors:\n\n\* 1 error occurred:\n\t\* permission denied/, why: /spec\.mount doit être « guichet », pas « organisation-guichet »/ },
  { name: 'an authentication that is not there', source: '05 §4, VaultClientConfigError', files: vaultSecret({ vaultAuthRef: 'default' }), commands: kept, status: 'CreateContainerConfigError', event: /^VaultClientConfigError: Failed to get Vault auth login: VaultAuth\.secrets\.hashicorp\.com "default" not found$/, why: /vaultAuthRef: vault-auth/ },
  { name: 'the authentication of another namespace', source: 'Vault Secrets Operator, allowedNamespaces', files: vaultSecret({ vaultAuthRef: 'ailleurs/vault-auth' }), commands: kept, event: /VaultAuth\.secrets\.hashicorp\.com "vault-auth" not found$/, status: 'CreateContainerConfigError' },
  { name: 'a key that the secret of Vault does not hold', source: '05 §6', files: vaultSecret(), commands: [put('base/acces', { password: 'm-d-p' })], status: 'CreateContainerConfigError', event: /^Failed: Error: couldn't find key motdepasse in Secret .*\/acces-base$/ },
  { name: 'a Secret of the same name that is somebody else’s', source: 'Vault Secrets Operator, SecretSyncError', files: { ...vaultSecret(), 'deploiement/autre.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: acces-base, annotations: { argocd.argoproj.io/sync-wave: "-1" } }\nstringData: { motdepasse: x }\n' }, commands: kept, event: /^SecretSyncError: Failed to update k8s secret: secret \S+\/acces-base has no ownerReferences\nnot the owner of the destination Secret \S+\/acces-base$/, status: 'Running', why: /l’opérateur ne l’a pas créé/ },
  { name: 'a template that the operator cannot read', source: 'Vault Secrets Operator, transformation', files: vaultSecret({ destination: { name: 'acces-base', create: true, transformation: { templates: { motdepasse: { text: '{{ get .Secrets "motdepasse" | chiffre }}' } } } } }), commands: kept, event: /^SecretDataBuilderError: Failed to build K8s secret data: template: motdepasse:1: function "chiffre" not defined$/, status: 'CreateContainerConfigError' },
  { name: 'a VaultStaticSecret without its engine', source: 'Vault Secrets Operator, schema', files: vaultSecret({ mount: undefined, type: 'kv2' }), application: { sync: 'OutOfSync', health: 'Missing', message: /VaultStaticSecret\.secrets\.hashicorp\.com "acces-base" is invalid: \[spec\.type: Unsupported value: "kv2": supported values: "kv-v1", "kv-v2", spec\.mount: Required value\]/ } },
  { name: 'the pipeline’s engine under another name', source: '03 §4 and §5', files: pipeline('variables:\n', 'variables:\n  VAULT_KV: secret\n'), pipeline: reading(/\* preflight capability check returned 403, please ensure client's policies grant access to path "secret\/forge-mi\/projects\/guichet\/REGISTRY\/rw-robot\/"/) },
  { name: 'the secrets of another project', source: '03 §4', files: pipeline('variables:\n', 'variables:\n  CI_PROJECT_NAMESPACE: forge-mi/projects/autre\n'), pipeline: reading(/preflight capability check returned 403, .*autre\/REGISTRY\/rw-robot\/"/) },
  { name: 'a Vault that is not there', source: '03 §5', files: pipeline('variables:\n', 'variables:\n  VAULT_SERVER_URL: https://vault.exemple.fr\n'), pipeline: reading(/Error writing data to auth\/jwt\/login: Put "https:\/\/vault\.exemple\.fr\/v1\/auth\/jwt\/login": dial tcp: lookup vault\.exemple\.fr on .*: no such host/) },
  { name: 'a service whose secret is gone from Vault', source: '03 §8', files: guichet, commands: [{ type: 'vault-by-hand', path: 'forge-mi/projects/guichet/SONAR' }], pipeline: reading(/No value found at forge-dso\/data\/forge-mi\/projects\/guichet\/SONAR/) },
  { name: 'a service whose secret lost a key', source: '03 §4', files: guichet, commands: [{ type: 'vault-by-hand', path: 'forge-mi/projects/guichet/SONAR', data: { TOKEN: 'x' } }], pipeline: reading(/Field "SONAR_TOKEN" not present in secret/) },
];

/** What goes wrong along the delivery chain. */
export const chainFailureModes: readonly FailureMode[] = vaultFailureModes;
