import { labelKey, labelValue } from '../../analysis/validation/formats';
import type { Requirement } from '../cluster/object';

/** A label selector as it was read, or why it cannot be, in the words of the API server (k8s.io/apimachinery, `pkg/labels`). */
export type Selected = { readonly ok: true; readonly requirements: readonly Requirement[] } | { readonly ok: false; readonly message: string };

const binary = ['in', 'notin', '=', '==', '!=', 'gt', 'lt'];
const operators: Readonly<Record<string, string>> = { in: 'In', notin: 'NotIn', '=': 'In', '==': 'In', '!=': 'NotIn', '>': 'Gt', '<': 'Lt' };
const isWord = (token: string | undefined) => token !== undefined && /^[^=!(),<>]/.test(token);

/** Reads what `kubectl -l` writes: `a=b,c!=d,e in (f,g),!h,i>5`. */
export function labelSelector(text: string): Selected {
  try {
    return { ok: true, requirements: new Parser(text.match(/==|!=|[=!(),<>]|[^\s=!(),<>]+/g) ?? []).all() };
  } catch (fault) {
    if (fault instanceof Unreadable) return { ok: false, message: fault.message };
    throw fault;
  }
}

class Unreadable extends Error {}

function fail(found: string | undefined, expected: string, comma = ','): never {
  throw new Unreadable(`found '${found ?? ''}'${comma} expected: ${expected}`);
}

/** Goes through the tokens once; the end is an undefined one. */
class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  all(): Requirement[] {
    const found: Requirement[] = [];
    while (this.next !== undefined) {
      if (!isWord(this.next) && this.next !== '!') fail(this.next, "!, identifier, or 'end of string'");
      found.push(this.requirement());
      const after = this.take();
      if (after === undefined) break;
      if (after !== ',') fail(after, "',' or 'end of string'");
      if (!isWord(this.next) && this.next !== '!') fail(this.next, "identifier after ','");
    }
    return found;
  }

  private get next(): string | undefined {
    return this.tokens[this.at];
  }

  private take(): string | undefined {
    return this.tokens[this.at++];
  }

  private requirement(): Requirement {
    try {
      return this.read();
    } catch (fault) {
      throw fault instanceof Unreadable ? new Unreadable(`unable to parse requirement: ${fault.message}`) : fault;
    }
  }

  private read(): Requirement {
    const absent = this.next === '!' && this.take() !== undefined;
    const key = this.take();
    if (key === undefined || !isWord(key)) return fail(key, 'identifier');
    const wrong = labelKey(key);
    if (wrong.length > 0) throw new Unreadable(`<nil>: Invalid value: ${JSON.stringify(key)}: ${words(wrong)}`);
    if (absent) return { key, operator: 'DoesNotExist' };
    if (this.next === undefined || this.next === ',') return { key, operator: 'Exists' };
    const token = this.take() ?? '';
    const operator = operators[token];
    if (operator === undefined) return fail(token, binary.join(', '));
    return checked({ key, operator, values: token === 'in' || token === 'notin' ? this.values() : [this.value()] });
  }

  /** The one value after `=` and its kin, which may be nothing. */
  private value(): string {
    if (this.next === undefined || this.next === ',') return '';
    const token = this.take();
    return token !== undefined && isWord(token) ? token : fail(token, 'identifier');
  }

  /** Between parentheses; a value left out is the empty one. */
  private values(): string[] {
    const open = this.take();
    if (open !== '(') fail(open, "'('", '');
    if (this.next !== ')' && this.next !== ',' && !isWord(this.next)) fail(this.next, "',', ')' or identifier");
    const found = new Set<string>();
    for (;;) {
      const value = isWord(this.next) ? (this.take() ?? '') : '';
      found.add(value);
      if (value !== '' && this.next !== ',' && this.next !== ')') fail(this.next, "',' or ')'");
      const after = this.take();
      if (after === ')') return [...found].sort();
      if (after !== ',') fail(after, "',', or identifier");
    }
  }
}

const words = (reasons: ReturnType<typeof labelKey>): string => reasons.map(({ server }) => server).join('; ');

function checked(requirement: Requirement): Requirement {
  const { key, operator, values = [] } = requirement;
  const ordered = operator === 'Gt' || operator === 'Lt';
  const faults = values.flatMap((value, index) => [
    ...(ordered && !/^[-+]?\d+$/.test(value) ? [`values[${index}]: Invalid value: ${JSON.stringify(value)}: for 'Gt', 'Lt' operators, the value must be an integer`] : []),
    ...(labelValue(value).length > 0 ? [`values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: ${words(labelValue(value))}`] : []),
  ]);
  if (faults.length === 0) return requirement;
  throw new Unreadable(faults.length === 1 ? (faults[0] ?? '') : `[${faults.join(', ')}]`);
}
