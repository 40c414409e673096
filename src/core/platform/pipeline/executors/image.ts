import { supposedBehaviour } from '../../registry/behaviour';
import { inRepository } from '../expand';
import { expandText } from '../variables';
import type { Image } from '../../registry/image';
import { tagged } from '../../registry/registry';
import { scanOf } from '../../registry/scan';
import { build } from './dockerfile';
import { pushFault } from './push';
import { isOpen } from './workspace';
import { phrase, type Said } from '../../view/words/said';
import { simulated, type PushedImage, type Work, type Workplace } from './executor';

/** The catalogue's jobs that build an image. */
export const imageTemplates = ['.kaniko:simple-build-push', '.kaniko:build-push', '.buildkit:build-push'] as const;

/** Builds an image with kaniko or BuildKit and pushes it (sheet 03 §6). Fails at the line of the Dockerfile that cannot be built, or at the push. */
export function buildImage(place: Workplace): Work {
  const { job, tree, variables, artifacts } = place;
  const value = (name: string) => expandText(variables[name] ?? '', variables);
  const buildkit = job.templates.includes('.buildkit:build-push');
  const many = job.templates.includes('.kaniko:build-push');
  const context = inRepository(value(buildkit ? 'DOCKERFILE_DIR' : 'WORKING_DIR'));
  const name = value(buildkit ? 'DOCKERFILE_NAME' : 'DOCKERFILE') || 'Dockerfile';
  const file = many ? inRepository(name) : inRepository(context, name);
  const targets = destinations(place, many, value);
  const head = [simulated(phrase('imageFollowed')), ...(value('DOCKER_AUTH') ? ['$ mkdir -p /kaniko/.docker', '$ echo "$DOCKER_AUTH" > /kaniko/.docker/config.json'] : []), `$ /kaniko/executor --context "$CI_PROJECT_DIR/${context}" --dockerfile "${file}" ${targets.map(target => `--destination "${target}"`).join(' ')}`.trimEnd()];
  const stop = (summary: Said, ...lines: string[]): Work => ({ lines: [...head, ...lines], duration: 20_000, failure: { code: 1, summary } });
  const refused = pushFault(place, targets, value('DOCKER_AUTH'));
  if (refused !== undefined) return stop(refused, `error checking push permissions -- make sure you entered the correct tag name, and that you are authenticated correctly, and try again: ${refused}`);
  const text = tree.texts[file];
  if (text === undefined) return stop(phrase('noDockerfile', file), 'Error: error resolving dockerfile path: please provide a valid path to a Dockerfile within the build context with --dockerfile');
  const files = { ...tree.files, ...Object.fromEntries(artifacts.filter(path => !isOpen(path)).map(path => [path, `artifact:${path}`])) };
  const ignored = tree.texts[`${file}.dockerignore`] ?? tree.texts[inRepository(context, '.dockerignore')];
  const built = build(text, { folder: context, files, open: artifacts.filter(isOpen), ignored, args: argumentsIn(value('EXTRA_BUILD_ARGS')), buildkit, own: reference => ownImage(place, reference) });
  if (!built.ok) {
    const summary = phrase('dockerfile', file, built.line, built.error);
    const work = stop(summary, ...built.log, ...(buildkit ? solveFailure(file, text, built.line, built.error) : [`error building image: ${built.error.startsWith('dockerfile parse') ? 'parsing dockerfile' : 'error building stage'}: ${built.error}`]));
    return { ...work, failure: { code: 1, summary, at: { file, line: built.line }, ...(built.retired === undefined ? {} : { retired: built.retired }) } };
  }
  const behaviour = place.behaviourOf(place.pipeline.repository, context) ?? supposedBehaviour(Object.entries(tree.texts).filter(([path]) => /(^|\/)(pom\.xml|build\.gradle(\.kts)?)$/.test(path) && (context === '' || path.startsWith(`${context}/`) || !path.includes('/'))).map(([, source]) => source));
  const scan = scanOf(place.analyse([{ file, text }]), built.base);
  const images = targets.map((target): PushedImage => {
    const [, repository = '', tag = 'latest'] = /^[^/]+\/(.+?)(?::([^/:]+))?$/.exec(target) ?? [];
    return { repository, tag, image: { digest: built.digest, config: built.config, layers: built.layers, behaviour, scan, ...(built.content ? { content: built.content } : {}) } };
  });
  return { lines: [...head, ...built.log, ...targets.flatMap(target => [`INFO[0041] Pushing image to ${target}`, `INFO[0043] Pushed ${target.replace(/:[^/:]*$/, '')}@${built.digest}`])], duration: 45_000, images };
}

function destinations({ registryHost, variables }: Workplace, many: boolean, value: (name: string) => string): string[] {
  if (!many) return [`${value('REGISTRY_URL')}/${value('IMAGE_NAME')}${value('TAG') ? `:${value('TAG')}` : ''}`];
  const repository = value('IMAGE_REPOSITORY') || registryHost;
  const names = value('IMAGE_NAMES').split(/\s+/).filter(Boolean);
  const listed = names.length > 0 ? names : ['CI_COMMIT_REF_SLUG', 'CI_COMMIT_SHORT_SHA'].map(tag => `${variables['CI_PROJECT_NAME'] ?? 'image'}:${variables[tag] ?? ''}`).concat(`${variables['CI_PROJECT_NAME'] ?? 'image'}:latest`);
  return listed.map(image => `${repository}/${image.replaceAll('/', '-')}`);
}

/** `--build-arg NAME=value`, as many times as written. */
function argumentsIn(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/--build-arg[= ](["']?)([A-Za-z_]\w*)=([^"'\s]*)\1/g)].map(([, , name = '', value = '']) => [name, value]));
}

/** An image of the platform's registry that a Dockerfile starts from: only those of the project are given. */
function ownImage({ registry, registryHost, pipeline }: Workplace, reference: string): Image | string | undefined {
  if (!reference.startsWith(`${registryHost}/`)) return undefined;
  const [, repository = '', tag = 'latest'] = /^[^/]+\/(.+?)(?::([^/:@]+))?$/.exec(reference) ?? [];
  if (!repository.startsWith(`${pipeline.project}/`)) return `GET https://${registryHost}/v2/${repository}/manifests/${tag}: UNAUTHORIZED: unauthorized to access repository: ${repository}, action: pull: unauthorized to access repository: ${repository}, action: pull`;
  const found = tagged(registry, repository, tag);
  const image = found && registry.images[found.digest];
  return image ?? `GET https://${registryHost}/v2/${repository}/manifests/${tag}: NOT_FOUND: artifact ${repository}:${tag} not found`;
}

/** How BuildKit shows the line it stops at. */
function solveFailure(file: string, text: string, line: number, error: string): string[] {
  const lines = text.split(/\r?\n/);
  const from = Math.max(0, line - 3);
  return ['------', `${file}:${line}`, '--------------------', ...lines.slice(from, line + 2).map((each, index) => `${String(from + index + 1).padStart(4)} | ${from + index + 1 === line ? '>>>' : '   '} ${each}`), '--------------------', `error: failed to solve: ${error}`];
}
