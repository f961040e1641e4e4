/** Lays rows out as an aligned text table. */
import type { BenchRow } from './suite.ts';

const HEAD = ['suite', 'subject', 'metric', 'value', 'unit', 'ratio', 'target', ''];
const NUMBERS = new Set([3, 5]);

/** One line per row under a head line; numbers to the right, with three significant digits. */
export function table(rows: readonly BenchRow[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const lines = cells.map((line) =>
    line
      .map((text, column) => pad(text, widths[column] ?? 0, NUMBERS.has(column)))
      .join('  ')
      .trimEnd(),
  );
  return [
    lines[0],
    widths
      .map((width) => '-'.repeat(width))
      .join('  ')
      .trimEnd(),
    ...lines.slice(1),
  ].join('\n');
}

const cellsOf = (row: BenchRow): string[] => [
  row.suite,
  row.subject,
  row.metric,
  digits(row.value),
  row.unit,
  row.ratio === undefined ? '' : `${digits(row.ratio)}x`,
  row.target ?? '',
  row.pass === undefined ? '' : row.pass ? 'kept' : 'NOT KEPT',
];

const pad = (text: string, width: number, right: boolean): string =>
  right ? text.padStart(width) : text.padEnd(width);

function digits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}
