import type { Rule, Scope } from 'eslint';

/** A text in ordinary quotes that holds `${name…}`, where `name` is something the code there can see: what ESLint's own rule finds in the models of other tools too, whose names are theirs. */
export const templateText: Rule.RuleModule = {
  create: context => ({
    Literal(node) {
      if (typeof node.value !== 'string' || !node.value.includes('${')) return;
      const scope = context.sourceCode.getScope(node);
      if ([...node.value.matchAll(/\$\{\s*([A-Za-z_$][\w$]*)/g)].some(([, name = '']) => name === 'this' || sees(scope, name))) context.report({ node, message: 'template' });
    },
  }),
};

function sees(scope: Scope.Scope | null, name: string): boolean {
  for (let at = scope; at; at = at.upper) if (at.set.get(name)?.defs.length) return true;
  return false;
}
