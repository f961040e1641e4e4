import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFixture, type Fixture } from './fixture/app.js';
import { runTool } from './fixture/run-tool.js';

const SUITE_2025 = '@modelcontextprotocol/conformance/dist/index.js';
const SUITE_2026 = '@modelcontextprotocol/conformance-next/dist/index.js';

const results = (): string => mkdtempSync(join(tmpdir(), 'torii-conformance-'));

/** Scenarios of the required set that failed; those of extensions and drafts are listed apart and do not count. */
function failedScenarios(output: string): string[] {
  const scored = output.slice(output.indexOf('=== SUMMARY ==='), output.indexOf('Not scored'));
  const notScored = new Set(
    [...output.slice(output.indexOf('Not scored')).matchAll(/[✗✓] (\S+) \(/g)].map((m) => m[1]),
  );
  return [...scored.matchAll(/✗ (\S+):/g)].map((m) => String(m[1])).filter((name) => !notScored.has(name));
}

describe('conformance', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await startFixture({ legacySessions: { max: 100, idleMs: 60_000 } });
  });
  afterAll(() => fixture.close());

  it('passes the active suite of 2025-11-25: 30 scenarios, 40 checks', async () => {
    const { code, output } = await runTool(SUITE_2025, ['server', '--url', fixture.url, '-o', results()]);
    expect(output).toContain('Total: 40 passed, 0 failed');
    expect(code).toBe(0);
  });

  it('passes the requirements of 2026-07-28', async () => {
    const args = ['server', '--url', fixture.url, '--requirements', '2026-07-28', '-o', results()];
    const { code, output } = await runTool(SUITE_2026, args);
    expect(failedScenarios(output)).toEqual([]);
    expect(code).toBe(0);
  });
});
