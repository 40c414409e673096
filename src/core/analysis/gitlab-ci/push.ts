import { programOf } from '../shell';
import { expand, ancestorsOf, commandsOfJob, variableOf } from './job';
import type { Job, Pipeline } from './pipeline';
import type { Path } from '../yaml/nodes';

/** An image a job sends to a registry: its reference once known variables are replaced (undefined when it cannot be told), and where the job says so. */
export interface Push {
  readonly image: string | undefined;
  readonly path: Path;
}

/** The jobs of the platform's catalogue that send an image or a chart to Harbor. */
export const pushingTemplates: readonly string[] = ['.kaniko:simple-build-push', '.kaniko:build-push', '.buildkit:build-push', '.helm:build-push'];

/** What a job sends: by a job of the catalogue, or by the tools that build images. */
export function pushesOf(pipeline: Pipeline, job: Job): Push[] {
  const from = ancestorsOf(pipeline, job.name);
  const pushes: Push[] = [];
  const named = (name: string): string | undefined => {
    const value = variableOf(pipeline, job, name);
    return value === undefined ? undefined : expand(pipeline, job, value);
  };
  const tagged = (path: string) => {
    const tag = named('TAG');
    pushes.push({ image: tag === undefined ? undefined : `image:${tag}`, path: ['variables', path] });
  };
  const listed = (variable: string) => {
    for (const image of (named(variable) ?? '').split(/[\s,]+/).filter(Boolean)) pushes.push({ image, path: ['variables', variable] });
  };
  if (from.has('.kaniko:simple-build-push') || from.has('.buildkit:build-push')) tagged('TAG');
  if (from.has('.kaniko:build-push')) listed('IMAGE_NAMES');
  if (from.has('.buildkit:build-push')) listed('OUTPUT_IMAGES');
  for (const command of commandsOfJob(job)) {
    for (const image of pushedBy(command)) pushes.push({ image: expand(pipeline, job, image), path: ['script'] });
  }
  return pushes;
}

/** The references a command sends. `docker build --push -t a`, `kaniko --destination a`, `skopeo copy … docker://a`. */
function pushedBy(command: readonly string[]): string[] {
  const [, verb = '', second = ''] = command;
  switch (programOf(command)) {
    case 'docker': case 'podman': case 'nerdctl':
      if (verb === 'push' || (verb === 'image' && second === 'push')) return command.slice(verb === 'push' ? 2 : 3).filter(isReference).slice(0, 1);
      if (!command.includes('--push') && !command.some(word => /type=(image|registry).*push=true|type=registry/.test(word))) return [];
      return optionsOf(command, ['-t', '--tag']);
    case 'buildah': return verb === 'push' ? command.slice(2).filter(isReference).slice(-1).map(withoutTransport) : [];
    case 'executor': return optionsOf(command, ['--destination', '-d']);
    case 'skopeo': return verb === 'copy' ? command.slice(2).filter(isReference).slice(-1).map(withoutTransport) : [];
    case 'crane': return verb === 'push' || verb === 'copy' || verb === 'cp' ? command.filter(isReference).slice(-1) : verb === 'tag' ? [`image:${command[3] ?? ''}`] : [];
    case 'buildctl': return optionsOf(command, ['--output']).flatMap(output => (/push=true/.test(output) ? (/(?:^|,)"?name=([^,"]+)/.exec(output)?.[1] ?? []) : []));
    default: return [];
  }
}

function isReference(word: string): boolean {
  return !word.startsWith('-');
}

function withoutTransport(word: string): string {
  return word.replace(/^(docker|oci):\/\//, '');
}

function optionsOf(command: readonly string[], names: readonly string[]): string[] {
  return command.flatMap((word, index) => {
    if (names.includes(word)) return command[index + 1] ?? [];
    const [name = '', ...value] = word.split('=');
    return names.includes(name) && value.length > 0 ? [value.join('=')] : [];
  });
}
