import ts from 'typescript';
import type { Literal } from '../../core/analysis/code/model';
import { constantOf, opens, type Uses } from './shown';
import { dotted, keyOf } from './values';

interface Use {
  names: string[];
  siblings: string[];
  call?: string;
  argument?: number;
  fallback?: boolean;
  inert?: boolean;
  open?: boolean;
  fixed?: boolean;
  lent?: boolean;
  /** What the environment says chose it. */
  chosen?: boolean;
  /** It is what a function returns: its names are the function's, and what the function is passed to says nothing of it. */
  returned?: boolean;
}

const comparisons = new Set([ts.SyntaxKind.EqualsEqualsToken, ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken, ts.SyntaxKind.LessThanToken, ts.SyntaxKind.GreaterThanToken, ts.SyntaxKind.LessThanEqualsToken, ts.SyntaxKind.GreaterThanEqualsToken, ts.SyntaxKind.InKeyword]);
const arithmetic = new Set([ts.SyntaxKind.MinusToken, ts.SyntaxKind.AsteriskToken, ts.SyntaxKind.SlashToken, ts.SyntaxKind.PercentToken]);
const choices = new Set([ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionEqualsToken, ts.SyntaxKind.BarBarEqualsToken]);
/** Calls that look for a text in another, or show it. */
const looking = /(^|\.)(includes|startsWith|endsWith|indexOf|match|test|replace|replaceAll|split|toBe|toEqual|log|info|warn|error|debug|trace|fatal|write|Error|TypeError|RangeError|\w*Exception)$/;
/** Whatever a logger is asked, but what sets it up. */
const logging = /(?:(?:^|[._])(?:log|logs|logger|LOG|LOGGER|console|Timber)|[a-z]Log(?:ger)?)\.(?!add|set|use|configure|create|get|post|fetch|child|to|with)\w+$/;
/** Calls that say what to take when nothing is given. */
const defaulting = /(^|\.)(default|withDefault|catch|prefault|Value)$/;

/** A literal of the program and what is made of it, found by climbing from it to the statement it is in; undefined where it is a key, a type or a module's name. */
export function literalOf(node: ts.StringLiteralLike | ts.NumericLiteral | ts.TemplateHead, source: ts.SourceFile, origins: ReadonlyMap<string, string>, uses: Uses): Literal | undefined {
  const use: Use = { names: [], siblings: [] };
  let child: ts.Node = node;
  if (ts.isTemplateHead(node)) {
    use.open = true;
    child = node.parent;
  }
  for (let parent = child.parent; ; child = parent, parent = parent.parent) {
    const going = step(child, parent, use, origins);
    if (going === undefined) return undefined;
    if (going) continue;
    if (ts.isVariableDeclaration(parent) && /^https?:\/\//.test(node.text)) constant(parent, use, uses);
    break;
  }
  const { names, siblings, call, argument, inert, open, fixed, lent } = use;
  const fallback = use.fallback === true || (use.chosen === true && !ts.isNumericLiteral(node) && /^https?:\/\/(localhost|127\.\d|\[::1\])/.test(node.text));
  return {
    value: ts.isNumericLiteral(node) ? Number(node.text) : node.text, start: node.getStart(source), end: node.end, names, siblings,
    ...(call === undefined ? {} : { call, argument: argument ?? 0 }), ...(fallback ? { fallback } : {}), ...(inert ? { inert } : {}), ...(open ? { open } : {}), ...(fixed ? { fixed } : {}), ...(lent ? { lent } : {}),
  };
}

/** One step up: true to go on, false at the end of what concerns the literal, undefined when it is no value. */
function step(child: ts.Node, parent: ts.Node, use: Use, origins: ReadonlyMap<string, string>): boolean | undefined {
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent) || ts.isEnumMember(parent) || ts.isBindingElement(parent) || ts.isParameter(parent) || ts.isVariableDeclaration(parent)) {
    if (child === parent.name || parent.initializer !== child) return undefined;
    return named(parent, use);
  }
  if (ts.isObjectLiteralExpression(parent)) {
    if (use.siblings.length === 0) use.siblings = parent.properties.flatMap(property => (property.name && keyOf(property.name)) ?? []);
    return true;
  }
  if (ts.isBinaryExpression(parent)) return operated(child, parent, use, origins);
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return passed(child, parent, use, origins);
  if (ts.isConditionalExpression(parent)) return child === parent.condition ? ((use.inert = true), false) : ((use.chosen ||= /\b(process\.env|import\.meta\.env)\b/.test(parent.condition.getText())), true);
  if (ts.isJsxAttribute(parent)) return use.names.push(parent.name.getText()), (use.inert = true), false;
  if (ts.isFunctionDeclaration(parent) || ts.isMethodDeclaration(parent) || ts.isGetAccessorDeclaration(parent)) return functionName(parent.name, use);
  if (ts.isCaseClause(parent) && child === parent.expression) return (use.inert = true), false;
  if (ts.isElementAccessExpression(parent) || ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isLiteralTypeNode(parent) || ts.isExternalModuleReference(parent) || ts.isModuleDeclaration(parent) || ts.isTypeNode(parent)) return undefined;
  if (ts.isExpressionStatement(parent) || ts.isThrowStatement(parent)) return (use.inert ??= ts.isThrowStatement(parent) || use.names.length + (use.call ? 1 : 0) === 0), false;
  if (ts.isTemplateSpan(parent) || ts.isTaggedTemplateExpression(parent) || ts.isSpreadAssignment(parent) || ts.isPropertyAccessExpression(parent) || ts.isPrefixUnaryExpression(parent) || ts.isTypeOfExpression(parent)) return false;
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) return (use.returned = true);
  if (ts.isStatement(parent) || ts.isBlock(parent) || ts.isFunctionExpression(parent)) return use.returned === true;
  return ts.isExpression(parent);
}

function named(parent: ts.PropertyAssignment | ts.PropertyDeclaration | ts.EnumMember | ts.BindingElement | ts.ParameterDeclaration | ts.VariableDeclaration, use: Use): boolean {
  const { name } = parent;
  if (ts.isEnumMember(parent)) use.fixed = true;
  const text = ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name) || ts.isNumericLiteral(name) ? name.text : '';
  if (text) use.names.push(text);
  if (ts.isParameter(parent) || ts.isBindingElement(parent) || (ts.isPropertyAssignment(parent) && /^default(Value)?$/.test(text))) use.fallback = true;
  return ts.isPropertyAssignment(parent);
}

function operated(child: ts.Node, parent: ts.BinaryExpression, use: Use, origins: ReadonlyMap<string, string>): boolean | undefined {
  const { kind } = parent.operatorToken;
  if (comparisons.has(kind)) return (use.inert = true), false;
  if (arithmetic.has(kind)) return undefined;
  if (choices.has(kind) && child === parent.right) use.fallback = true;
  if (kind === ts.SyntaxKind.PlusToken) {
    // What is added on the left comes before us, and we are no beginning.
    if (child === parent.right) return undefined;
    use.open = true;
  }
  const assigns = kind === ts.SyntaxKind.EqualsToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken || kind === ts.SyntaxKind.BarBarEqualsToken;
  if (!assigns || child !== parent.right) return true;
  const name = dotted(parent.left, origins) ?? (ts.isElementAccessExpression(parent.left) && ts.isStringLiteralLike(parent.left.argumentExpression) ? parent.left.argumentExpression.text : undefined);
  if (name) use.names.push(name.split('.').pop() ?? '');
  return false;
}

function passed(child: ts.Node, parent: ts.CallExpression | ts.NewExpression, use: Use, origins: ReadonlyMap<string, string>): boolean | undefined {
  if (ts.isCallExpression(parent) && (parent.expression.kind === ts.SyntaxKind.ImportKeyword || parent.expression.getText() === 'require')) return undefined;
  if (use.returned) return false;
  if (ts.isCallExpression(parent) && opens(parent) && parent.arguments[0] === child) return (use.inert = true), false;
  const callee = dotted(parent.expression, origins) ?? '';
  if (defaulting.test(callee)) use.fallback = true;
  if ((looking.test(callee) || logging.test(callee)) && use.call === undefined) return (use.inert = true), false;
  if (use.call === undefined) use.argument = parent.arguments?.findIndex(one => one === child) ?? 0;
  use.call ??= callee;
  return true;
}

/** A constant that only leads a reader somewhere is shown; one that its module gives to others may be. */
function constant(declaration: ts.VariableDeclaration, use: Use, uses: Uses): void {
  const known = constantOf(declaration);
  if (!known || !uses.leaves(known.name)) return;
  if (known.exported) use.lent = true;
  else if (uses.led.has(known.name)) use.inert = true;
}

function functionName(name: ts.PropertyName | undefined, use: Use): false {
  const text = name && keyOf(name);
  if (text) use.names.push(text);
  return false;
}
