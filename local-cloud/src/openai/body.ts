/** Reads request bodies and checks their members, with OpenAI's 400 answers. */
import { isObject, type Json } from '../text/json.js';
import { invalidRequest } from './faults.js';

/** Reads the body as a JSON object. */
export async function readJson(request: Request): Promise<Json> {
  let value: unknown;
  try {
    value = await request.json();
  } catch {
    throw invalidRequest(
      'We could not parse the JSON body of your request. The API expects a JSON payload, but what was sent was not valid JSON.',
      null,
      null,
    );
  }
  if (!isObject(value)) throw wrongType('body', 'an object', value);
  return value;
}

/** 400 for a member of the wrong JSON type. */
export function wrongType(param: string, expected: string, got: unknown): Error {
  return invalidRequest(
    `Invalid type for '${param}': expected ${expected}, but got ${nameOf(got)} instead.`,
    param,
    'invalid_type',
  );
}

/** 400 for a member that is absent. */
export function missing(param: string): Error {
  return invalidRequest(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter');
}

/** 400 for a member with a value that is not allowed. */
export function wrongValue(param: string, message: string): Error {
  return invalidRequest(`Invalid value for '${param}': ${message}`, param, 'invalid_value');
}

/** A required string member. */
export function requireString(body: Json, key: string, path: string = key): string {
  const value = body[key];
  if (value === undefined) throw missing(path);
  if (typeof value !== 'string') throw wrongType(path, 'a string', value);
  return value;
}

/** An optional string member; `null` counts as absent. */
export function optionalString(body: Json, key: string, path: string = key): string | undefined {
  return body[key] === undefined || body[key] === null ? undefined : requireString(body, key, path);
}

/** An optional boolean member; `null` counts as absent. */
export function optionalBoolean(body: Json, key: string): boolean | undefined {
  const value = body[key] ?? undefined;
  if (value !== undefined && typeof value !== 'boolean') throw wrongType(key, 'a boolean', value);
  return value;
}

/** An optional whole number of at least `minimum`; `null` counts as absent. */
export function optionalCount(body: Json, key: string, minimum: number): number | undefined {
  const value = body[key] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number') throw wrongType(key, 'an integer', value);
  if (!Number.isInteger(value) || value < minimum) {
    throw invalidRequest(
      `Invalid '${key}': integer below minimum value. Expected a value >= ${minimum}, but got ${value} instead.`,
      key,
      'integer_below_min_value',
    );
  }
  return value;
}

/** An optional array member; `null` counts as absent. */
export function optionalArray(body: Json, key: string, path: string = key): readonly unknown[] {
  const value = body[key] ?? [];
  if (!Array.isArray(value)) throw wrongType(path, 'an array', value);
  return value as readonly unknown[];
}

/** A member of an array that must be an object. */
export function requireObject(value: unknown, path: string): Json {
  if (!isObject(value)) throw wrongType(path, 'an object', value);
  return value;
}

const TEXT_PARTS = new Set(['text', 'input_text', 'output_text', 'refusal']);

/** Text of a message's content: a string, or an array of text parts. Images and files are not understood. */
export function textOf(content: unknown, path: string): string {
  if (typeof content === 'string') return content;
  if (content === undefined) throw missing(path);
  if (!Array.isArray(content)) throw wrongType(path, 'one of a string or an array of objects', content);
  return content
    .map((entry: unknown, index) => {
      const part = requireObject(entry, `${path}[${index}]`);
      const type = requireString(part, 'type', `${path}[${index}].type`);
      if (!TEXT_PARTS.has(type)) {
        throw wrongValue(`${path}[${index}].type`, `'${type}'. The local stand-in reads text only.`);
      }
      return requireString(part, type === 'refusal' ? 'refusal' : 'text', `${path}[${index}].text`);
    })
    .join('\n');
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
