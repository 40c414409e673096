// Style is the author's; these rules catch mistakes. Who may know whom is test/architecture's to say.
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'out', 'node_modules', 'labs', '**/*.js', 'src/engines'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', { selector: "ImportDeclaration[source.value='zod'] ImportSpecifier", message: "Write import * as z from 'zod': the named import brings every language of its messages, 350 kB." }, { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a name is searched and renamed, a default is not.' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/*.mjs'], rules: { '@typescript-eslint/no-require-imports': 'off', 'no-restricted-syntax': 'off' } },
);
