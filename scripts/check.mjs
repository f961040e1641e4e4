/**
 * `npm run check`: format, lint, module boundaries, types, unused code and unit tests, two at a time. Arguments name
 * checks; `static` stands for all but the unit tests: `npm run check -- static`.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runQuietly } from './children.mjs';
import { packageFile, root } from './paths.mjs';

const SOURCES = [
  'server',
  'libs',
  'local-cloud',
  'client/src',
  'client/jest.setup.ts',
  'e2e',
  'bench',
  'scripts',
  'playwright.config.ts',
];
/** Property runs and libraries driven over HTTP: minutes, not seconds. `npm test` runs them. */
const LONG_RUNS = '/libs/[^/]+/test/|/node_modules/|(isolation|fuzz|robustness)\\.spec\\.ts$';
const tsc = (project) => [packageFile('typescript/bin/tsc'), '--noEmit', '-p', project];

/** The slow ones first, so that two lanes end at about the same time. */
const checks = {
  units: [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    packageFile('jest/bin/jest.js'),
    '--selectProjects',
    'unit',
    'client',
    '--maxWorkers=2',
    '--silent',
    `--testPathIgnorePatterns=${LONG_RUNS}`,
  ],
  'types:server': tsc('server/tsconfig.spec.json'),
  'types:client': [
    packageFile('@angular/compiler-cli/bundles/src/bin/ngc.js'),
    '--noEmit',
    '-p',
    'client/tsconfig.app.json',
  ],
  'types:client-specs': tsc('client/tsconfig.spec.json'),
  lint: [packageFile('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'],
  'lint:angular': [packageFile('eslint/bin/eslint.js'), '--max-warnings=0', 'client/src'],
  'types:local-cloud': tsc('local-cloud/tsconfig.json'),
  // The peers of the benchmarks are installed by the first `npm run bench`; before it their types are not there.
  ...(existsSync(join(root, 'bench/node_modules')) ? { 'types:bench': tsc('bench/tsconfig.json') } : {}),
  'types:scripts': tsc('scripts/tsconfig.json'),
  unused: [packageFile('knip/bin/knip.js'), '--no-progress'],
  boundaries: [
    packageFile('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.js',
    ...SOURCES,
  ],
  format: [packageFile('oxfmt/bin/oxfmt'), '--check', '.'],
};

/** @param {readonly string[]} names */
export async function run(names) {
  const started = Date.now();
  const queue = Object.keys(checks).filter((name) => isAsked(name, names));
  if (queue.length === 0) throw new Error(`Unknown check. Known: static, ${Object.keys(checks).join(', ')}.`);
  const failures = [];
  const lane = async () => {
    for (let name = queue.shift(); name; name = queue.shift()) {
      if (!(await passes(name))) failures.push(name);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, Math.min(4, availableParallelism())) }, lane));
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    failures.length > 0
      ? `\nfailed: ${failures.join(', ')} (${seconds} s)`
      : `\nall checks passed (${seconds} s)`,
  );
  return failures.length > 0 ? 1 : 0;
}

const isAsked = (name, names) =>
  names.length === 0 || names.includes(name) || (names.includes('static') && name !== 'units');

/** Runs one check and prints one line; what the tool said follows only where it failed. */
async function passes(name) {
  const started = Date.now();
  const { code, output } = await runQuietly(checks[name]);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (code !== 0) console.log(output);
  return code === 0;
}
