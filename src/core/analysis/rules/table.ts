import { forbiddenImport } from './architecture/forbidden-import';
import { logsToStdout } from './architecture/logs-to-stdout';
import { noCycle } from './architecture/no-cycle';
import { noHardcodedConfig } from './architecture/no-hardcoded-config';
import { noSessionInMemory } from './architecture/no-session-in-memory';
import { pureDomain } from './architecture/pure-domain';
import { exposeAbove1024 } from './dockerfile/expose-above-1024';
import { fromPinned } from './dockerfile/from-pinned';
import { cmdJson, copyNotAdd, noMaintainer, noSelfModification, noSudo, startsWithFrom, uniqueAlias } from './dockerfile/instructions';
import { minimalBase } from './dockerfile/minimal-base';
import { noSecretInLayer } from './dockerfile/no-secret-in-layer';
import { userNonroot } from './dockerfile/user-nonroot';
import { userNumeric } from './dockerfile/user-numeric';
import { cmNoCredentials } from './kubernetes/cm-no-credentials';
import { imageTagPinned } from './kubernetes/image-tag-pinned';
import { cronjobHistory, jobTtl } from './kubernetes/job-settings';
import { configKeysExist } from './kubernetes/config-keys-exist';
import { pullSecretReferenced } from './kubernetes/pull-secret-referenced';
import { quotaFit } from './kubernetes/quota-fit';
import { singleReplicaInProd } from './kubernetes/single-replica-in-prod';
import { statelessWrites } from './kubernetes/stateless-writes';
import { labelsRequired } from './kubernetes/labels-required';
import { noImposedSecurityContext } from './kubernetes/no-imposed-security-context';
import { noNodeport } from './kubernetes/no-nodeport';
import { noSessionAffinity } from './kubernetes/no-session-affinity';
import { portAbove1024 } from './kubernetes/port-above-1024';
import { probesOnPort } from './kubernetes/probes-on-port';
import { pullPolicy } from './kubernetes/pull-policy';
import { pvcSize } from './kubernetes/pvc-size';
import { registryAllowed } from './kubernetes/registry-allowed';
import { resourcesRequired } from './kubernetes/resources-required';
import { schema } from './kubernetes/schema';
import { selectorMatches } from './kubernetes/selector-matches';
import { serviceTargetsAPort } from './kubernetes/service-targets-a-port';
import { imagePinned } from './gitlab-ci/image-pinned';
import { noPushLatest } from './gitlab-ci/no-push-latest';
import { needsExist, stageDefined, valid } from './gitlab-ci/problems';
import { qualityJob, testJob } from './gitlab-ci/quality';
import { readSecretFirst } from './gitlab-ci/read-secret-first';
import { dotenvCommitted } from './secrets/dotenv-committed';
import { inClear } from './secrets/in-clear';
import { kubernetesSecretInGit } from './secrets/kubernetes-secret-in-git';
import type { Fix } from '../finding';
import type { Element, KubernetesObject } from '../kubernetes/object';
import type { CodeTest, DockerfileTest, KubernetesTest, NeighbourTest, PipelineTest, SecretTest } from './test';

// The rules that need more than a CEL expression over one element, by the id of their card.

export const kubernetesTests: Readonly<Record<string, KubernetesTest>> = {
  'kubernetes/cm-no-credentials': cmNoCredentials,
  'kubernetes/cronjob-history': cronjobHistory,
  'kubernetes/image-tag-pinned': imageTagPinned,
  'kubernetes/job-ttl': jobTtl,
  'kubernetes/labels-required': labelsRequired,
  'kubernetes/no-imposed-security-context': noImposedSecurityContext,
  'kubernetes/no-nodeport': noNodeport,
  'kubernetes/no-session-affinity': noSessionAffinity,
  'kubernetes/port-above-1024': portAbove1024,
  'kubernetes/pull-policy': pullPolicy,
  'kubernetes/pvc-size': pvcSize,
  'kubernetes/registry-allowed': registryAllowed,
  'kubernetes/resources-required': resourcesRequired,
  'kubernetes/selector-matches': selectorMatches,
  'secrets/kubernetes-secret-in-git': kubernetesSecretInGit,
};

/** Rules about what an object does not say: a patch says only what it changes. */
export const ofWholes: ReadonlySet<string> = new Set(['labels-required', 'probes-required', 'resources-required', 'cronjob-history', 'job-ttl', 'pull-secret-referenced', 'single-replica-in-prod'].map(name => `kubernetes/${name}`));

/** Rules on what anybody who reads the repository reads: they hold whether the object is ever applied or not. */
export const ofWhatGitShows: ReadonlySet<string> = new Set(['kubernetes/cm-no-credentials', 'secrets/kubernetes-secret-in-git']);

/** Those of the rules of Kubernetes that look at other objects too. */
export const neighbourTests: Readonly<Record<string, NeighbourTest>> = {
  'kubernetes/config-keys-exist': configKeysExist,
  'kubernetes/pull-secret-referenced': pullSecretReferenced,
  'kubernetes/quota-fit': quotaFit,
  'kubernetes/schema': schema,
  'kubernetes/service-targets-a-port': serviceTargetsAPort,
  'kubernetes/single-replica-in-prod': singleReplicaInProd,
  'kubernetes/stateless-writes': statelessWrites,
};

export const dockerfileTests: Readonly<Record<string, DockerfileTest>> = {
  'dockerfile/cmd-json': cmdJson,
  'dockerfile/copy-not-add': copyNotAdd,
  'dockerfile/expose-above-1024': exposeAbove1024,
  'dockerfile/from-pinned': fromPinned,
  'dockerfile/minimal-base': minimalBase,
  'dockerfile/no-maintainer': noMaintainer,
  'dockerfile/no-secret-in-layer': noSecretInLayer,
  'dockerfile/no-self-modification': noSelfModification,
  'dockerfile/no-sudo': noSudo,
  'dockerfile/starts-with-from': startsWithFrom,
  'dockerfile/unique-alias': uniqueAlias,
  'dockerfile/user-nonroot': userNonroot,
  'dockerfile/user-numeric': userNumeric,
};

export const pipelineTests: Readonly<Record<string, PipelineTest>> = {
  'gitlab-ci/image-pinned': imagePinned,
  'gitlab-ci/needs-exist': needsExist,
  'gitlab-ci/no-push-latest': noPushLatest,
  'gitlab-ci/quality-job': qualityJob,
  'gitlab-ci/read-secret-first': readSecretFirst,
  'gitlab-ci/stage-defined': stageDefined,
  'gitlab-ci/test-job': testJob,
  'gitlab-ci/valid': valid,
};

export const secretTests: Readonly<Record<string, SecretTest>> = {
  'secrets/dotenv-committed': dotenvCommitted,
  'secrets/in-clear': inClear,
};

export const codeTests: Readonly<Record<string, CodeTest>> = {
  'architecture/forbidden-import': forbiddenImport,
  'architecture/logs-to-stdout': logsToStdout,
  'architecture/no-cycle': noCycle,
  'architecture/no-hardcoded-config': noHardcodedConfig,
  'architecture/no-session-in-memory': noSessionInMemory,
  'architecture/pure-domain': pureDomain,
};

/** What mends an element that a CEL expression refuses, where a right answer can be computed. */
export const celFixes: Readonly<Record<string, (object: KubernetesObject, element: Element) => Fix | undefined>> = {
  'kubernetes/probes-required': probesOnPort,
};
