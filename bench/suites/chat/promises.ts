/** The figures of all rounds as rows: the least of the rounds, which a busy machine disturbs least, and what was promised. */
import type { BenchRow } from '../../suite.ts';
import type { Figures } from './measures.ts';

/** What a figure of the product must not exceed: a number, or a multiple of another subject's figure. */
interface Bound {
  readonly metric: string;
  readonly most?: number;
  readonly of?: { readonly subject: string; readonly times: number };
}

/** Absolute bounds hold for a quiet machine; ratios travel. */
const BOUNDS: readonly Bound[] = [
  { metric: 'first run after start, ms', most: 50 },
  { metric: 'first token added, p50 ms', most: 3 },
  { metric: 'RSS idle, MB', most: 165 },
  { metric: 'live heap of a stream, kB', most: 40 },
  { metric: 'CPU of a run, 0 live, ms', most: 1.5 },
  { metric: 'CPU of a run, 300 live, ms', most: 1.5 },
  { metric: '100 streams: first token p50, ms', most: 10 },
  { metric: '100 streams: first token p99, ms', most: 40 },
  { metric: '500 streams: first token p50, ms', most: 50 },
  { metric: '500 streams: first token p99, ms', most: 250 },
  { metric: '500 streams: CPU of a token, µs', most: 35 },
  { metric: '500 streams: CPU of a token, µs', of: { subject: 'relay', times: 1.2 } },
  { metric: '1000 streams: first token p99, ms', of: { subject: 'baseline', times: 1 / 8 } },
  { metric: '1000 streams: RSS growth of a stream, kB', most: 75 },
  ...[100, 500, 1000].map((count) => ({ metric: `${count} streams: lost or short`, most: 0 })),
];

/** One row for each figure of each subject. */
export function promises(found: ReadonlyMap<string, readonly Figures[]>): BenchRow[] {
  const least = new Map([...found].map(([subject, rounds]) => [subject, leastOf(rounds)]));
  return [...least].flatMap(([subject, figures]) =>
    Object.entries(figures).flatMap(([metric, value]) => {
      const bounds = subject === 'torii' ? BOUNDS.filter((bound) => bound.metric === metric) : [];
      const plain: BenchRow = { suite: 'chat', subject, metric, value: round(value), unit: '' };
      if (bounds.length === 0) return [plain];
      return bounds.map((bound) => ({ ...plain, ...judge(value, bound, least) }));
    }),
  );
}

function judge(
  value: number,
  { metric, most, of }: Bound,
  least: ReadonlyMap<string, Figures>,
): Partial<BenchRow> {
  if (most !== undefined) return { target: `<= ${most}`, pass: value <= most };
  const other = of && least.get(of.subject)?.[metric];
  if (!of || other === undefined) return {};
  const target = `<= ${round(of.times)}x of ${of.subject}`;
  return { ratio: round(value / other), target, pass: value <= other * of.times };
}

function leastOf(rounds: readonly Figures[]): Figures {
  const names = Object.keys(rounds[0] ?? {});
  const worst = (name: string): boolean => name.endsWith('lost or short');
  return Object.fromEntries(
    names.map((name) => {
      const values = rounds.map((one) => one[name] ?? 0);
      return [name, worst(name) ? Math.max(...values) : Math.min(...values)];
    }),
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
