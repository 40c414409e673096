// Which of ESLint's rules we run, and the rule of ours and its reading each of them stands for. Few, and each with a card that says why.

type Options = readonly unknown[];

/** One of ESLint's rules: how it is set, and what it becomes with us. */
export interface LintRule {
  readonly rule: string;
  readonly variant: string;
  readonly options?: Options;
}

const bug = (variant: string, ...options: Options): LintRule => ({ rule: 'typescript/likely-bug', variant, ...(options.length > 0 ? { options } : {}) });

export const lintRules: Readonly<Record<string, LintRule>> = {
  'no-eval': { rule: 'typescript/no-dynamic-code', variant: 'eval' },
  'no-implied-eval': { rule: 'typescript/no-dynamic-code', variant: 'implied' },
  'no-new-func': { rule: 'typescript/no-dynamic-code', variant: 'function' },
  'security/detect-child-process': { rule: 'typescript/no-built-command', variant: 'command' },
  'security/detect-unsafe-regex': { rule: 'typescript/no-unsafe-regex', variant: 'slow' },
  'security/detect-bidi-characters': { rule: 'typescript/no-hidden-characters', variant: 'bidi' },
  'no-empty': { rule: 'typescript/no-swallowed-error', variant: 'empty' },
  '@typescript-eslint/ban-ts-comment': { rule: 'typescript/no-silenced-compiler', variant: 'silenced', options: [{ 'ts-ignore': 'allow-with-description', 'ts-nocheck': 'allow-with-description', 'ts-expect-error': 'allow-with-description', minimumDescriptionLength: 3 }] },
  eqeqeq: { rule: 'typescript/strict-equality', variant: 'loose', options: ['always', { null: 'ignore' }] },
  'no-var': { rule: 'typescript/const-by-default', variant: 'var' },
  'prefer-const': { rule: 'typescript/const-by-default', variant: 'let', options: [{ destructuring: 'all' }] },
  complexity: { rule: 'typescript/bounded-complexity', variant: 'branches', options: [{ max: 25 }] },
  'no-debugger': bug('debugger'),
  'no-self-compare': bug('self-compare'),
  'no-self-assign': bug('self-assign'),
  'no-dupe-else-if': bug('same-condition'),
  'no-duplicate-case': bug('same-case'),
  'no-dupe-keys': bug('same-key'),
  'no-dupe-class-members': bug('same-key'),
  'no-unreachable': bug('unreachable'),
  'no-unreachable-loop': bug('unreachable-loop'),
  'no-cond-assign': bug('assignment'),
  'no-constant-binary-expression': bug('constant'),
  'no-unsafe-finally': bug('finally'),
  'no-unsafe-optional-chaining': bug('optional-chain'),
  'no-unsafe-negation': bug('negation'),
  'no-async-promise-executor': bug('async-executor'),
  'no-compare-neg-zero': bug('constant'),
  'no-loss-of-precision': bug('precision'),
  'use-isnan': bug('nan'),
  'valid-typeof': bug('typeof'),
  'getter-return': bug('getter'),
  'no-setter-return': bug('getter'),
  'for-direction': bug('loop-direction'),
  'coach/template-text': bug('template'),
  'array-callback-return': bug('callback', { checkForEach: false }),
  '@typescript-eslint/no-duplicate-enum-values': bug('same-case'),
  '@typescript-eslint/no-non-null-asserted-optional-chain': bug('optional-chain'),
  '@typescript-eslint/no-extra-non-null-assertion': { rule: 'typescript/const-by-default', variant: 'assertion' },
  '@typescript-eslint/prefer-as-const': { rule: 'typescript/const-by-default', variant: 'as-const' },
};

/** Calls that send a query; the beginning of one; and what is not known when it is written: neither a text nor a constant. */
const querying = 'CallExpression[callee.property.name=/^(query|execute|raw|unsafe|\\$queryRawUnsafe|\\$executeRawUnsafe|all|get|run|prepare)$/]';
const statement = '/^\\s*(select|insert\\s+into|update|delete\\s+from)\\s/i';
/** Of what is added up, the first is innermost on the left. */
const begun = ['left', 'left.left', 'left.left.left', 'left.left.left.left', 'left.left.left.left.left', 'left.left.left.left.left.left'].map(first => `[${first}.value=${statement}]`).join(', ');
const changing = 'Identifier:not([name=/^[A-Z][A-Z0-9_]+$/])';
const varying = ':not(TemplateElement):not(Literal):not(BinaryExpression):not(Identifier[name=/^[A-Z][A-Z0-9_]+$/]):not(MemberExpression[object.name=/^[A-Z][A-Z0-9_]+$/])';

/** What no rule of ESLint's knows, found in its tree. The key comes back as the message. */
export const shapes: Readonly<Record<string, LintRule & { readonly selector: string }>> = {
  'tls-option': { rule: 'typescript/tls-verified', variant: 'option', selector: 'Property[key.name=/^(rejectUnauthorized|strictSSL)$/][value.value=false], Property[key.value=/^(rejectUnauthorized|strictSSL)$/][value.value=false], AssignmentExpression[left.property.name="rejectUnauthorized"][right.value=false]' },
  'tls-environment': { rule: 'typescript/tls-verified', variant: 'environment', selector: 'AssignmentExpression[left.property.name="NODE_TLS_REJECT_UNAUTHORIZED"][right.value=/^0$/], AssignmentExpression[left.property.value="NODE_TLS_REJECT_UNAUTHORIZED"][right.value=/^0$/]' },
  'built-sql': { rule: 'typescript/no-built-sql', variant: 'template', selector: `${querying} > TemplateLiteral.arguments[quasis.0.value.raw=/^\\s*(select|insert\\s+into|update|delete\\s+from)\\s/i]:has(> ${varying})` },
  'added-sql': { rule: 'typescript/no-built-sql', variant: 'concatenation', selector: `${querying} > BinaryExpression.arguments[operator="+"]:matches(${begun}):has(${changing})` },
  'weak-random': { rule: 'typescript/no-weak-random', variant: 'random', selector: 'VariableDeclarator[id.name=/(token|secret|password|passwd|otp|nonce|session_?id|salt|api_?key)$/i] CallExpression[callee.object.name="Math"][callee.property.name="random"], Property[key.name=/(token|secret|password|passwd|otp|nonce|session_?id|salt|api_?key)$/i] CallExpression[callee.object.name="Math"][callee.property.name="random"], FunctionDeclaration[id.name=/(token|secret|password|otp|nonce|session_?id|salt|api_?key)$/i] CallExpression[callee.object.name="Math"][callee.property.name="random"]' },
};
