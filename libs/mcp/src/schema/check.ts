import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';

/** A checked value, or one line that says what is wrong where. */
export type Checked =
  | { readonly value: unknown; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: string };

/** Checks a value against a schema. Stays synchronous where the schema does: a promise per call is not free. */
export function check(schema: StandardSchemaWithJSON, value: unknown): Checked | Promise<Checked> {
  const checked = schema['~standard'].validate(value);
  return checked instanceof Promise ? checked.then(toChecked) : toChecked(checked);
}

type Outcome = Awaited<ReturnType<StandardSchemaWithJSON['~standard']['validate']>>;

function toChecked(outcome: Outcome): Checked {
  if (outcome.issues === undefined || outcome.issues.length === 0) {
    return { value: (outcome as { readonly value: unknown }).value };
  }
  return { fault: outcome.issues.map(describe).join(', ') };
}

function describe({ path, message }: NonNullable<Outcome['issues']>[number]): string {
  const where = (path ?? [])
    .map((segment) => String(typeof segment === 'object' ? segment.key : segment))
    .join('.');
  return where === '' ? message : `${where}: ${message}`;
}
