import { arithmetic } from './arithmetic';
import { statusOf, tested } from './conditions';
import { reachOf, type AndOr, type Case, type Command, type CompoundList, type For, type If, type Pipeline, type PipelineNode, type Redirection, type Statement, type SyntaxNode, type While } from './grammar';
import { matchesPattern } from './pattern';
import { phrase, type Phrase, type Said } from '../view/words/said';
import { Leave, type Shell, type Streams } from './shell';
import { shown, unknownText, type Status } from './value';
import { redirected } from './redirect';
import { expanded, textOf } from './words';

/** How far a script is followed: commands and turns of loops, and calls within calls. */
const [mostSteps, deepest] = [20_000, 60];

/** Follows a script's branches and loops. What is not known is not guessed: no branch of it is followed, and what it could change is unknown from there. */
export abstract class Control implements Shell {
  abstract readonly files: Shell['files'];
  abstract readonly variables: Map<string, string>;
  abstract readonly arrays: Map<string, readonly string[]>;
  readonly options = new Set<string>();
  readonly functions = new Map<string, SyntaxNode>();
  abstract folder: string;
  parameters: readonly string[] = [];
  status: Status = 0;
  /** The program whose success is only supposed, when the last status is its own. */
  protected reputed: string | undefined;
  /** How many conditions are being decided: a failure there stops nothing. */
  private lenient = 0;
  private depth = 0;
  private steps = 0;
  /** Grows with each change of what a loop could depend on. */
  protected changes = 0;
  /** The text that positions are in. */
  protected text = '';

  abstract value(name: string): string;
  abstract assign(name: string, value: string): void;
  abstract substitute(script: Parameters<Shell['substitute']>[0]): string;
  abstract run(words: readonly string[], streams: Streams): Status;
  abstract evaluate(text: string, streams: Streams): Status;
  abstract note(what: Said): void;
  abstract wait(milliseconds: number): void;
  abstract fail(message: string, code?: number): never;
  protected abstract command(node: Command, streams: Streams): Status;
  /** Does something whose variables, folder and options are its own. */
  protected abstract apart(act: () => Status): Status;

  protected list({ commands }: { readonly commands: readonly Statement[] }, streams: Streams): Status {
    let status: Status = 0;
    for (const statement of commands) status = this.statement(statement, streams);
    return status;
  }

  private statement({ command, background }: Statement, streams: Streams): Status {
    if (background) {
      this.gently(() => this.apart(() => this.follow(command, streams)));
      return (this.status = 0);
    }
    const checked = this.lenient === 0;
    const status = command.type === 'AndOr' ? this.andOr(command, streams) : this.checked(command, streams);
    this.status = status;
    if (checked && status === undefined && command.type === 'Command') this.note(phrase('endUnknown', this.source(command)));
    return status;
  }

  /** A command whose failure ends the script under `set -e`, unless it is a condition or is negated. */
  private checked(node: PipelineNode, streams: Streams): Status {
    const status = this.follow(node, streams);
    const negated = node.type === 'Pipeline' && node.prefixes.some(({ type }) => type === 'Negation');
    if (status !== undefined && status !== 0 && !negated && this.lenient === 0 && this.options.has('errexit')) throw new Leave('exit', status);
    return (this.status = status);
  }

  private andOr({ commands, operators }: AndOr, streams: Streams): Status {
    let status: Status = 0;
    for (const [index, node] of commands.entries()) {
      const operator = operators[index - 1];
      if (operator !== undefined) {
        if (status === undefined) {
          this.leftOut(phrase('quoted', this.source(commands[index - 1])), commands.slice(index));
          return undefined;
        }
        if (operator === '||' && status === 0) {
          this.supposed(node);
          continue;
        }
        if (operator === '&&' && status !== 0) continue;
      }
      // Only the last of a list may end the script by failing.
      const one = node;
      status = index === commands.length - 1 ? this.checked(one, streams) : this.gently(() => this.follow(one, streams));
      this.status = status;
    }
    return status;
  }

  /** A program that is only supposed to succeed has decided that something is not done. */
  private supposed(passed?: PipelineNode): void {
    if (this.reputed === undefined || (passed?.type === 'Command' && /^(true|:|echo)$/.test(passed.name?.value ?? ''))) return;
    this.note(phrase('supposed', this.reputed));
    this.reputed = undefined;
  }

  protected gently<T>(act: () => T): T {
    this.lenient++;
    try {
      return act();
    } finally {
      this.lenient--;
    }
  }

  /** What fails there ends it, whoever called it. */
  protected strictly<T>(act: () => T): T {
    const before = this.lenient;
    this.lenient = 0;
    try {
      return act();
    } finally {
      this.lenient = before;
    }
  }

  private condition(list: CompoundList, streams: Streams): Status {
    this.reputed = undefined;
    const status = this.gently(() => this.list(list, streams));
    if (status === 0) this.supposed();
    return status;
  }

  /** What depends on something unknown is not followed, and what it would change is unknown. */
  private leftOut(why: Phrase, nodes: readonly SyntaxNode[]): undefined {
    const { names, ends, runs } = reachOf(nodes);
    for (const name of names) this.assign(name, unknownText(name));
    if (runs) this.files.mayFill('');
    this.note(phrase('leftOut', why, [...names].join(', '), ends));
    return undefined;
  }

  /** Counts one step; a script that goes on and on is left. */
  protected step(): boolean {
    return ++this.steps + this.files.looked <= mostSteps;
  }

  protected deeper<T>(act: () => T): T {
    if (this.depth >= deepest) this.fail('maximum function nesting level exceeded');
    this.depth++;
    try {
      return act();
    } finally {
      this.depth--;
    }
  }

  protected source(node: SyntaxNode | undefined): string {
    const text = node ? this.text.slice(node.pos, node.end).replace(/\s+/g, ' ').trim() : '';
    return shown(text.length > 80 ? `${text.slice(0, 77)}…` : text);
  }

  protected follow(node: PipelineNode | Statement['command'] | CompoundList, streams: Streams): Status {
    switch (node.type) {
      case 'Command': return this.command(node, streams);
      case 'AndOr': return this.andOr(node, streams);
      case 'CompoundList': return this.list(node, streams);
      case 'Pipeline': return this.pipeline(node, streams);
      case 'Redirected': return this.redirecting(node.redirects, streams, inner => this.follow(node.command, inner));
      case 'If': return this.branch(node, streams);
      case 'For': return this.each(node, streams);
      case 'While': return this.loop(node, streams);
      case 'Case': return this.choice(node, streams);
      case 'BraceGroup': return this.list(node.body, streams);
      case 'Subshell': return this.apart(() => this.list(node.body, streams));
      case 'Function':
        this.functions.set(node.name.value, node.body);
        return 0;
      case 'TestCommand': return statusOf(tested(node.expression, this));
      case 'ArithmeticCommand': {
        const value = arithmetic(node.expression, this);
        return value === undefined ? undefined : value === 0 ? 1 : 0;
      }
      case 'ArithmeticFor': {
        arithmetic(node.initialize, this);
        return this.turns(node, () => (node.test ? asStatus(arithmetic(node.test, this)) : 0), () => {
          const status = this.list(node.body, streams);
          arithmetic(node.update, this);
          return status;
        });
      }
      default: return this.leftOut(phrase('quoted', this.source(node)), [node]);
    }
  }

  protected redirecting(list: readonly Redirection[], streams: Streams, act: (streams: Streams) => Status): Status {
    if (list.length === 0) return act(streams);
    const made = redirected(list, this, streams);
    if (!made.ok) {
      streams.err(`${made.message}\n`);
      return 1;
    }
    try {
      return act(made.streams);
    } finally {
      made.keep();
      this.changes++;
    }
  }

  private pipeline({ commands, prefixes }: Pipeline, streams: Streams): Status {
    const negated = prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1;
    const statuses: Status[] = [];
    let { input } = streams;
    for (const [index, node] of commands.entries()) {
      const last = index === commands.length - 1;
      let written = '';
      const inner: Streams = { input, captured: last ? streams.captured : true, out: last ? text => streams.out(text) : text => void (written += text), err: text => streams.err(text) };
      const one = () => this.follow(node, inner);
      statuses.push(commands.length === 1 ? (negated ? this.gently(one) : one()) : this.gently(() => this.apart(one)));
      input = { text: written };
    }
    const status = this.options.has('pipefail') ? (statuses.findLast(one => one !== 0) ?? (statuses.includes(undefined) ? undefined : 0)) : statuses.at(-1);
    if (!negated) return status;
    if (status === 0) this.supposed();
    return status === undefined ? undefined : status === 0 ? 1 : 0;
  }

  private branch({ clause, then, elif, else: otherwise }: If, streams: Streams): Status {
    const arms = [{ clause, then }, ...elif];
    for (const [index, arm] of arms.entries()) {
      const status = this.condition(arm.clause, streams);
      if (status === undefined) return this.leftOut(phrase('theCondition', this.source(arm.clause)), [arm.then, ...arms.slice(index + 1).flatMap(one => [one.clause, one.then]), ...(otherwise ? [otherwise] : [])]);
      if (status === 0) return this.list(arm.then, streams);
    }
    return otherwise ? this.list(otherwise, streams) : 0;
  }

  private choice({ word, items }: Case, streams: Streams): Status {
    const value = textOf(word, this);
    let through = false;
    for (const { pattern, body, terminator } of items) {
      const patterns = pattern.map(one => textOf(one, this, true));
      if (!through && /\uE000/.test(value + patterns.join(''))) return this.leftOut(phrase('quoted', `case ${this.source(word)}`), items.map(item => item.body));
      if (!through && !patterns.some(one => matchesPattern(one, value))) continue;
      const status = this.list(body, streams);
      if (terminator === undefined || terminator === ';;') return status;
      through = terminator === ';&';
    }
    return 0;
  }

  private each(node: For, streams: Streams): Status {
    const items = node.wordlist ? node.wordlist.flatMap(word => expanded(word, this)) : this.parameters;
    if (items.some(item => /\uE000/.test(item))) return this.leftOut(phrase('quoted', `for ${node.name.value} in ${(node.wordlist ?? []).map(word => this.source(word)).join(' ')}`), [node]);
    const rest = [...items];
    return this.turns(node.body, () => {
      const item = rest.shift();
      if (item === undefined) return 1;
      this.assign(node.name.value, item);
      this.changes++;
      return 0;
    }, () => this.list(node.body, streams));
  }

  private loop(node: While, streams: Streams): Status {
    return this.turns(node, () => {
      const status = this.condition(node.clause, streams);
      return node.kind === 'until' && status !== undefined ? (status === 0 ? 1 : 0) : status;
    }, () => this.list(node.body, streams));
  }

  /** Turns of a loop. One that changes nothing would go on for ever: the job is then stopped, as it is in life, once its time is over. */
  private turns(node: SyntaxNode, goesOn: () => Status, body: () => Status): Status {
    let status: Status = 0;
    for (;;) {
      const before = this.changes;
      if (!this.step()) return this.leftOut(phrase('theLongLoop', this.source(node)), [node]);
      const again = goesOn();
      if (again === undefined) return this.leftOut(phrase('theLoop', this.source(node)), [node]);
      if (again !== 0) return status;
      try {
        status = body();
      } catch (error) {
        if (!(error instanceof Leave) || (error.how !== 'break' && error.how !== 'continue')) throw error;
        if (error.levels > 1) throw new Leave(error.how, 0, error.levels - 1);
        if (error.how === 'break') return 0;
      }
      if (before === this.changes) this.wait(Infinity);
    }
  }
}

function asStatus(value: number | undefined): Status {
  return value === undefined ? undefined : value === 0 ? 1 : 0;
}
