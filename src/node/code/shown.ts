import ts from 'typescript';

/** Attributes of markup that lead a reader somewhere. */
const leading = new Set(['href', 'to']);

/** Whether a constant that its module keeps to itself is only where links lead: an address for readers, not for the program. Two things of one name are not told apart. */
export function isShown(declaration: ts.VariableDeclaration, source: ts.SourceFile): boolean {
  const { name, parent } = declaration;
  if (!ts.isIdentifier(name) || source.languageVariant !== ts.LanguageVariant.JSX || !(parent.flags & ts.NodeFlags.Const)) return false;
  if (ts.isVariableStatement(parent.parent) && parent.parent.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return false;
  let [links, others] = [0, 0];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text && node !== name && !isMember(node)) {
      if (isLink(node)) links++;
      else others++;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return links > 0 && others === 0;
}

/** The name of something else's part: `page.url`, `{ url: … }`. */
function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isJsxAttribute(parent)) && parent.name === node;
}

/** `href={url}`, or the beginning of what is there. */
function isLink(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isTemplateSpan(parent) || ts.isTemplateExpression(parent) || ts.isParenthesizedExpression(parent)) return isLink(parent);
  return ts.isJsxExpression(parent) && ts.isJsxAttribute(parent.parent) && ts.isIdentifier(parent.parent.name) && leading.has(parent.parent.name.text);
}
