/**
 * `npm test`: every unit, integration, browser and conformance test, summed up in one closing line. A runner that
 * crashes, hangs or runs nothing counts as a failure. Arguments name runners: `npm test -- playwright`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { build, PRODUCT_AND_LOCAL_CLOUD } from './build.mjs';
import { runTool } from './children.mjs';
import { findChromium } from './chromium.mjs';
import { cacheDirectory, packageFile } from './paths.mjs';
import { freePort } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { judge, readJest, readPlaywright, summary } from './test-totals.mjs';

const workers = Math.max(2, availableParallelism() - 1);
const RUNNER_TIMEOUT_MS = 20 * 60_000;
const reports = join(cacheDirectory, 'reports');

const runners = [
  { name: 'jest', run: runJest, read: readJest },
  { name: 'playwright', run: runPlaywright, read: readPlaywright },
];

/** @param {readonly string[]} names of runners; none means all */
export async function run(names) {
  const chosen = runners.filter(({ name }) => names.length === 0 || names.includes(name));
  mkdirSync(reports, { recursive: true });
  await build(PRODUCT_AND_LOCAL_CLOUD);
  const all = [];
  for (const runner of chosen) {
    const report = join(reports, `${runner.name}.json`);
    rmSync(report, { force: true });
    all.push(judge(runner.name, runner.read, report, await attempt(() => runner.run(report))));
  }
  console.log(summary(all));
  return all.length > 0 && all.every((totals) => totals.failed.length === 0) ? 0 : 1;
}

/** A runner that cannot even be started is one failure of that runner; the others still run. */
async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

/** Tests for several replicas run where PostgreSQL is: the one that is named, else a server that is thrown away. */
async function runJest(report) {
  const server = process.env.TORII_TEST_POSTGRES ? undefined : await startPostgres();
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const args = ['--json', `--outputFile=${report}`, `--maxWorkers=${workers}`, '--silent'];
  try {
    return await runTool([...flags, packageFile('jest/bin/jest.js'), ...args], {
      timeout: RUNNER_TIMEOUT_MS,
      ...(server ? { env: { ...process.env, TORII_TEST_POSTGRES: server.url } } : {}),
    });
  } finally {
    server?.stop();
  }
}

/** The browser tests start the built product themselves (playwright.config.ts), on ports that are free. */
async function runPlaywright(report) {
  const { executablePath, env } = await findChromium();
  const port = await freePort(3000);
  const cloudPort = await freePort(3900);
  return runTool([packageFile('@playwright/test/cli.js'), 'test'], {
    timeout: RUNNER_TIMEOUT_MS,
    env: {
      ...process.env,
      ...env,
      CHROMIUM_PATH: executablePath,
      PORT: `${port}`,
      LOCAL_CLOUD_PORT: `${cloudPort}`,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    },
  });
}
