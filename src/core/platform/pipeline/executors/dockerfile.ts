import type { Copy, Instruction } from 'dockerfile-ast';
import { parseDockerfile, resolve, type DockerfileSource, type Stage } from '../../../analysis/dockerfile/parse';
import { jsonWords } from '../../../analysis/dockerfile/shell';
import { isRootlessBase, runUser } from '../../../analysis/dockerfile/user';
import { sha256Hex } from '../../chance';
import type { ImageConfig, Layer } from '../../registry/image';
import { publicImage } from '../../registry/public-images';
import { fullReference } from '../../registry/image';
import { inRepository } from '../expand';
import { contextFiles, matching, mayMatch } from './context';

/** A Dockerfile built against the files of a commit: the image it makes, or where it stops. */
export type Build =
  | { readonly ok: true; readonly config: ImageConfig; readonly layers: readonly Layer[]; readonly digest: string; readonly base?: string; readonly log: readonly string[] }
  | { readonly ok: false; readonly log: readonly string[]; readonly error: string; readonly line: number };

const instructions = new Set(['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR']);

/** Follows every stage as a builder would, as far as files alone can tell: what `RUN` really does is not known. `files` are those of the context, by path, with their content's id. */
export function build(text: string, context: string, files: Readonly<Record<string, string>>, open: readonly string[] = []): Build {
  const dockerfile = parseDockerfile({ file: 'Dockerfile', text });
  if ('reason' in dockerfile) return { ok: false, log: [], error: 'dockerfile parse error: no build stage in current context', line: 1 };
  const log: string[] = [];
  const fail = (line: number, error: string): Build => ({ ok: false, log, error, line });
  const unknown = dockerfile.ast.getInstructions().find(one => !instructions.has(one.getKeyword()));
  if (unknown) return fail(lineOf(unknown), `dockerfile parse error on line ${lineOf(unknown)}: unknown instruction: ${unknown.getInstruction()}`);
  if (dockerfile.stages.length === 0) return fail(1, 'dockerfile parse error: file with no instructions');
  const available = contextFiles(context, files);
  const contents: string[] = [text];
  for (const [index, stage] of dockerfile.stages.entries()) {
    const base = stage.image;
    if (base === undefined || base === '') return fail(stage.from.getRange().start.line + 1, 'base name (${…}) should not be blank');
    if (!stage.parent && base !== 'scratch') {
      const reference = fullReference(base);
      if (reference === undefined) return fail(stage.from.getRange().start.line + 1, `could not parse reference: ${base}`);
      if (publicImage(reference) === 'missing') return fail(stage.from.getRange().start.line + 1, `GET https://index.docker.io/v2/${reference.split('/').slice(1).join('/').replace(/:([^/]*)$/, '/manifests/$1')}: MANIFEST_UNKNOWN: manifest unknown; unknown tag=${reference.split(':').pop()}`);
      log.push(`INFO[0000] Retrieving image manifest ${base}`);
    }
    log.push(`INFO[0001] Building stage '${base}' [idx: '${index}', base-idx: '${index - 1}']`);
    for (const instruction of stage.instructions) {
      const fault = follow(dockerfile, instruction, available, contents, source => mayMatch(open, context, source));
      log.push(`INFO[${String(2 + log.length).padStart(4, '0')}] ${instruction.getKeyword()} ${oneLine(instruction)}`);
      if (fault !== undefined) return fail(lineOf(instruction), fault);
    }
  }
  const last = dockerfile.stages.at(-1) as Stage;
  const layers = layersOf(last);
  const base = chain(last)[0]?.image;
  return { ok: true, ...(base === undefined ? {} : { base }), config: configOf(dockerfile, last), layers, digest: `sha256:${sha256Hex(contents.join('\n'))}`, log };
}

const lineOf = (instruction: Instruction) => instruction.getRange().start.line + 1;
const oneLine = (instruction: Instruction) => (instruction.getArgumentsContent() ?? '').replace(/\\\r?\n\s*/g, ' ').replace(/\s+/g, ' ').trim();

/** Why an instruction cannot be followed, in the builder's words. */
function follow(dockerfile: DockerfileSource, instruction: Instruction, available: ReadonlyMap<string, string>, contents: string[], may: (source: string) => boolean): string | undefined {
  const keyword = instruction.getKeyword();
  if (keyword !== 'COPY' && keyword !== 'ADD') return undefined;
  const from = keyword === 'COPY' ? (instruction as Copy).getFromFlag()?.getValue() : undefined;
  if (from) return knownStage(dockerfile, instruction, from);
  const words = (jsonWords(instruction) ?? oneLine(instruction).split(' ')).filter(word => !word.startsWith('--'));
  for (const word of words.slice(0, -1)) {
    const source = resolve(dockerfile.ast, word, instruction.getRange().start.line) ?? word;
    if (/^https?:/.test(source) || source.startsWith('<<')) continue;
    const found = matching(available, inRepository(source));
    if (found.length === 0 && may(inRepository(source))) contents.push(`artifact ${source}`);
    else if (found.length === 0) return `failed to get fileinfo for /workspace/${inRepository(source)}: lstat /workspace/${inRepository(source)}: no such file or directory`;
    contents.push(...found.map(path => `${path} ${available.get(path) ?? ''}`));
  }
  return undefined;
}

function knownStage(dockerfile: DockerfileSource, instruction: Instruction, from: string): string | undefined {
  const line = instruction.getRange().start.line;
  const before = dockerfile.stages.filter(stage => stage.from.getRange().start.line < line);
  const known = before.slice(0, -1).some((stage, index) => stage.name === from.toLowerCase() || String(index) === from) || /[./:]/.test(from);
  return known ? undefined : `GET https://index.docker.io/v2/library/${from}/manifests/latest: UNAUTHORIZED: authentication required; [map[Action:pull Class: Name:library/${from} Type:repository]]`;
}

/** The stages a stage starts from, the first one first. */
function chain(stage: Stage): Stage[] {
  return stage.parent ? [...chain(stage.parent), stage] : [stage];
}

function layersOf(stage: Stage): Layer[] {
  const made = chain(stage).flatMap(({ instructions: list }) => list.filter(one => ['RUN', 'COPY', 'ADD'].includes(one.getKeyword())).map(one => ({ createdBy: `${one.getKeyword()} ${oneLine(one)}`, size: 120_000 + (parseInt(sha256Hex(oneLine(one)).slice(0, 5), 16) % 4_000_000) })));
  const base = chain(stage)[0]?.image;
  const reference = base === undefined ? undefined : fullReference(base);
  const image = reference === undefined || base === 'scratch' ? undefined : publicImage(reference);
  return [...(image && image !== 'missing' ? image.layers : []), ...made];
}

function configOf(dockerfile: DockerfileSource, stage: Stage): ImageConfig {
  const all = chain(stage).flatMap(({ instructions: list }) => list);
  const last = (keyword: string) => all.findLast(one => one.getKeyword() === keyword);
  const value = (text: string, at: Instruction) => resolve(dockerfile.ast, text, at.getRange().start.line) ?? text;
  const ports = all.filter(one => one.getKeyword() === 'EXPOSE').flatMap(one => oneLine(one).split(' ').map(word => Number(value(word, one).split('/')[0]))).filter(port => port > 0 && port < 65_536);
  const user = runUser(dockerfile, stage);
  const reference = chain(stage)[0]?.image;
  const full = reference === undefined ? undefined : fullReference(reference);
  const base = full === undefined ? undefined : publicImage(full);
  const inherited = base && base !== 'missing' ? base.config : undefined;
  const words = (instruction: Instruction | undefined) => (instruction ? [...(jsonWords(instruction) ?? ['/bin/sh', '-c', oneLine(instruction)])] : []);
  const entrypoint = last('ENTRYPOINT');
  return {
    user: user.from === 'instruction' ? (user.user ?? '') : isRootlessBase(user.image ?? '') ? '65532' : (inherited?.user ?? ''),
    ports: ports.length > 0 ? [...new Set(ports)] : (inherited?.ports ?? [8080]),
    env: { ...inherited?.env, ...pairs(all, 'ENV', value) },
    entrypoint: entrypoint ? words(entrypoint) : [...(inherited?.entrypoint ?? [])],
    command: last('CMD') ? words(last('CMD')) : entrypoint ? [] : [...(inherited?.command ?? [])],
    workingDir: (last('WORKDIR') && oneLine(last('WORKDIR') as Instruction)) ?? inherited?.workingDir ?? '/',
    labels: pairs(all, 'LABEL', value),
  };
}

/** `KEY=value` pairs of `ENV` and `LABEL`, quotes removed; the old form without an equals sign too. */
function pairs(all: readonly Instruction[], keyword: string, value: (text: string, at: Instruction) => string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const one of all.filter(instruction => instruction.getKeyword() === keyword)) {
    const text = oneLine(one);
    const matches = [...text.matchAll(/([\w.-]+)=("(?:\\.|[^"])*"|'[^']*'|\S*)/g)];
    if (matches.length === 0) {
      const [name = '', ...rest] = text.split(' ');
      if (name) found[name] = value(rest.join(' '), one);
    }
    for (const [, name = '', raw = ''] of matches) found[name] = value(raw.replace(/^(["'])(.*)\1$/, '$2'), one);
  }
  return found;
}
