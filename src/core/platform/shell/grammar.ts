import { forEachChild, parse, type Command, type ParsedScript, type SyntaxNode } from 'unbash';

export type { AndOr, ArithmeticExpression, Assignment, Case, Command, CommandNode, CompoundList, DoubleQuotedChild, For, If, ParameterExpansionPart, ParsedScript, Pipeline, PipelineNode, Redirection, Statement, SyntaxNode, TestExpression, While, Word, WordPart } from 'unbash';

/** A script longer than this is not read. */
const longest = 256 * 1024;

/** Reads a script as bash does; undefined when it is too long to be. */
export function readScript(text: string): ParsedScript | undefined {
  return text.length > longest ? undefined : parse(text);
}

/** What a part of a script could change, were it followed: the variables it sets, and whether it may end the script or run programs. */
export interface Reach {
  readonly names: ReadonlySet<string>;
  readonly ends: boolean;
  readonly runs: boolean;
}

const setters = new Set(['export', 'readonly', 'declare', 'typeset', 'local', 'read', 'unset', 'mapfile', 'readarray', 'getopts', 'printf']);
const harmless = new Set(['echo', 'printf', 'true', 'false', ':', 'test', '[', 'exit', 'return', 'break', 'continue', 'set', 'sleep', ...setters]);

/** Reads that of nodes that are not followed. */
export function reachOf(nodes: readonly SyntaxNode[]): Reach {
  const names = new Set<string>();
  let [ends, runs] = [false, false];
  const visit = (node: SyntaxNode, depth: number): void => {
    if (depth > 200) return;
    if (node.type === 'Assignment') names.add(node.name);
    if (node.type === 'For' || node.type === 'Select') names.add(node.name.value);
    if (node.type === 'Command') {
      const name = node.name?.value ?? '';
      ends ||= name === 'exit' || name === 'false';
      runs ||= name !== '' && !harmless.has(name);
      if (setters.has(name)) for (const word of argumentsOf(node)) names.add(word.replace(/[+]?=[\s\S]*$/, ''));
    }
    forEachChild(node, child => visit(child, depth + 1));
  };
  for (const node of nodes) visit(node, 0);
  return { names, ends, runs };
}

function argumentsOf({ args }: Command): string[] {
  return args.map(each => (each.type === 'Word' ? each.value : each.name)).filter(word => /^[A-Za-z_]\w*/.test(word));
}
