/**
 * Units of work that run through at once on SQLite, and statement by statement on PostgreSQL: one text for both. Kysely
 * builds the statements; those on the way of each run are built once. A dozen awaited statements were a quarter of the CPU
 * of a run's start, and 200 runs that began at once waited for each other at every one of them.
 */
import type { Compilable, Kysely } from 'kysely';
import type { Tables } from './schema.js';

/** A statement as a driver takes it. */
export interface Query {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Yields statements, gets their rows, and returns what it found. Delegate with `yield*`. */
export type Step<T> = Generator<Query, T, readonly unknown[]>;

/** The rows of a statement. */
export function* rows<R>(query: Compilable<R>): Step<readonly R[]> {
  const { sql, parameters } = query.compile();
  return (yield { sql, parameters }) as readonly R[];
}

/** The first row of a statement. */
export function* first<R>(query: Compilable<R>): Step<R | undefined> {
  return (yield* rows(query))[0];
}

/** Stands for a value in a statement that is built before its values are known. */
class Slot {
  constructor(readonly name: string) {}
}

/** A statement that is built once for each database, with names where its values go. */
export type HotStatement<V, R> = (db: Kysely<Tables>, values: V) => Step<readonly R[]>;

/**
 * @param build must use each value as a parameter and look at none
 * @example
 * const runById = hot((db, { id }: { id: string }) => db.selectFrom('runs').select('state').where('id', '=', id));
 * const [run] = yield* runById(db, { id });
 */
export function hot<V extends object, R>(
  build: (db: Kysely<Tables>, values: V) => Compilable<R>,
): HotStatement<V, R> {
  const built = new WeakMap<Kysely<Tables>, Query>();
  const slots = new Proxy({} as V, { get: (_, name) => new Slot(String(name)) });
  return function* (db, values) {
    let query = built.get(db);
    if (!query) {
      query = build(db, slots).compile();
      built.set(db, query);
    }
    const parameters = query.parameters.map((each) =>
      each instanceof Slot ? values[each.name as keyof V] : each,
    );
    return (yield { sql: query.sql, parameters }) as readonly R[];
  };
}

/** Runs a step where statements are answered at once. */
export function runThrough<T>(step: Step<T>, ask: (query: Query) => readonly unknown[]): T {
  let next = step.next([]);
  while (!next.done) next = step.next(ask(next.value));
  return next.value;
}

/** Runs a step where statements are waited for. */
export async function runAwaiting<T>(
  step: Step<T>,
  ask: (query: Query) => Promise<readonly unknown[]>,
): Promise<T> {
  let next = step.next([]);
  while (!next.done) next = step.next(await ask(next.value));
  return next.value;
}
