import type { BenchRow } from '../../suite.ts';
import type { Load } from './load.ts';
import { FLOOR, PEERS } from './plans.ts';

/** What each subject promises: its calls against the floor's. */
const LEAST: Readonly<Record<string, number>> = {
  'torii, as shipped': 1.5,
  'torii modules': 1.5,
  'torii modules, cache off': 0.6,
};
const CACHED = ['torii, as shipped', 'torii modules'];

/** Medians of all rounds, with the promises that are kept or broken. */
export function rowsOf(tools: number, loads: ReadonlyMap<string, readonly Load[]>): readonly BenchRow[] {
  const speed = (name: string): number => median((loads.get(name) ?? []).map((load) => load.perSecond));
  const floor = speed(FLOOR);
  const floorCpu = median((loads.get(FLOOR) ?? []).map((load) => load.cpu));
  const bestPeer = Math.max(...PEERS.map(speed).filter((value) => !Number.isNaN(value)));
  const bestPeerCpu = Math.min(
    ...PEERS.map((name) => median((loads.get(name) ?? []).map((load) => load.cpu))).filter(
      (value) => !Number.isNaN(value),
    ),
  );
  return [...loads].flatMap(([subject, all]): BenchRow[] => {
    const of = (pick: (load: Load) => number): number => median(all.map(pick));
    const metric = (what: string): string =>
      `${what}, ${subject === 'torii, as shipped' ? 'nine tools' : `${tools} tool${tools === 1 ? '' : 's'}`}`;
    const row = (what: string, value: number, unit: string): BenchRow => ({
      suite: 'mcp',
      subject,
      metric: metric(what),
      value,
      unit,
    });
    const ratio = speed(subject) / floor;
    const least = LEAST[subject];
    const promise = least === undefined ? {} : { target: `>= ${least} of the floor`, pass: ratio >= least };
    const times = speed(subject) / bestPeer;
    const tail =
      of((load) => load.p99) /
      Math.max(
        of((load) => load.p50),
        1,
      );
    return [
      { ...row('calls', speed(subject), 'req/s'), ratio, ...promise },
      // Calls per CPU second against the floor: says more than the clock where the machine has other work.
      {
        ...row(
          'CPU per call',
          of((load) => load.cpu),
          'µs',
        ),
        ratio: floorCpu / of((load) => load.cpu),
      },
      ...(CACHED.includes(subject)
        ? [
            { ...row('against the best peer', times, 'x'), target: '>= 4x', pass: times >= 4 },
            row('CPU per call of the best peer against this', bestPeerCpu / of((load) => load.cpu), 'x'),
            { ...row('p99 / p50', tail, 'x'), target: '< 6x', pass: tail < 6 },
          ]
        : [
            row(
              'p99',
              of((load) => load.p99),
              'ms',
            ),
          ]),
      row(
        'memory after the load',
        of((load) => load.rss),
        'MiB',
      ),
    ];
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
