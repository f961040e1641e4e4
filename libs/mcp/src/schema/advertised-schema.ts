type Json = Readonly<Record<string, unknown>>;

/** Facts of a result with `isError`: always a stable `code`, and what goes with it. */
const FAILURE: Json = {
  title: 'Failure',
  description: 'Facts of a result with isError',
  type: 'object',
  properties: { code: { type: 'string' } },
  required: ['code'],
};

/**
 * The output schema as clients are told it: the tool's own shape, or that of a failure. By the specification results
 * with `isError` need not match, but clients on the 1.x SDK check them all the same and would lose code and next step.
 */
export function advertised(own: Json): Json {
  // A schema that points at its own root cannot be moved under another one.
  if (own['type'] !== 'object' || JSON.stringify(own).includes('"$ref":"#"')) return own;
  const { $schema, $id, $defs, definitions, ...shape } = own;
  const shared = Object.entries({ $schema, $id, $defs, definitions }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...Object.fromEntries(shared), type: 'object', anyOf: [shape, FAILURE] };
}
