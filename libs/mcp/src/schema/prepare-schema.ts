import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { McpConfigurationError } from '../mcp-error.js';
import { absentNulls } from './absent-nulls.js';
import { dtoSchema } from './dto-schema.js';
import {
  NO_ARGUMENTS,
  prepared,
  type JsonSchema,
  type PreparedSchema,
  type SchemaSource,
} from './tool-schema.js';

const TARGET = { target: 'draft-2020-12' } as const;

/**
 * Prepares the schema of arguments. Throws `McpConfigurationError` where it does not describe an object.
 * @param where class, method and option, for the error text
 */
export function prepareInput(source: SchemaSource | undefined, where: string): PreparedSchema {
  if (source === undefined) return { schema: NO_ARGUMENTS, json: jsonOf(NO_ARGUMENTS, 'input', where) };
  const { schema, json } = prepare(source, 'input', where);
  if (json.type !== undefined && json.type !== 'object') {
    throw new McpConfigurationError(`${where} must describe an object, not ${JSON.stringify(json.type)}`);
  }
  return { schema: withAbsentNulls(schema, json), json: { type: 'object', ...json } };
}

/** Prepares the schema of `structuredContent`, which may have any root (MCP 2026-07-28, SEP-2106). */
export function prepareOutput(source: SchemaSource, where: string): PreparedSchema {
  return prepare(source, 'output', where);
}

function prepare(source: SchemaSource, io: 'input' | 'output', where: string): PreparedSchema {
  if (isStandardSchema(source)) {
    const json = jsonOf(source, io, where);
    return { schema: prepared(json, source['~standard'].validate), json };
  }
  if (typeof source === 'function') return dtoSchema(source, where);
  throw new McpConfigurationError(
    `${where} is neither a Standard Schema (zod 4.2 or newer, Valibot, ArkType) nor a class with class-validator decorators`,
  );
}

/** `null` for an argument that may be absent is as if it were absent. */
function withAbsentNulls(schema: StandardSchemaWithJSON, json: JsonSchema): StandardSchemaWithJSON {
  const strip = absentNulls(json);
  if (strip === undefined) return schema;
  const { validate } = schema['~standard'];
  return prepared(json, (value) => validate(strip(value)));
}

function isStandardSchema(source: SchemaSource): source is StandardSchemaWithJSON {
  return '~standard' in source;
}

function jsonOf(schema: StandardSchemaWithJSON, io: 'input' | 'output', where: string): JsonSchema {
  const convert = schema['~standard'].jsonSchema?.[io];
  if (convert === undefined) {
    throw new McpConfigurationError(
      `${where}: this schema library has no JSON Schema form; zod has one from 4.2 on`,
    );
  }
  try {
    return convert(TARGET);
  } catch (cause) {
    throw new McpConfigurationError(`${where} cannot be written as JSON Schema: ${String(cause)}`, { cause });
  }
}
