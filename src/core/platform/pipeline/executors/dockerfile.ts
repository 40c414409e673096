import { DockerfileParser, type Copy, type From, type Instruction } from 'dockerfile-ast';
import { parseDockerfile, type DockerfileSource } from '../../../analysis/dockerfile/parse';
import { jsonWords } from '../../../analysis/dockerfile/shell';
import { sha256Hex } from '../../chance';
import { contentOfBase, type Content } from '../../registry/content';
import { fullReference, type Image, type ImageConfig, type Layer } from '../../registry/image';
import { publicImage, supposedPorts } from '../../registry/public-images';
import { joined } from '../../shell/files';
import { inRepository } from '../expand';
import { contextFiles, matching, mayMatch } from './context';
import { ignoring } from './dockerignore';
import { parseFault } from './faults';
import { argumentsOf, begun, configured, declared, holds, valuesOf, type Built } from './stage';
import { substituted, type Values } from './substitute';

/** A Dockerfile built against the files of a commit: the image it makes, or where it stops. */
export type Build =
  | { readonly ok: true; readonly config: ImageConfig; readonly layers: readonly Layer[]; readonly digest: string; readonly base?: string; readonly content?: Content; readonly log: readonly string[] }
  | { readonly ok: false; readonly log: readonly string[]; readonly error: string; readonly line: number; /** The base image that its publisher took away. */ readonly retired?: string };

/** What a build works on. */
export interface Context {
  /** Its folder, from the root of the repository. */
  readonly folder: string;
  /** The files of the repository, with the id of their content. */
  readonly files: Readonly<Record<string, string>>;
  /** What earlier jobs handed on without anybody knowing the files. */
  readonly open?: readonly string[];
  /** The text of its `.dockerignore`. */
  readonly ignored?: string | undefined;
  /** What the build gives to `ARG`. */
  readonly args?: Values;
  readonly buildkit?: boolean;
  /** An image of the platform's own registry, or what the registry answers; undefined when the reference is not to it. */
  own?(reference: string): Image | string | undefined;
}

class Stopped extends Error {
  constructor(readonly line: number, message: string, readonly retired?: string) {
    super(message);
  }
}

const lineOf = (instruction: Instruction) => instruction.getRange().start.line + 1;

/** Follows every stage as a builder would, as far as files alone can tell: what `RUN` really does is not known. */
export function build(text: string, context: Context): Build {
  const builder = new Builder(text, context);
  try {
    return builder.build();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { ok: false, log: builder.log, error: error.message, line: error.line, ...(error.retired === undefined ? {} : { retired: error.retired }) };
  }
}

class Builder {
  readonly log: string[] = [];
  private readonly contents: string[];
  private readonly available: ReadonlyMap<string, string>;
  private readonly stages: { name: string | undefined; base: string; built: Built }[] = [];
  private globals: Values = {};

  constructor(private readonly text: string, private readonly context: Context) {
    this.contents = [text];
    const ignored = ignoring(context.ignored);
    this.available = new Map([...contextFiles(context.folder, context.files)].filter(([path]) => !ignored(path)));
  }

  build(): Build {
    const dockerfile = parseDockerfile({ file: 'Dockerfile', text: this.text });
    if ('reason' in dockerfile) throw new Stopped(1, 'dockerfile parse error: file with no instructions');
    this.read(dockerfile);
    for (const [index, { from, instructions }] of dockerfile.stages.entries()) this.stage(from, instructions, index);
    const last = this.stages.at(-1);
    if (!last) throw new Stopped(1, 'dockerfile parse error: file with no instructions');
    const { config, layers, content } = last.built;
    const given = Object.entries(this.context.args ?? {}).map(([name, value]) => `${name}=${value}`);
    return { ok: true, base: last.base, ...(content ? { content } : {}), config, layers, digest: `sha256:${sha256Hex([...this.contents, ...given].join('\n'))}`, log: this.log };
  }

  /** The whole file is read before anything of it is built. */
  private read({ ast, stages }: DockerfileSource): void {
    for (const instruction of ast.getInstructions()) {
      const fault = parseFault(instruction);
      if (fault !== undefined) throw new Stopped(lineOf(instruction), `dockerfile parse error on line ${lineOf(instruction)}: ${fault}`);
      if (instruction.getKeyword() !== 'ARG' && instruction.getKeyword() !== 'FROM' && stages.length > 0 && instruction.getRange().start.line < (stages[0]?.from.getRange().start.line ?? 0)) throw new Stopped(lineOf(instruction), 'dockerfile parse error: no build stage in current context');
    }
    if (stages.length === 0) throw new Stopped(1, 'dockerfile parse error: no build stage in current context');
    for (const argument of ast.getInitialARGs()) this.globals = { ...this.globals, ...declared(argumentsOf(argument), this.globals, this.context.args ?? {}, {}) };
  }

  private stage(from: From, instructions: readonly Instruction[], index: number): void {
    const image = substituted(from.getImage() ?? '', this.globals, true);
    if (image === '') throw new Stopped(lineOf(from), `base name (${from.getImage() ?? ''}) should not be blank`);
    const parent = this.stages.find(({ name }) => name === image.toLowerCase());
    const start = parent?.built ?? this.base(from, image);
    this.log.push(this.context.buildkit ? `#${5 + index} [${from.getBuildStage() ?? `stage-${index}`} 1/${instructions.filter(one => /^(RUN|COPY|ADD|WORKDIR)$/.test(one.getKeyword())).length + 1}] FROM ${image}` : `INFO[0001] Building stage '${image}' [idx: '${index}', base-idx: '${parent ? this.stages.indexOf(parent) : -1}']`);
    const one: { name: string | undefined; base: string; built: Built } = { name: from.getBuildStage()?.toLowerCase(), base: parent?.base ?? image, built: { ...start, args: {}, commanded: false, config: { ...start.config, onBuild: [] } } };
    this.stages.push(one);
    // What its base kept for the builds to come is done first.
    for (const kept of start.config.onBuild ?? []) for (const instruction of DockerfileParser.parse(kept).getInstructions()) one.built = this.followed(one.built, instruction, lineOf(from));
    for (const instruction of instructions) one.built = this.followed(one.built, instruction, lineOf(instruction));
  }

  private base(from: From, image: string): Built {
    const empty: ImageConfig = { user: '', ports: supposedPorts, env: {}, entrypoint: [], command: [], workingDir: '/', labels: {} };
    if (image === 'scratch') return begun(empty, image, [], contentOfBase(image));
    const reference = fullReference(image);
    if (reference === undefined) throw new Stopped(lineOf(from), this.context.buildkit ? `failed to parse stage name "${image}": invalid reference format` : `could not parse reference: ${image}`);
    const own = this.context.own?.(reference);
    if (typeof own === 'string') throw new Stopped(lineOf(from), own);
    const found = own ?? publicImage(reference);
    if (found === 'missing') throw new Stopped(lineOf(from), this.missing(reference), reference);
    if (found === undefined) throw new Stopped(lineOf(from), unreachable(reference));
    this.log.push(this.context.buildkit ? `#4 [internal] load metadata for ${reference}` : `INFO[0000] Retrieving image manifest ${image}`);
    return begun(found.config, image, found.layers, found.content);
  }

  private missing(reference: string): string {
    const [host = '', ...path] = reference.split('/');
    if (this.context.buildkit) return `${reference}: not found`;
    return `GET https://${host === 'docker.io' ? 'index.docker.io' : host}/v2/${path.join('/').replace(/:([^/]*)$/, '/manifests/$1')}: MANIFEST_UNKNOWN: manifest unknown; unknown tag=${reference.split(':').pop() ?? ''}`;
  }

  private followed(built: Built, instruction: Instruction, line: number): Built {
    const keyword = instruction.getKeyword();
    const text = argumentsOf(instruction);
    if (this.log.length < 500) this.log.push(this.context.buildkit ? `#${6 + this.log.length} ${keyword} ${text}` : `INFO[${String(2 + this.log.length).padStart(4, '0')}] ${keyword} ${text}`);
    // What a `RUN` makes is not known, nor the programs that are there once it is over.
    if (keyword === 'RUN') return { ...layered(built, instruction), open: true, content: undefined };
    if (keyword === 'COPY' || keyword === 'ADD') return layered(this.copied(built, instruction, line), instruction);
    return configured(built, instruction, this.context.args ?? {}, this.globals);
  }

  private copied(built: Built, instruction: Instruction, line: number): Built {
    const values = valuesOf(built);
    // The parser's own `getFromFlag` sees no flag that is beside another.
    const from = instruction.getKeyword() === 'COPY' ? (instruction as Copy).getFlags().find(flag => flag.getName() === 'from')?.getValue() : undefined;
    const words = (jsonWords(instruction) ?? argumentsOf(instruction).split(' ').filter(word => !/^--[\w-]+(=|$)/.test(word))).map(word => substituted(word, values, true));
    const target = words.at(-1) ?? '';
    const sources = words.slice(0, -1).filter(word => !/^(https?|git|ssh):/.test(word) && !word.startsWith('<<'));
    if (words.length > 2 && sources.length === words.length - 1 && !target.endsWith('/') && target !== '.' && target !== './') throw new Stopped(line, `When using ${instruction.getKeyword()} with more than one source file, the destination must be a directory and end with a /`);
    if (from) return this.fromStage(built, substituted(from, this.globals, true), sources, target, line);
    const made = sources.flatMap(source => this.fromContext(source, target, built.config.workingDir, line));
    const fetched = words.length - 1 > sources.length || instruction.getKeyword() === 'ADD';
    return { ...built, content: brought(built, fetched ? [...made, `/${joined(built.config.workingDir, target)}/`] : made), files: new Set([...built.files, ...made]), open: built.open || words.length - 1 > sources.length || made.some(name => name.endsWith('/')) };
  }

  /** The files that a source of `COPY` brings, where they go. */
  private fromContext(source: string, target: string, workingDir: string, line: number): string[] {
    const path = inRepository(source);
    const found = matching(this.available, path);
    if (found.length === 0 && !mayMatch(this.context.open ?? [], this.context.folder, path)) throw new Stopped(line, this.context.buildkit ? `failed to compute cache key: failed to calculate checksum of ref ${sha256Hex(this.text).slice(0, 25)}::${sha256Hex(path).slice(0, 25)}: "/${path}": not found` : `failed to get fileinfo for /workspace/${path}: lstat /workspace/${path}: no such file or directory`);
    this.contents.push(...(found.length === 0 ? [`artifact ${path}`] : found.map(name => `${name} ${this.available.get(name) ?? ''}`)));
    const into = `/${joined(workingDir, target)}`;
    if (found.length === 0) return [`${into}/`];
    if (found.length === 1 && found[0] === path) return [/\/$|^\.$/.test(target) ? `${into}/${path.split('/').pop() ?? ''}` : into].map(name => name.replace(/\/+/g, '/'));
    return found.map(name => `${into}/${/[*?[]/.test(path) ? (name.split('/').pop() ?? '') : name.slice(path === '' ? 0 : path.length + 1)}`.replace(/\/+/g, '/'));
  }

  private fromStage(built: Built, from: string, sources: readonly string[], target: string, line: number): Built {
    const stage = this.stages.slice(0, -1).find(({ name }, index) => name === from.toLowerCase() || String(index) === from);
    if (!stage) {
      const reference = fullReference(from);
      if (/[./:]/.test(from) && reference !== undefined) return { ...built, open: true, content: brought(built, landing(built, sources, target)) };
      throw new Stopped(line, this.context.buildkit ? `failed to resolve source metadata for docker.io/library/${from}:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed` : `GET https://index.docker.io/v2/library/${from}/manifests/latest: UNAUTHORIZED: authentication required; [map[Action:pull Class: Name:library/${from} Type:repository]]`);
    }
    const absent = sources.find(source => !holds(stage.built, source));
    if (absent !== undefined) throw new Stopped(line, this.context.buildkit ? `failed to compute cache key: failed to calculate checksum of ref ${sha256Hex(from).slice(0, 25)}::${sha256Hex(absent).slice(0, 25)}: "/${joined('', absent)}": not found` : `failed to get fileinfo for /kaniko/${this.stages.indexOf(stage)}/${joined('', absent)}: lstat /kaniko/${this.stages.indexOf(stage)}/${joined('', absent)}: no such file or directory`);
    return { ...built, content: brought(built, landing(built, sources, target)), files: new Set([...built.files, `/${joined(built.config.workingDir, target)}`]), open: built.open || stage.built.open };
  }
}

/** What an image holds once paths were copied into it. */
function brought({ content }: Built, paths: readonly string[]): Content | undefined {
  return content && { ...content, brought: [...content.brought, ...paths.map(path => path.replace(/\/+/g, '/'))] };
}

/** Where what is copied from another stage may be: a file or a folder, at its target or in it. */
function landing({ config }: Built, sources: readonly string[], target: string): string[] {
  const into = `/${joined(config.workingDir, target)}`;
  return [into, ...sources.flatMap(source => (/\/$|\*|^\.$/.test(source) || source === '/' ? [`${into}/`] : [`${into}/${source.split('/').pop() ?? ''}`, ...(target.endsWith('/') || target === '.' || /\.\w+$/.test(source) ? [] : [`${into}/`])]))];
}

function unreachable(reference: string): string {
  const [host = ''] = reference.split('/');
  return `Get "https://${host}/v2/": dial tcp: lookup ${host} on 172.30.0.10:53: no such host`;
}

function layered(built: Built, instruction: Instruction): Built {
  const text = argumentsOf(instruction);
  return { ...built, layers: [...built.layers, { createdBy: `${instruction.getKeyword()} ${text}`, size: 120_000 + (parseInt(sha256Hex(text).slice(0, 5), 16) % 4_000_000) }] };
}
