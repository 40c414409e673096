// Style is the author's; these rules catch mistakes and police who may know whom. Each restriction says what to do instead.
import tseslint from 'typescript-eslint';

const nodeBuiltins = { group: ['node:*', 'fs', 'path', 'child_process'], message: 'The core reaches no machine: declare a port and implement it in src/node.' };
const editor = { group: ['vscode'], message: 'Only src/vscode and src/extension.ts know the editor.' };
const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const room = (...names) => ({ group: names.flatMap(name => [`**/${name}`, `**/${name}/**`]), message: `This room may not know ${names.join(', ')}: see ARCHITECTURE.md.` });

export default tseslint.config(
  { ignores: ['dist', 'out', 'node_modules', 'labs', '**/*.js', 'src/engines'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a name is searched and renamed, a default is not.' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  { files: ['src/core/**'], rules: forbid(nodeBuiltins, editor, room('node', 'vscode', 'protocol', 'webview')) },
  { files: ['src/core/analysis/**'], rules: forbid(nodeBuiltins, editor, room('node', 'vscode', 'protocol', 'webview', 'labs', 'progress', 'copilot', 'assessment', 'platform')) },
  { files: ['src/node/**'], rules: forbid(editor, room('vscode', 'webview')) },
  { files: ['src/webview/**'], rules: forbid(nodeBuiltins, editor, room('node', 'vscode')) },
  { files: ['src/protocol/**'], rules: forbid(nodeBuiltins, editor, room('node', 'vscode', 'webview')) },
  { files: ['**/*.mjs'], rules: { '@typescript-eslint/no-require-imports': 'off', 'no-restricted-syntax': 'off' } },
);
