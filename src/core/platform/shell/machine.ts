import { builtins } from './builtins';
import { Control } from './control';
import { fileCommands } from './file-commands';
import type { Files } from './files';
import { filters } from './filters';
import { readScript, type Command, type ParsedScript, type Statement } from './grammar';
import { phrase, said, type Said } from '../view/words/said';
import { called, type Called } from './scripts';
import type { Ended, Setting, Written } from './setting';
import { Leave, type Streams } from './shell';
import { isKnown, shown, unknownText, type Status } from './value';
import { expanded, textOf } from './words';

/** More than this is not collected of a job's log (GitLab Runner, `output_limit`: 4 MiB). */
const mostWritten = 256 * 1024;
/** A text longer than this is no longer followed. */
const longestText = 64 * 1024;

/** A shell that follows scripts: its own commands and the simplest programs are done on the files it is given, others are asked of `programs`. Bounded in steps, depth and size; nothing of it runs. */
export class Machine extends Control {
  readonly files: Files;
  readonly variables: Map<string, string>;
  readonly arrays = new Map<string, readonly string[]>();
  readonly lines: Written[] = [];
  folder: string;
  time = 0;
  private readonly noted = new Set<string>();
  private partial = '';
  private size = 0;
  private summary: Said | undefined;
  private substituted: Status = 0;
  private frames: Map<string, string | undefined>[] = [];
  /** What the script that is being prepared prints of itself. */
  readonly headings: string[] = [];

  constructor(private readonly setting: Setting) {
    super();
    this.files = setting.files;
    this.variables = new Map(setting.variables);
    this.folder = setting.folder ?? '';
    for (const option of setting.options ?? []) this.options.add(option);
  }

  /** Follows a script to its end, however it ends. */
  follows(text: string): Ended {
    const streams: Streams = { input: { text: '' }, captured: false, out: more => this.write(more), err: more => this.write(more) };
    try {
      const status = this.evaluate(text, streams);
      return { how: 'exit', code: status ?? 0, ...(this.summary === undefined ? {} : { summary: this.summary }) };
    } catch (error) {
      if (!(error instanceof Leave)) throw error;
      if (error.how === 'timeout' || error.how === 'asks') return { how: error.how, code: error.code };
      return { how: 'exit', code: error.how === 'exit' ? error.code : 0, ...(this.summary === undefined ? {} : { summary: this.summary }) };
    } finally {
      if (this.partial !== '') this.write('\n');
    }
  }

  value(name: string): string {
    switch (name) {
      case '?': return this.status === undefined ? unknownText('$?') : String(this.status);
      case '#': return String(this.parameters.length);
      case '@': case '*': return this.parameters.join(' ');
      case '0': return '/usr/bin/bash';
      case 'PWD': return this.folder.startsWith('/') ? this.folder : [this.setting.variables.get('CI_PROJECT_DIR') ?? '', this.folder].filter(Boolean).join('/');
      case '$': case '!': case 'RANDOM': case 'SECONDS': case 'LINENO': case 'PPID': case 'BASHPID': return unknownText(`$${name}`);
      default:
    }
    if (/^[1-9]\d*$/.test(name)) return this.parameters[Number(name) - 1] ?? '';
    const known = this.arrays.get(name)?.[0] ?? this.variables.get(name);
    if (known !== undefined) return known;
    const outside = this.setting.outside?.(name) ?? '';
    if (outside === '' && this.options.has('nounset') && /^\w+$/.test(name)) this.fail(`${name}: unbound variable`);
    return outside;
  }

  assign(name: string, value: string): void {
    const text = value.length > longestText ? unknownText(name) : value;
    if (this.variables.get(name) !== text || this.arrays.has(name)) this.changes++;
    this.arrays.delete(name);
    this.variables.set(name, text);
  }

  substitute(script: ParsedScript | undefined): string {
    let text = '';
    const streams: Streams = { input: { text: '' }, captured: true, out: more => void (text += more), err: more => this.write(more) };
    this.substituted = script ? this.deeper(() => this.within(script.source, () => this.apart(() => this.list(script, streams)))) : undefined;
    return text.length > longestText ? unknownText('texte trop long') : text.replace(/\n+$/, '');
  }

  evaluate(text: string, streams: Streams): Status {
    if (!isKnown(text)) {
      this.note(phrase('scriptUnknown', shown(text).slice(0, 60)));
      return undefined;
    }
    const script = readScript(text);
    if (!script) this.failing(phrase('scriptTooLong'), 1);
    const [error] = script.errors ?? [];
    // A shell reads and runs one command at a time: those before the fault are run.
    const before = error ? text.lastIndexOf('\n', error.pos - 1) : Infinity;
    const commands = script.commands.filter((one: Statement) => one.end <= before);
    const status = this.deeper(() => this.within(text, () => this.list({ commands }, streams)));
    if (!error) return status;
    const at = text.slice(error.pos).trim();
    this.fail(at === '' || /end of|unterminated|unclosed|missing/i.test(error.message) ? 'syntax error: unexpected end of file' : `syntax error near unexpected token \`${at.split(/\s/)[0] ?? ''}'`, 2);
  }

  run(words: readonly string[], streams: Streams): Status {
    const [name = ''] = words;
    this.reputed = undefined;
    if (name === '') return 0;
    const body = this.functions.get(name);
    if (body) return this.call(body as Parameters<Machine['follow']>[0], words.slice(1), streams);
    if (name === 'local') return this.localise(words, streams);
    if (name === 'command' && !/^-/.test(words[1] ?? '')) return this.run(words.slice(1), streams);
    const own = Object.hasOwn(builtins, name) ? builtins[name] : Object.hasOwn(filters, name) ? filters[name] : Object.hasOwn(fileCommands, name) ? fileCommands[name] : undefined;
    if (own) {
      this.changes += ['read', 'cd', 'shift', 'set', 'unset', 'eval', '.', 'source'].includes(name) || Object.hasOwn(fileCommands, name) ? 1 : 0;
      return own(words, this, streams);
    }
    const script = called(words, this, streams.input);
    if (script) return this.script(script, streams);
    return this.program(words, streams);
  }

  /** A script in a shell of its own, without the options of this one. */
  private script(script: Called, streams: Streams): Status {
    if ('missing' in script) {
      streams.err(`/usr/bin/bash: ${script.missing}: No such file or directory\n`);
      return 127;
    }
    this.changes++;
    return this.gently(() => this.apart(() => {
      this.options.clear();
      this.parameters = script.parameters;
      return this.strictly(() => this.evaluate(script.text, streams));
    }));
  }

  note(what: Said): void {
    const text = said('fr', what);
    if (this.noted.has(text)) return;
    this.noted.add(text);
    if (this.noted.size > 100) return;
    if (this.partial !== '') this.write('\n');
    this.lines.push({ after: this.time, text: what, note: true });
  }

  /** Writes to the log a line that a program wrote, or a sentence of ours beside them. */
  tell(line: Said): void {
    if (typeof line === 'string') return this.write(`${line}\n`);
    if (this.partial !== '') this.write('\n');
    this.lines.push({ after: this.time, text: line });
  }

  wait(milliseconds: number): void {
    this.time += milliseconds;
    if (milliseconds > 0) this.changes++;
    if (this.time < this.setting.limit) return;
    this.time = this.setting.limit;
    throw new Leave('timeout', 1);
  }

  fail(message: string, code = 1): never {
    return this.failing(`/usr/bin/bash: line 1: ${shown(message)}`, code);
  }

  private failing(line: Said, code: number): never {
    this.tell(line);
    this.summary = line;
    throw new Leave('exit', code);
  }

  /** Writes to the log. */
  write(text: string): void {
    const cut = this.size > mostWritten ? '' : text;
    this.size += text.length;
    if (cut !== '' && this.size > mostWritten) this.lines.push({ after: this.time, text: 'Job\'s log exceeded limit of 4194304 bytes.', note: true });
    const pieces = (this.partial + cut).split('\n');
    this.partial = pieces.pop() ?? '';
    for (const piece of pieces) this.lines.push({ after: this.time, text: shown(piece) });
  }

  protected command(node: Command, streams: Streams): Status {
    if (!this.step()) {
      this.note(phrase('scriptLeft'));
      throw new Leave('stopped', 0);
    }
    this.substituted = 0;
    const words = [node.name, ...node.args].flatMap(each => (each === undefined ? [] : each.type === 'Word' ? expanded(each, this) : [this.declared(each)]));
    const assigned = node.prefix.filter(each => each.type === 'Assignment');
    if (words.length === 0) {
      for (const one of assigned) this.give(one);
      return this.redirecting(node.redirects, streams, () => this.substituted);
    }
    const kept = assigned.map(one => [one.name, this.variables.get(one.name)] as const);
    for (const one of assigned) this.give(one);
    try {
      return this.redirecting(node.redirects, streams, inner => this.run(words, inner));
    } finally {
      for (const [name, before] of kept) if (before === undefined) this.variables.delete(name);
      else this.variables.set(name, before);
    }
  }

  private give(one: Extract<Command['prefix'][number], { type: 'Assignment' }>): void {
    const { name, value, append, index } = one;
    if (value.type === 'ArrayValue') {
      this.arrays.set(name, [...(append ? (this.arrays.get(name) ?? []) : []), ...value.elements.flatMap(word => expanded(word, this))]);
      this.changes++;
      return;
    }
    const text = textOf(value, this);
    const array = this.arrays.get(name);
    if (index !== undefined) {
      const list = [...(array ?? [])];
      list[Number(textOf(index, this)) || 0] = text;
      this.arrays.set(name, Array.from({ length: Math.min(list.length, 1_000) }, (_, at) => list[at] ?? ''));
    } else this.assign(name, append ? this.value(name) + text : text);
  }

  /** `export NAME=value`: the value is not cut. */
  private declared(one: Extract<Command['args'][number], { type: 'Assignment' }>): string {
    if (one.value.type === 'ArrayValue') {
      this.give(one);
      return one.name;
    }
    return `${one.name}=${one.append ? this.value(one.name) : ''}${textOf(one.value, this)}`;
  }

  private localise(words: readonly string[], streams: Streams): Status {
    const frame = this.frames.at(-1);
    for (const word of words.slice(1)) {
      const name = word.replace(/=[\s\S]*$/, '');
      if (frame && !frame.has(name)) frame.set(name, this.variables.get(name));
    }
    return builtins['export']?.(words, this, streams);
  }

  private call(body: Parameters<Machine['follow']>[0], parameters: readonly string[], streams: Streams): Status {
    const before = this.parameters;
    const frame = new Map<string, string | undefined>();
    this.parameters = parameters;
    this.frames.push(frame);
    try {
      return this.deeper(() => this.follow(body, streams));
    } catch (error) {
      if (error instanceof Leave && error.how === 'return') return error.code;
      throw error;
    } finally {
      this.parameters = before;
      this.frames.pop();
      for (const [name, value] of frame) if (value === undefined) this.variables.delete(name);
      else this.variables.set(name, value);
    }
  }

  private program(words: readonly string[], streams: Streams): Status {
    const ran = this.setting.programs(words, this, streams.input.text);
    streams.input.text = '';
    this.changes++;
    for (const line of ran.lines) if (typeof line === 'string') streams.err(`${line}\n`);
    else this.tell(line);
    if (ran.out !== undefined) streams.out(ran.out);
    if (ran.reputed) {
      this.reputed = shown(words.join(' ')).slice(0, 80);
      if (streams.captured) streams.out(unknownText(`sortie de ${shown(words[0] ?? '')}`));
    }
    this.summary = ran.code === 0 ? undefined : (ran.summary ?? ran.lines.at(-1));
    this.wait(ran.duration ?? 0);
    return ran.code;
  }

  protected apart(act: () => Status): Status {
    const { folder, parameters } = this;
    const [variables, arrays, options, functions] = [new Map(this.variables), new Map(this.arrays), new Set(this.options), new Map(this.functions)];
    try {
      return act();
    } catch (error) {
      if (error instanceof Leave && error.how === 'exit') return error.code;
      throw error;
    } finally {
      this.folder = folder;
      this.parameters = parameters;
      for (const [mine, kept] of [[this.variables, variables], [this.arrays, arrays], [this.functions, functions]] as [Map<string, unknown>, Map<string, unknown>][]) {
        mine.clear();
        for (const [name, value] of kept) mine.set(name, value);
      }
      this.options.clear();
      for (const option of options) this.options.add(option);
    }
  }

  /** Positions are in another text as long as `act` lasts. */
  private within<T>(text: string | undefined, act: () => T): T {
    const before = this.text;
    this.text = text ?? before;
    try {
      return act();
    } finally {
      this.text = before;
    }
  }
}
