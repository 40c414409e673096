import type { SourceFile } from '../port';
import type { Unreadable } from '../finding';

// What rules know of source code: plain data, whatever the language and the parser. Offsets count from the text without its byte order mark.

/** A half-open part of a file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One module asking for another. `specifier` is as written, and the span is that of the specifier. */
export interface CodeImport extends Span {
  readonly specifier: string;
  readonly kind: 'import' | 'export' | 'dynamic' | 'require';
  /** Whether nothing of it is left when the program runs: types alone. Such an import ties two layers all the same, but makes no cycle. */
  readonly erased: boolean;
  /** The whole statement, when it is a plain `import { … } from`, and the local names it brings. */
  readonly statement?: Span;
  readonly names?: readonly { readonly imported: string; readonly local: string; /** Where the file uses it; noted for types alone. */ readonly uses?: readonly Span[] }[];
}

/** A value as far as it can be read without running the program. Names are resolved through the imports: `winston.transports.File`, `fs.appendFile`. */
export type Value =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'map'; readonly entries: Readonly<Record<string, Value>> }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'call'; readonly callee: string; readonly arguments: readonly Value[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'other' };

/** A call or a construction. Named arguments, where a language has them, are a map that comes last. */
export interface Call extends Span {
  readonly callee: string;
  readonly arguments: readonly Value[];
}

/** A text or a number the program holds, and what is made of it. The span includes the quotes. */
export interface Literal extends Span {
  readonly value: string | number;
  /** The names it is given, nearest first: key, variable, parameter, function that returns it. */
  readonly names: readonly string[];
  /** The other keys of the map it is in. */
  readonly siblings: readonly string[];
  /** The function it is passed to, directly or in a map. */
  readonly call?: string;
  /** Which of its arguments, from 0. */
  readonly argument?: number;
  /** It only serves when the environment, or a caller, gives nothing. */
  readonly fallback?: boolean;
  /** It is compared, matched or shown, not used as a value. */
  readonly inert?: boolean;
  /** The compiler wants it as it is: the member of an enumeration. */
  readonly fixed?: boolean;
  /** A constant that its own module takes for nothing but a link: what those that import it do with it says what it is. */
  readonly lent?: boolean;
  /** It goes on with something computed: what follows its end is not known. */
  readonly open?: boolean;
}

/** A collection that lives as long as the process: at the top of a module, or static. `written` says that functions change it. */
export interface StateHolder extends Span {
  readonly name: string;
  readonly type: string;
  readonly written: boolean;
}

/** An exported class: where its `implements` would go, and what it offers. A member without a signature has types that are not written. */
export interface Declaration {
  readonly name: string;
  readonly head: number;
  /** Whether it implements something already. */
  readonly promises: boolean;
  /** Whether it has parameters of type or a class above, so that its members are not all here or not plain. */
  readonly generic: boolean;
  readonly members: readonly { readonly name: string; readonly signature?: string; readonly types: readonly string[] }[];
}

/** One source file as rules see it. */
export interface CodeFile {
  readonly file: string;
  readonly text: string;
  readonly language: 'typescript' | 'java' | 'python';
  readonly imports: readonly CodeImport[];
  readonly literals: readonly Literal[];
  readonly calls: readonly Call[];
  readonly state: readonly StateHolder[];
  readonly declarations?: readonly Declaration[];
  /** The members asked of anything in a file that has imports of types alone. */
  readonly asked?: readonly string[];
  /** The names, imported ones included, that only lead a reader somewhere: links of the markup. */
  readonly led?: readonly string[];
  /** Where the environment is read. */
  readonly environment: readonly Span[];
}

/** What a linter says, already told by the rule of ours and its variant. */
export interface Remark extends Span {
  readonly rule: string;
  readonly variant: string;
  readonly file: string;
  readonly fields: Readonly<Record<string, string | number>>;
  /** The linter's own fix, when it changes nothing that the program does. */
  readonly fix?: Span & { readonly text: string };
}

/** Everything read from the source code of a folder. */
export interface CodeModel {
  readonly files: readonly CodeFile[];
  readonly remarks: readonly Remark[];
  readonly unreadable: readonly Unreadable[];
}

/** Reads the languages the core has no parser for. Never throws for what a file holds. The TypeScript parser and the linter stand behind this port. */
export type CodeReader = (files: readonly SourceFile[]) => CodeModel;

export const noCode: CodeModel = { files: [], remarks: [], unreadable: [] };
