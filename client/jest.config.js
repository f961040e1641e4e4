import presets from 'jest-preset-angular/presets/index.js';

const preset = presets.createEsmPreset({ tsconfig: '<rootDir>/client/tsconfig.spec.json' });

export default {
  ...preset,
  displayName: 'client',
  rootDir: new URL('..', import.meta.url).pathname,
  roots: ['<rootDir>/client'],
  setupFilesAfterEnv: ['<rootDir>/client/jest.setup.ts'],
  testEnvironmentOptions: { customExportConditions: ['torii-source', 'browser', 'module'] },
  moduleNameMapper: { ...preset.moduleNameMapper, '^(\\.{1,2}/.*)\\.js$': '$1' },
};
