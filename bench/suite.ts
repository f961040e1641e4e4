/**
 * The shape of a benchmark suite: one file in `suites/`, named `*.suite.ts`, exporting `suite`. Suites run as plain
 * Node 24 strips their types: erasable syntax only, `.ts` in relative imports, and `#libs/*` is the built library.
 */

/** One measured line of the table. */
export interface BenchRow {
  /** Name of the suite, for example `validator`. */
  readonly suite: string;
  /** What was measured: our own code, a peer or the bare floor. */
  readonly subject: string;
  /** What was counted, for example `fresh token`. */
  readonly metric: string;
  readonly value: number;
  /** Unit of `value`, for example `µs`, `req/s`, `KiB`. */
  readonly unit: string;
  /** `value` against the suite's reference subject, where a comparison is meant. */
  readonly ratio?: number;
  /** The promise in words, for example `<= 1.25x of jose.jwtVerify`. */
  readonly target?: string;
  /** Whether the promise was kept in this run; left out where there is none. */
  readonly pass?: boolean;
}

/** A suite measures its own subjects, interleaved in one run, and ends by itself. */
export interface BenchSuite {
  readonly name: string;
  run(): Promise<readonly BenchRow[]>;
}
