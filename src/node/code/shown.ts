import ts from 'typescript';

/** Attributes of markup that lead a reader somewhere, or show what is there. */
const leading = new Set(['href', 'to', 'src', 'link']);

/** What names are for, where they are not declared: two things of one name are not told apart. */
export class Uses {
  private readonly leads = new Set<string>();
  private readonly others = new Set<string>();

  /** Notes one identifier of the code. */
  note(node: ts.Identifier): void {
    if (isName(node)) return;
    if (isLink(node)) this.leads.add(node.text);
    else this.others.add(node.text);
  }

  /** Notes what the template of a Vue component does with names. What it says in so many words, or hands to who clicks, is neither. */
  noteTemplate(text: string): void {
    for (const [, name = '', between = '', or = ''] of text.matchAll(/\s(?:v-bind)?:([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
      const kept = leading.has(name) ? this.leads : /^(title|alt|key|aria-[\w-]+)$/.test(name) ? undefined : this.others;
      for (const [identifier] of (between || or).matchAll(/(?<![\w$.'"])[A-Za-z_$][\w$]*/g)) kept?.add(identifier);
    }
  }

  /** The names that only lead a reader somewhere: addresses for people, not for the program. */
  get led(): ReadonlySet<string> {
    return new Set([...this.leads].filter(name => !this.others.has(name)));
  }

  /** Whether nothing of this file takes a name for anything else than a link. */
  leaves(name: string): boolean {
    return !this.others.has(name);
  }
}

/** The constant a literal is the value of, when it has one and its module declares it at any depth. */
export function constantOf(declaration: ts.VariableDeclaration): { readonly name: string; readonly exported: boolean } | undefined {
  const { name, parent } = declaration;
  if (!ts.isIdentifier(name) || !(parent.flags & ts.NodeFlags.Const)) return undefined;
  return { name: name.text, exported: ts.isVariableStatement(parent.parent) && parent.parent.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true };
}

/** The name of something else's part (`page.url`, `{ url: … }`), or of what is declared there. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isJsxAttribute(parent) || ts.isVariableDeclaration(parent) || ts.isFunctionDeclaration(parent)) && parent.name === node;
}

/** `href={url}`, the beginning of what is there, or `window.open(url)`. */
function isLink(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isTemplateSpan(parent) || ts.isTemplateExpression(parent) || ts.isParenthesizedExpression(parent)) return isLink(parent);
  if (ts.isCallExpression(parent)) return opens(parent) && parent.arguments[0] === node;
  return ts.isJsxExpression(parent) && ts.isJsxAttribute(parent.parent) && ts.isIdentifier(parent.parent.name) && leading.has(parent.parent.name.text);
}

/** Whether a call opens a page for who reads. */
export function opens({ expression }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'open' && ts.isIdentifier(expression.expression) && expression.expression.text === 'window';
}
