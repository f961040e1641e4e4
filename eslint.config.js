import angular from 'angular-eslint';

/** Only what oxlint cannot see: Angular's own rules, in components and in templates. Everything else is oxlint's. */
export default [
  { ignores: ['dist', '.angular', '.cache', 'server', 'libs', 'local-cloud', 'bench', 'scripts', 'e2e'] },
  ...angular.configs.tsRecommended
    .filter((config) => config.name?.startsWith('angular-eslint'))
    .map((config) => ({
      ...config,
      files: ['client/src/**/*.ts'],
      processor: angular.processInlineTemplates,
    })),
  {
    files: ['client/src/**/*.ts'],
    rules: {
      '@angular-eslint/component-class-suffix': 'off',
      '@angular-eslint/directive-class-suffix': 'off',
      '@angular-eslint/component-selector': [
        'error',
        { type: 'element', prefix: 'app', style: 'kebab-case' },
      ],
      '@angular-eslint/directive-selector': [
        'error',
        { type: 'attribute', prefix: 'app', style: 'camelCase' },
      ],
      '@angular-eslint/prefer-signals': 'error',
    },
  },
  ...[...angular.configs.templateRecommended, ...angular.configs.templateAccessibility].map((config) => ({
    ...config,
    files: ['client/src/**/*.html'],
  })),
  {
    files: ['client/src/**/*.html'],
    rules: { 'max-lines': ['error', 200], '@angular-eslint/template/prefer-control-flow': 'error' },
  },
];
