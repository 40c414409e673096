import type { Instruction } from 'dockerfile-ast';
import { jsonWords } from '../../../analysis/dockerfile/shell';
import { isRootlessBase } from '../../../analysis/dockerfile/user';
import { joined } from '../../shell/files';
import { matchesPattern } from '../../shell/pattern';
import type { Content } from '../../registry/content';
import type { ImageConfig, Layer } from '../../registry/image';
import { pairsOf, substituted, type Values } from './substitute';

/** A stage as it is being built. */
export interface Built {
  readonly config: ImageConfig;
  readonly layers: readonly Layer[];
  /** What `ARG` has given, for this stage alone. */
  readonly args: Values;
  /** The files that it is known to hold, from its root. */
  readonly files: ReadonlySet<string>;
  /** It holds files that nobody knows: those of its base, or what a `RUN` made. */
  readonly open: boolean;
  /** The programs it is known to hold or to lack, as long as no `RUN` may have changed that. */
  readonly content?: Content | undefined;
  /** `CMD` was written since its base: `ENTRYPOINT` takes away one that was not. */
  readonly commanded: boolean;
}

/** An image to start from: its configuration, and whether its files are known. */
export function begun(config: ImageConfig, image: string, layers: readonly Layer[], content?: Content): Built {
  return { config: { ...config, exposed: false, user: config.user || (isRootlessBase(image) ? '65532' : '') }, layers, args: {}, files: new Set(), open: image !== 'scratch', content, commanded: false };
}

/** The values that names have in a stage: `ENV` wins over `ARG`. */
export function valuesOf({ args, config }: Built): Values {
  return { ...args, ...config.env };
}

/** The arguments of an instruction, its lines joined and its flags left out. */
export function argumentsOf(instruction: Instruction): string {
  return (instruction.getArgumentsContent() ?? '').replace(/\\\r?\n\s*/g, ' ').replace(/\s+/g, ' ').trim();
}

/** The words of an instruction in its form of an exec, else what a shell is given. */
function commandOf(instruction: Instruction, shell: readonly string[]): readonly string[] {
  return jsonWords(instruction) ?? [...shell, argumentsOf(instruction)];
}

/** A stage after one instruction that only says how its image runs; the same after any other. `given`: what the build gives to `ARG`. */
export function configured(built: Built, instruction: Instruction, given: Values, globals: Values): Built {
  const { config } = built;
  const values = valuesOf(built);
  const text = argumentsOf(instruction);
  const told = (more: Partial<ImageConfig>): Built => ({ ...built, config: { ...config, ...more } });
  const pairs = () => Object.fromEntries(pairsOf(text).map(([name, raw]) => [substituted(name, values, true), substituted(raw, values, true)]));
  switch (instruction.getKeyword()) {
    case 'ARG': return { ...built, args: { ...built.args, ...declared(text, values, given, globals) } };
    case 'ENV': return told({ env: { ...config.env, ...pairs() } });
    case 'LABEL': return told({ labels: { ...config.labels, ...pairs() } });
    case 'USER': return told({ user: substituted(text, values, true) });
    case 'WORKDIR': return told({ workingDir: `/${joined(config.workingDir, substituted(text, values, true))}` });
    case 'EXPOSE': return told({ ports: exposed(config, substituted(text, values, true)), exposed: true });
    case 'VOLUME': return told({ volumes: [...new Set([...(config.volumes ?? []), ...(jsonWords(instruction) ?? text.split(' ')).map(word => substituted(word, values, true))])] });
    case 'STOPSIGNAL': return told({ stopSignal: substituted(text, values, true) });
    case 'SHELL': return told({ shell: [...(jsonWords(instruction) ?? [])] });
    case 'HEALTHCHECK': return told({ healthcheck: /^NONE$/i.test(text) ? ['NONE'] : jsonWords(instruction) ? ['CMD', ...(jsonWords(instruction) ?? [])] : ['CMD-SHELL', text.replace(/^(--\S+\s+)*CMD\s+/i, '')] });
    case 'CMD': return { ...told({ command: commandOf(instruction, shellOf(config)) }), commanded: true };
    // A command that the base left is its entry point's own.
    case 'ENTRYPOINT': return told({ entrypoint: commandOf(instruction, shellOf(config)), ...(built.commanded ? {} : { command: [] }) });
    case 'ONBUILD': return told({ onBuild: [...(config.onBuild ?? []), text] });
    default: return built;
  }
}

const shellOf = ({ shell }: ImageConfig) => shell ?? ['/bin/sh', '-c'];

/** `ARG NAME[=default]`: what the build gives wins, then the default, then that of the same name before the first `FROM`. */
export function declared(text: string, values: Values, given: Values, globals: Values): Values {
  const names = text.split(' ').some(word => word.includes('=')) ? pairsOf(text) : text.split(' ').map(name => [name, undefined] as const);
  return Object.fromEntries(names.flatMap(([name, raw]): [string, string][] => {
    if (Object.hasOwn(given, name)) return [[name, given[name] ?? '']];
    if (raw !== undefined) return [[name, substituted(raw, values, true)]];
    return Object.hasOwn(globals, name) ? [[name, globals[name] ?? '']] : [];
  }));
}

/** Ports written one by one or as a range. Whoever writes some says where the application listens: those of its base no longer do. */
function exposed(config: ImageConfig, text: string): readonly number[] {
  const ports = text.split(' ').flatMap(word => {
    const [, from = '', to = from] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(?:tcp|udp|sctp))?$/i.exec(word) ?? [];
    return from === '' ? [] : Array.from({ length: Math.min(1_000, Math.max(0, Number(to) - Number(from) + 1)) }, (_, index) => Number(from) + index);
  }).filter(port => port > 0 && port < 65_536);
  return [...new Set([...(config.exposed ? config.ports : []), ...ports])];
}

/** Whether a stage may hold what `COPY --from` asks of it. */
export function holds({ files, open, config }: Built, source: string): boolean {
  const path = `/${joined('', source)}`;
  return open || config.workingDir === path || [...files].some(file => file === path || file.startsWith(path === '/' ? '/' : `${path}/`) || matchesPattern(path, file, true));
}
