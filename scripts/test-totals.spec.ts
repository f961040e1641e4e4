import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge, readJest, readPlaywright, summary } from './test-totals.mjs';

describe('the closing line of npm test', () => {
  let directory: string;
  let report: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'torii-totals-'));
    report = join(directory, 'report.json');
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const write = (content: unknown): void => writeFileSync(report, JSON.stringify(content));
  const jestSuite = (...statuses: string[]): unknown => ({
    name: 'a.spec.ts',
    status: statuses.includes('failed') ? 'failed' : 'passed',
    assertionResults: statuses.map((status, index) => ({ status, fullName: `${status} ${index}` })),
  });

  it('adds up what Jest ran', () => {
    write({ testResults: [jestSuite('passed', 'passed', 'pending'), jestSuite('failed')] });

    expect(judge('jest', readJest, report, 1)).toEqual({
      passed: 2,
      failed: ['failed 0'],
      skipped: ['pending 2'],
    });
  });

  it('counts a suite that did not load as a failure', () => {
    write({ testResults: [{ name: 'broken.spec.ts', status: 'failed', assertionResults: [] }] });

    expect(judge('jest', readJest, report, 1).failed).toEqual([
      'broken.spec.ts: failed outside of its tests',
    ]);
  });

  it('counts a suite whose clean-up failed although its tests passed', () => {
    const passed = { status: 'passed', fullName: 'works' };
    write({ testResults: [{ name: 'a.spec.ts', status: 'failed', assertionResults: [passed] }] });

    expect(judge('jest', readJest, report, 1)).toMatchObject({
      passed: 1,
      failed: ['a.spec.ts: failed outside of its tests'],
    });
  });

  it('adds up what Playwright ran, with nested suites, and counts a flaky test as failed', () => {
    const spec = (title: string, status: string): unknown => ({ title, tests: [{ status }] });
    write({
      errors: [],
      suites: [
        {
          title: 'journey',
          specs: [spec('signs in', 'expected'), spec('is flaky', 'flaky')],
          suites: [{ title: 'as Ben', specs: [spec('waits', 'skipped')] }],
        },
      ],
    });

    expect(judge('playwright', readPlaywright, report, 1)).toEqual({
      passed: 1,
      failed: ['journey is flaky'],
      skipped: ['as Ben waits'],
    });
  });

  it('counts an error outside of any browser test', () => {
    write({ errors: [{ message: 'no server\nat x' }], suites: [] });

    expect(judge('playwright', readPlaywright, report, 1).failed).toContain('browser tests: no server');
  });

  it('fails a runner that left no report', () => {
    expect(judge('jest', readJest, report, 0).failed).toEqual(['jest: ended with code 0 and no report']);
  });

  it('fails a runner whose report cannot be read', () => {
    writeFileSync(report, '{"testResults": [');

    expect(judge('jest', readJest, report, 0).failed).toEqual(['jest: its report cannot be read']);
  });

  it('fails a runner that ran nothing', () => {
    write({ testResults: [] });

    expect(judge('jest', readJest, report, 0).failed).toEqual(['jest: ran no test']);
  });

  it('fails a runner that passed every test and then crashed', () => {
    write({ testResults: [jestSuite('passed')] });

    expect(judge('jest', readJest, report, 134).failed).toEqual(['jest: ended with code 134']);
  });

  it('ends with the sums and names failures and skips before them', () => {
    const text = summary([
      { passed: 3, failed: ['refuses x'], skipped: [] },
      { passed: 4, failed: [], skipped: ['stores in PostgreSQL'] },
    ]);

    expect(text.split('\n').slice(-3)).toEqual([
      'skipped: stores in PostgreSQL',
      'failed: refuses x',
      '7 passed, 1 failed, 1 skipped',
    ]);
  });
});
