// @ts-check
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const tests = ['**/test/**/*.ts', '**/*.spec.ts', 'libs/testing/**/*.ts'];

/** Where a process begins, the environment is handed over to what reads it by a schema. */
const entries = ['libs/http/src/serve.ts', 'libs/database/src/migrate.ts', 'libs/telemetry/src/register.ts'];

const reExportsAll = { selector: 'ExportAllDeclaration', message: 'Name what you export: a reader must find where a name comes from.' };
const defaultExport = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };
const now = 'Time comes from the injected Clock (@roadmap/clock), so that a test can move it.';
const clockReads = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: now },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: now },
  { selector: "CallExpression[callee.name='Date']", message: now },
];
const unrun = 'A test that does not run proves nothing: mend it or delete it.';
const skippedTests = [
  { selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(skip|only|todo|failing|fixme)$/]', message: unrun },
  { selector: 'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]', message: unrun },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.roadmap/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    rules: {
      'max-lines': ['error', 300],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', reExportsAll],
    },
  },
  {
    files: ['**/*.mjs'],
    rules: {
      'no-undef': 'off', // tsc knows the globals better: tools/tsconfig.json checks these files
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // The three that need types, each a bug that tests seldom catch.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      // TRAP: Nest finds what to inject by the class at run time, and a type-only import leaves nothing there.
      '@typescript-eslint/consistent-type-imports': 'off',
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'The environment is read once, in app.config.ts.' }],
      'no-restricted-syntax': ['error', reExportsAll, defaultExport, ...clockReads],
    },
  },
  { files: ['**/app.config.ts', 'libs/config/**/*.ts', ...entries], rules: { 'no-restricted-properties': 'off' } },
  { files: ['libs/clock/**/*.ts'], rules: { 'no-restricted-syntax': ['error', reExportsAll, defaultExport] } },
  {
    files: tests,
    rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': ['error', reExportsAll, ...skippedTests] },
  },
);
