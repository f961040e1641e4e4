import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';

/**
 * A class whose properties carry class-validator decorators.
 *
 * @example
 * const input: DtoClass = NewNote; // class NewNote { @IsString() title!: string }
 */
export type DtoClass<T extends object = object> = abstract new () => T;

/**
 * What tools and prompts take as schema: zod 4, any Standard Schema with a JSON Schema form, or a DTO class.
 *
 * @example
 * const input: SchemaSource = z.object({ title: z.string() });
 */
export type SchemaSource = StandardSchemaWithJSON | DtoClass;

/**
 * The type a value has after it passed the schema.
 *
 * @example
 * type Note = SchemaOutput<typeof noteSchema>;
 */
export type SchemaOutput<S> = S extends StandardSchemaWithJSON
  ? StandardSchemaWithJSON.InferOutput<S>
  : S extends DtoClass<infer T>
    ? T
    : Record<string, unknown>;

/** JSON Schema 2020-12 as plain data. */
export type JsonSchema = Record<string, unknown>;

/** A schema whose JSON form was made once, at start-up: the SDK otherwise converts it on every request. */
export interface PreparedSchema {
  readonly schema: StandardSchemaWithJSON;
  readonly json: JsonSchema;
}

const VENDOR = 'torii-mcp';

/** A Standard Schema made of a validator and a JSON Schema that is already known. */
export function prepared(
  jsonSchema: JsonSchema,
  validate: StandardSchemaWithJSON['~standard']['validate'],
): StandardSchemaWithJSON {
  const same = (): JsonSchema => jsonSchema;
  return { '~standard': { version: 1, vendor: VENDOR, validate, jsonSchema: { input: same, output: same } } };
}

/** For tools without arguments: whatever is sent is ignored, and the listed schema asks for nothing. */
export const NO_ARGUMENTS: StandardSchemaWithJSON = prepared(
  { type: 'object', properties: {}, additionalProperties: false },
  () => ({ value: {} }),
);
