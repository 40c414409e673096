import { isMap, isScalar, isSeq, parseAllDocuments, type Document, type Scalar } from 'yaml';
import { entry, keyName } from '../yaml/nodes';
import type { Leak } from './leak';
import { leaksInCommands } from './commands';
import { leaksInCode, leaksInLines } from './lines';
import { leaksInSql } from './sql';
import { isClearSecret, masked, secretName } from './value';

/** Values of YAML, in any file: `password: …`, `name: DB_PASSWORD` with its `value`, `KEY=value` in a list, options, scripts and the files kept in a text. */
export function leaksInYaml(text: string, parsed?: readonly Document[]): Leak[] {
  const documents = parsed ?? parseAllDocuments(text, { version: '1.1', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const reader = new Reader(text);
  if (Array.isArray(documents)) for (const document of documents as Document[]) if (!isSecretObject(document)) reader.read(document.contents);
  return reader.leaks;
}

/** A Secret and a SopsSecret have a rule of their own, which reads all their values; those of a SealedSecret are encrypted. */
function isSecretObject({ contents }: Document): boolean {
  const kind = isMap(contents) ? entry(contents, 'kind')?.value : undefined;
  return isScalar(kind) && ['Secret', 'SopsSecret', 'SealedSecret'].includes(String(kind.value));
}

/** The name of an option whose value is the next item of a list: `["--password", "…"]`. */
function optionAt(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' && /^--?[A-Za-z][\w-]*$/.test(node.value) && secretName(node.value) ? node.value : undefined;
}

/** A quoted text with its escapes written out, each letter at its place. */
function unescaped(written: string): string {
  return written.startsWith('"') ? written.replace(/\\(["n])/g, (_, letter: string) => (letter === 'n' ? ' \n' : '" ')) : written;
}

/** JSON or XML kept in a text. */
const isTree = /^(?:["']|[|>][-+\d]*)?\s*[[{<]/;

class Reader {
  readonly leaks: Leak[] = [];

  constructor(private readonly text: string) {}

  read(node: unknown, name?: string): void {
    if (isScalar(node)) this.scalar(node, name);
    // The items of `token: [a, b]` are no tokens for sure: only their own form is looked at, and the option before each. Those of a variable are its values, one a run.
    else if (isSeq(node)) node.items.forEach((item, index) => this.read(item, optionAt(node.items[index - 1]) ?? (name !== undefined && isScalar(item) && /^[A-Z][A-Z0-9_]*$/.test(name) ? name : undefined)));
    else if (isMap(node)) {
      const named = entry(node, 'name')?.value ?? entry(node, 'key')?.value;
      for (const { key, value } of node.items) {
        const own = isScalar(key) ? keyName(key) : undefined;
        // `- name: DB_PASSWORD, value: …`, and `DB_PASSWORD: { value: … }` in a pipeline.
        const better = own === 'value' && isScalar(named) ? String(named.value) : own === 'value' ? name : own;
        this.read(value, better);
      }
    }
  }

  private scalar(node: Scalar, name: string | undefined): void {
    const value = typeof node.value === 'string' ? node.value : node.source;
    const [start, end] = node.range ?? [0, 0];
    if (value === undefined || typeof node.value === 'boolean') return;
    if (name !== undefined && secretName(name) && isClearSecret(name, value)) {
      this.leaks.push({ start, end: start + this.text.slice(start, end).trimEnd().length, variant: 'value', what: name, excerpt: masked(value.trim()) });
      return;
    }
    // What is inside a text is looked for as it is written in the file.
    const written = unescaped(this.text.slice(start, end));
    if (written.includes('\n')) this.leaks.push(...leaksInLines(written, start), ...(isTree.test(written) ? leaksInCode(written, start) : []), ...leaksInCommands(written, start), ...leaksInSql(written, start));
    else if (isTree.test(written)) this.leaks.push(...leaksInCode(written, start));
    else {
      const option = /^["']?(?:export )?(-{0,2}[\w.-]+)=(\S+?)["']?$/.exec(written);
      if (option && isClearSecret(option[1] ?? '', option[2] ?? '')) this.leaks.push({ start, end, variant: 'value', what: option[1] ?? '', excerpt: masked(option[2] ?? '') });
      else if (/\s/.test(value)) this.leaks.push(...leaksInCommands(written.replace(/^(["'])(.*)\1$/s, ' $2 '), start));
    }
  }
}
