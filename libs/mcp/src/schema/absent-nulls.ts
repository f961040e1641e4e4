import type { JsonSchema } from './tool-schema.js';

/** Takes out what was sent as `null` and may be absent. Returns the same value where there is nothing to take out. */
type Strip = (value: unknown) => unknown;

/** Schemas may point at themselves; arguments of tools are not deeper than this. */
const MAX_DEPTH = 8;

/**
 * Makes the function that treats `null` for an optional member as if the member were absent, as some clients and
 * strict model APIs send it (every member required, optional ones nullable). A member whose schema admits `null`
 * keeps it. `undefined` where the schema has no such member.
 */
export function absentNulls(schema: JsonSchema): Strip | undefined {
  return stripOf(schema, schema, 0);
}

function stripOf(pointer: unknown, root: JsonSchema, depth: number): Strip | undefined {
  const schema = resolved(pointer, root);
  if (schema === undefined || depth > MAX_DEPTH) return undefined;
  const ofItems = stripOf(schema['items'], root, depth + 1);
  if (ofItems !== undefined) {
    return (value) => (Array.isArray(value) ? unchanged(value, value.map(ofItems)) : value);
  }
  const required = new Set((schema['required'] as readonly string[] | undefined) ?? []);
  const properties = Object.entries((schema['properties'] as JsonSchema | undefined) ?? {});
  const droppable = new Set(
    properties
      .filter(([name, own]) => !required.has(name) && !admitsNull(own, root, 0))
      .map(([name]) => name),
  );
  const inner = properties.flatMap(([name, own]) => {
    const strip = stripOf(own, root, depth + 1);
    return strip === undefined ? [] : [[name, strip] as const];
  });
  if (droppable.size === 0 && inner.length === 0) return undefined;
  return (value) => (isObject(value) ? stripped(value, droppable, new Map(inner)) : value);
}

function stripped(
  value: Readonly<Record<string, unknown>>,
  droppable: ReadonlySet<string>,
  inner: ReadonlyMap<string, Strip>,
): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const [name, member] of Object.entries(value)) {
    if (member === null && droppable.has(name)) {
      copy ??= { ...value };
      delete copy[name];
      continue;
    }
    const strip = inner.get(name);
    const next = strip === undefined ? member : strip(member);
    if (next !== member) (copy ??= { ...value })[name] = next;
  }
  return copy ?? value;
}

function unchanged(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.some((item, index) => item !== before[index]) ? after : before;
}

function admitsNull(pointer: unknown, root: JsonSchema, depth: number): boolean {
  const schema = resolved(pointer, root);
  // A schema that says nothing about its value admits anything.
  if (schema === undefined || depth > MAX_DEPTH) return true;
  const { type, enum: values, anyOf, oneOf, allOf } = schema;
  if ('const' in schema) return schema['const'] === null;
  if (Array.isArray(values)) return values.includes(null);
  if (type !== undefined) return type === 'null' || (Array.isArray(type) && type.includes('null'));
  const some = (anyOf ?? oneOf) as readonly unknown[] | undefined;
  if (some !== undefined) return some.some((one) => admitsNull(one, root, depth + 1));
  const all = allOf as readonly unknown[] | undefined;
  return all === undefined || all.every((one) => admitsNull(one, root, depth + 1));
}

/** A schema, or what its `$ref` within the same document points at. */
function resolved(pointer: unknown, root: JsonSchema): JsonSchema | undefined {
  if (!isObject(pointer)) return undefined;
  const ref = pointer['$ref'];
  if (typeof ref !== 'string' || !ref.startsWith('#')) return { ...pointer };
  let at: unknown = root;
  for (const step of ref.slice(2).split('/').filter(Boolean)) {
    at = isObject(at) ? at[step.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  return isObject(at) ? { ...at } : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
