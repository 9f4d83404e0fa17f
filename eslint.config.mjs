import { defineConfig, globalIgnores } from 'eslint/config';
import nextVitals from 'eslint-config-next/core-web-vitals';
import tseslint from 'typescript-eslint';

const typed = ['**/*.ts', '**/*.tsx'];

export default defineConfig([
  globalIgnores(['.next/**', '.build/**', '.data/**', 'node_modules/**', 'next-env.d.ts', 'public/**', 'tests/bench/empty-app/**']),
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  // React's rules where React is; a test's `useWorld` is no hook.
  ...nextVitals.filter((part) => part.rules).map((part) => ({ ...part, files: ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}'] })),
  { files: typed, extends: [tseslint.configs.strict] },
  {
    // Of the rules that need types (and the time to know them) those that have found real faults.
    files: typed,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A filter over request headers must be able to take some out.
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    // Links between public pages are plain on purpose: a full page comes from the one-second cache,
    // needs no script, and the router's prefetches would each be a render.
    files: ['app/**/*.tsx', 'components/**/*.tsx'],
    // Pictures are our own, small and served as they are.
    rules: { '@next/next/no-html-link-for-pages': 'off', '@next/next/no-img-element': 'off' },
  },
  {
    rules: {
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'prefer-const': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXAttribute[name.name="style"]', message: 'The policy forbids style attributes: use a class or SVG attributes.' },
        { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Markup is made by React alone.' },
      ],
    },
  },
  {
    // Functions fit a screen; a table of tests or of demo people is no function.
    files: typed,
    ignores: ['tests/**', '**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 70, skipComments: true, skipBlankLines: true }] },
  },
  {
    // Command line programs speak to their caller.
    files: ['**/*-cli.ts', '**/cli.ts', '**/main.ts', 'sandbox/server/**', 'db/seed/**', 'scripts/**', 'tests/bench/**', 'tests/long/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // A test reads answers as they come, and a wrong guess at their shape fails it.
    files: ['tests/**'],
    rules: Object.fromEntries(['argument', 'assignment', 'call', 'member-access', 'return'].map((what) => [`@typescript-eslint/no-unsafe-${what}`, 'off'])),
  },
]);
