import { fromPinned } from './dockerfile/from-pinned';
import { userNonroot } from './dockerfile/user-nonroot';
import { imageTagPinned } from './kubernetes/image-tag-pinned';
import { labelsRequired } from './kubernetes/labels-required';
import { noImposedSecurityContext } from './kubernetes/no-imposed-security-context';
import { resourcesRequired } from './kubernetes/resources-required';
import type { DockerfileTest, KubernetesTest } from './test';

// The rules that need more than a CEL expression over one element, by the id of their card.

export const kubernetesTests: Readonly<Record<string, KubernetesTest>> = {
  'kubernetes/image-tag-pinned': imageTagPinned,
  'kubernetes/labels-required': labelsRequired,
  'kubernetes/no-imposed-security-context': noImposedSecurityContext,
  'kubernetes/resources-required': resourcesRequired,
};

export const dockerfileTests: Readonly<Record<string, DockerfileTest>> = {
  'dockerfile/from-pinned': fromPinned,
  'dockerfile/user-nonroot': userNonroot,
};
