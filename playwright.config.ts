import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from './scripts/chromium.mjs';

const port = process.env['PORT'] ?? '3000';
const { executablePath, env } = await findChromium();

/** The browser journeys against the product as built, with the local cloud: what `npm start` gives a person. */
export default defineConfig({
  testDir: './e2e',
  outputDir: './.cache/e2e',
  fullyParallel: false,
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  timeout: 60_000,
  reporter: [['list'], ...(process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['json'] as const] : [])],
  use: {
    baseURL: `http://localhost:${port}`,
    browserName: 'chromium',
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      args: chromiumFlags,
      env: { ...process.env, ...env } as Record<string, string>,
    },
  },
  webServer: {
    command: `"${process.execPath}" scripts/launch.mjs start`,
    url: `http://localhost:${port}/api/health/ready`,
    reuseExistingServer: !process.env['CI'] && !process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'],
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    env: { DATABASE_URL: 'sqlite::memory:', RATE_LIMIT_PER_MINUTE: '0', LOG_LEVEL: 'warn', NO_COLOR: '' },
  },
});
