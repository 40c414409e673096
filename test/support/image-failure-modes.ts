import type { FailureMode } from './failure-modes';
import { but, guichet } from './guichet';

const dockerfile = (from: string | RegExp, to: string, files: Readonly<Record<string, string>> = guichet) => but('Dockerfile', from, to, files);
const buildkit = (files: Readonly<Record<string, string>>) => but('.gitlab-ci-dso.yml', 'variables: { WORKING_DIR: ".", IMAGE_NAME: api }', 'variables: { DOCKERFILE_DIR: ".", IMAGE_NAME: api }', but('.gitlab-ci-dso.yml', '.kaniko:simple-build-push', '.buildkit:build-push', but('.gitlab-ci-dso.yml', 'kaniko-ci.yml', 'buildkit-ci.yml', files)));
const building = (log: RegExp) => ({ status: 'failed', job: 'construire', log });

/** What goes wrong when an image is built or started from, in the words of kaniko, BuildKit, Harbor and the kubelet. */
export const imageFailureModes: readonly FailureMode[] = [
  { name: 'a file that .dockerignore leaves out of the build', source: 'moby/patternmatcher', files: { ...guichet, '.dockerignore': 'src\n' }, pipeline: building(/lstat \/workspace\/src: no such file or directory/), why: /Dockerfile, ligne 5 : failed to get fileinfo/ },
  { name: 'a missing file, as BuildKit says it', source: '03 §6, moby/buildkit', files: buildkit(dockerfile('COPY src ./src', 'COPY dist ./src')), pipeline: building(/Dockerfile:5\n-+\n {3}3 \| {5}COPY package\.json[\s\S]+ {3}5 \| >>> COPY dist \.\/src\n[\s\S]+error: failed to solve: failed to compute cache key: failed to calculate checksum of ref \w+::\w+: "\/dist": not found/) },
  { name: 'an instruction that does not read', source: 'moby/buildkit, instructions/parse.go', files: dockerfile('WORKDIR /app', 'ENV NODE_ENV'), pipeline: building(/error building image: parsing dockerfile: dockerfile parse error on line 2: ENV must have two arguments/) },
  { name: 'a base of the project that was never pushed', source: 'Harbor; kaniko', files: dockerfile('FROM docker.io/library/node:22.14.0', 'FROM harbor.apps.dso.numerique-interieur.com/guichet/base:1'), pipeline: building(/GET https:\/\/harbor\.apps\.dso\.numerique-interieur\.com\/v2\/guichet\/base\/manifests\/1: NOT_FOUND: artifact guichet\/base:1 not found/) },
  { name: 'a base of another project', source: 'Harbor; kaniko', files: dockerfile('FROM docker.io/library/node:22.14.0', 'FROM harbor.apps.dso.numerique-interieur.com/autre/base:1'), pipeline: building(/UNAUTHORIZED: unauthorized to access repository: autre\/base, action: pull/) },
  { name: 'a stage that holds nothing of what is copied from it', source: 'kaniko', files: dockerfile(/FROM docker\.io[\s\S]*?\n\n/, 'FROM scratch AS construction\nCOPY src /app/src\n\n'), pipeline: building(/lstat \/kaniko\/0\/app\/dist: no such file or directory/) },
  { name: 'an argument declared before FROM is nobody’s after it', source: 'Dockerfile reference, ARG', cluster: 'pax', files: dockerfile('USER 1001', 'USER ${UTILISATEUR}', dockerfile('FROM docker.io', 'ARG UTILISATEUR=1001\nFROM docker.io', dockerfile('FROM gcr.io/distroless/nodejs22-debian12:nonroot', 'FROM docker.io/library/node:22.14.0', but('deploiement/deployment.yaml', '          ports:', '          securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } }\n          ports:')))), status: 'CreateContainerConfigError', event: /Error: container has runAsNonRoot and image will run as root/ },
];
