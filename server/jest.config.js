/** Server and libraries under Jest: ESM through swc, `#libs/*` resolved to source. */
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'es6' },
};

const base = {
  rootDir: new URL('..', import.meta.url).pathname,
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/server/test/jest.setup.ts'],
  testEnvironmentOptions: { customExportConditions: ['torii-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/bench/node_modules/'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
};

/** Specs beside the source: no network beyond loopback, seconds. */
export const unit = {
  ...base,
  displayName: 'unit',
  roots: ['<rootDir>/server/src', '<rootDir>/libs', '<rootDir>/local-cloud', '<rootDir>/scripts'],
  testMatch: ['**/*.spec.ts'],
};

/** The whole product over real HTTP against the local cloud. */
export const product = {
  ...base,
  displayName: 'product',
  roots: ['<rootDir>/server/test'],
  testMatch: ['**/*.spec.ts'],
};
