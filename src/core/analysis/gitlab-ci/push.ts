import { programOf, statementsIn, withoutSudo } from '../shell';
import { expand, linesOfJob, takesFrom, variableOf, variantsOf } from './job';
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
  const from = (name: string) => takesFrom(pipeline, job.name, name);
  const pushes: Push[] = [];
  const variants = variantsOf(job);
  // In some of its runs, a matrix or a rule says otherwise.
  const valuesOf = (name: string): (readonly [value: string | undefined, path: Path])[] => {
    const value = variableOf(pipeline, job, name);
    return [[value === undefined ? undefined : expand(pipeline, job, value), ['variables', name]], ...variants.flatMap(([other, one, path]) => (other === name ? [[one, path] as const] : []))];
  };
  const tagged = (variable: string) => {
    for (const [tag, path] of valuesOf(variable)) pushes.push({ image: tag === undefined ? undefined : `image:${tag}`, path });
  };
  const listed = (variable: string) => {
    for (const [value, path] of valuesOf(variable)) for (const image of (value ?? '').split(/[\s,]+/).filter(Boolean)) pushes.push({ image, path });
  };
  if (from('.kaniko:simple-build-push') || from('.buildkit:build-push')) tagged('TAG');
  if (from('.kaniko:build-push')) listed('IMAGE_NAMES');
  if (from('.buildkit:build-push')) listed('OUTPUT_IMAGES');
  // What a script gives to a variable counts for what comes after it.
  const own = new Map<string, string>();
  const turns: (readonly [string, string])[] = [];
  for (const { text, path } of linesOfJob(job)) for (const { assigned, words } of statementsIn(text)) {
    if (words[0] === 'for' && words[2] === 'in') turns.push(...words.slice(3).map(value => [words[1] ?? '', value] as const));
    for (const image of pushedBy(withoutSudo(words))) {
      const used = new Set([...image.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name));
      const others = [...variants, ...turns].filter(([name]) => !own.has(name) && used.has(name));
      const runs = [expand(pipeline, job, image, own), ...others.map(([name, value]) => expand(pipeline, job, image, new Map([...own, [name, value]])))];
      for (const run of new Set(runs)) pushes.push({ image: run, path });
    }
    const exported = words[0] === 'export' || words[0] === 'readonly' ? words.slice(1).flatMap(word => (word.includes('=') ? [[word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] as const] : [])) : [];
    if (words.length === 0 || exported.length > 0) for (const [name, value] of [...assigned, ...exported]) own.set(name, expand(pipeline, job, value, own));
  }
  return pushes;
}

/** The references a command sends. `docker build --push -t a`, `kaniko --destination a`, `skopeo copy … docker://a`. */
function pushedBy(command: readonly string[]): string[] {
  const [, verb = '', second = ''] = command;
  switch (programOf(command)) {
    case 'docker': case 'podman': case 'nerdctl':
      if (verb === 'push' || (verb === 'image' && second === 'push')) {
        // `--all-tags` sends what was tagged before, which is not known here; podman may name where to, after what.
        const references = command.includes('--all-tags') || command.includes('-a') ? [] : command.slice(verb === 'push' ? 2 : 3).filter(isReference);
        return programOf(command) === 'podman' ? references.slice(-1).map(withoutTransport) : references.slice(0, 1);
      }
      if (!command.includes('--push') && !command.some(word => /type=(image|registry).*push=true|type=registry/.test(word))) return [];
      return optionsOf(command, ['-t', '--tag']);
    case 'buildah': return verb === 'push' ? command.slice(2).filter(isReference).slice(-1).map(withoutTransport) : [];
    case 'executor': return command.some(word => /^--no-push(=true)?$/.test(word)) ? [] : optionsOf(command, ['--destination', '-d']);
    case 'skopeo': return verb === 'copy' ? command.slice(2).filter(isReference).slice(-1).map(withoutTransport) : [];
    case 'crane': return verb === 'push' || verb === 'copy' || verb === 'cp' ? command.filter(isReference).slice(-1) : verb === 'tag' ? [`image:${command[3] ?? ''}`] : [];
    case 'buildctl': return optionsOf(command, ['--output']).flatMap(output => (/push=true/.test(output) ? (/(?:^|,)"?name=([^,"]+)/.exec(output)?.[1] ?? []) : []));
    case 'regctl': return verb === 'image' && /^(copy|cp)$/.test(second) ? command.filter(isReference).slice(-1) : [];
    case 'oras': return verb === 'push' ? command.slice(2).filter(isReference).slice(0, 1) : /^(copy|cp)$/.test(verb) ? command.filter(isReference).slice(-1) : [];
    case 'mvn': case 'mvnw': return command.some(word => /jib:build$/.test(word)) ? optionsOf(command, ['-Dimage', '-Djib.to.image']) : [];
    case 'gradle': case 'gradlew': return command.some(word => /(^|:)jib$/.test(word)) ? optionsOf(command, ['--image', '-Djib.to.image']) : [];
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
