/** Adds up what the test runners reported, and never believes a runner that reported nothing. */
import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} Totals
 * @property {number} passed
 * @property {string[]} failed one title per failure
 * @property {string[]} skipped one title per skip
 */

/** @returns {Totals} */
const emptyTotals = () => ({ passed: 0, failed: [], skipped: [] });

/**
 * Reads the report of `jest --json`. A suite that could not be loaded, or fails in a hook, is one failure.
 * @param {string} file
 * @returns {Totals}
 */
export function readJest(file) {
  const totals = emptyTotals();
  for (const suite of readReport(file).testResults) {
    const hasFailedTest = suite.assertionResults.some(({ status }) => status === 'failed');
    if (suite.status === 'failed' && !hasFailedTest)
      totals.failed.push(`${suite.name}: failed outside of its tests`);
    for (const test of suite.assertionResults) sort(totals, test.status, test.fullName);
  }
  return totals;
}

/**
 * Reads Playwright's JSON report. A test that passed only on a retry counts as failed.
 * @param {string} file
 * @returns {Totals}
 */
export function readPlaywright(file) {
  const totals = emptyTotals();
  const report = readReport(file);
  for (const error of report.errors) totals.failed.push(`browser tests: ${firstLine(error.message)}`);
  const visit = (suite) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) sort(totals, test.status, `${suite.title} ${spec.title}`);
    }
    for (const inner of suite.suites ?? []) visit(inner);
  };
  for (const suite of report.suites) visit(suite);
  return totals;
}

/**
 * What a runner did, judged by its report and its exit code together.
 * @param {string} name of the runner
 * @param {(file: string) => Totals} read
 * @param {string} file its report
 * @param {number} exitCode
 * @returns {Totals}
 */
export function judge(name, read, file, exitCode) {
  if (!existsSync(file))
    return { passed: 0, failed: [`${name}: ended with code ${exitCode} and no report`], skipped: [] };
  const totals = readSafely(read, file);
  if (!totals) return { ...emptyTotals(), failed: [`${name}: its report cannot be read`] };
  const ran = totals.passed + totals.failed.length + totals.skipped.length;
  if (ran === 0) totals.failed.push(`${name}: ran no test`);
  if (exitCode !== 0 && totals.failed.length === 0)
    totals.failed.push(`${name}: ended with code ${exitCode}`);
  return totals;
}

/**
 * The closing text: each failure and skip by name, then one line with the sums.
 * @param {readonly Totals[]} all
 */
export function summary(all) {
  const failed = all.flatMap((totals) => totals.failed);
  const skipped = all.flatMap((totals) => totals.skipped);
  const passed = all.reduce((sum, totals) => sum + totals.passed, 0);
  return [
    '',
    ...skipped.map((title) => `skipped: ${title}`),
    ...failed.map((title) => `failed: ${title}`),
    `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
  ].join('\n');
}

function readSafely(read, file) {
  try {
    return read(file);
  } catch {
    return undefined;
  }
}

function sort(totals, status, title) {
  if (status === 'passed' || status === 'expected') totals.passed += 1;
  else if (status === 'pending' || status === 'skipped' || status === 'todo' || status === 'disabled')
    totals.skipped.push(title);
  else totals.failed.push(title);
}

const readReport = (file) => JSON.parse(readFileSync(file, 'utf8'));

const firstLine = (text) => String(text ?? 'error').split('\n')[0];
