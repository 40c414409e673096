import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp';

/** Whether a pattern can take a time that explodes: a repetition without end in another, with nothing between two turns that tells where one stops. Narrower than a count of nested stars, which accuses `(\\d+(\\.\\d+)?)`. */
export function mayExplode(literal: string): boolean {
  let found = false;
  try {
    visitRegExpAST(new RegExpParser({ ecmaVersion: 2025 }).parseLiteral(literal), { onQuantifierEnter: node => void (found ||= node.max === Infinity && node.element.type !== 'CharacterSet' && 'alternatives' in node.element && node.element.alternatives.some(loose)) });
  } catch {
    return false;
  }
  return found;
}

function loose({ elements }: AST.Alternative): boolean {
  const endless = elements.filter(element => element.type === 'Quantifier' && element.max === Infinity && (element.element.type !== 'Group' || element.element.alternatives.length > 0));
  if (endless.length === 0) return elements.length === 1 && inner(elements[0]).some(loose);
  // `.` stops at the end of a line: what must be one tells two turns apart.
  const lines = elements.some(element => element.type === 'Character' && (element.value === 10 || element.value === 13));
  const anything = !lines && endless.some(element => element.type === 'Quantifier' && element.element.type === 'CharacterSet' && element.element.kind === 'any');
  return anything || elements.every(element => endless.includes(element) || (element.type === 'Quantifier' && element.min === 0));
}

function inner(element: AST.Element | undefined): readonly AST.Alternative[] {
  return element?.type === 'Group' || element?.type === 'CapturingGroup' ? element.alternatives : [];
}
