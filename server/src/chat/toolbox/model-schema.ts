/** JSON Schemas as MCP allows them, in the narrower form that model services take for the parameters of a function. */

type Json = Readonly<Record<string, unknown>>;

/** Not taken at the root of a function's parameters. */
const COMBINATORS = ['anyOf', 'oneOf', 'allOf'] as const;
const NOT_AT_ROOT = [...COMBINATORS, 'not', 'enum', 'const', 'if', 'then', 'else', '$ref'];
/** Members whose values are schemas by name, in a list, or one. */
const BY_NAME = ['properties', '$defs', 'definitions', 'patternProperties', 'dependentSchemas'];
const IN_A_LIST = [...COMBINATORS, 'prefixItems'];
const ALONE = ['items', 'additionalProperties', 'not', 'contains', 'propertyNames', 'if', 'then', 'else'];

/**
 * The same schema with what services refuse mended: an object with `properties` at the root, `items` in every array,
 * no boolean schemas for properties. Alternatives at the root become one object with the members of all, of which only
 * those that every alternative requires are required; the tool's server still checks against its own schema.
 * @param schema at most as deep as a definition may be
 */
export function modelSchema(schema: Json): Json {
  const root = objectAtRoot(schema, schema, { left: MAX_PARTS });
  return withItems({
    ...root,
    type: 'object',
    properties: isJson(root['properties']) ? root['properties'] : {},
  });
}

/** References and alternatives at the root that are followed: a hostile schema may have them without end. */
const MAX_PARTS = 200;

function objectAtRoot(schema: Json, root: Json, budget: { left: number }): Json {
  budget.left -= 1;
  const branches = COMBINATORS.flatMap((name) => {
    const list = schema[name];
    return Array.isArray(list) ? [{ name, list: list.filter(isJson) }] : [];
  });
  const target = typeof schema['$ref'] === 'string' ? resolve(schema['$ref'], root) : undefined;
  if (budget.left <= 0 || (branches.length === 0 && target === undefined)) return without(schema);
  let merged = without(schema);
  if (target !== undefined) merged = both(merged, objectAtRoot(target, root, budget));
  for (const { name, list } of branches) {
    const objects = list.map((one) => objectAtRoot(one, root, budget));
    const [first = {}, ...others] = objects;
    const joined = others.reduce<Json>(name === 'allOf' ? both : either, first);
    merged = both(merged, joined);
  }
  return merged;
}

function without(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !NOT_AT_ROOT.includes(key)));
}

/** Members of both, required where one requires them. */
function both(one: Json, other: Json): Json {
  const required = [...new Set([...requiredOf(one), ...requiredOf(other)])];
  return merge(one, other, required);
}

/** Members of both, required where both require them. */
function either(one: Json, other: Json): Json {
  const others = requiredOf(other);
  return merge(
    one,
    other,
    requiredOf(one).filter((name) => others.includes(name)),
  );
}

function merge(one: Json, other: Json, required: readonly string[]): Json {
  const { required: _, ...rest } = { ...other, ...one };
  const properties = { ...propertiesOf(other), ...propertiesOf(one) };
  return { ...rest, properties, ...(required.length > 0 ? { required } : {}) };
}

function propertiesOf({ properties }: Json): Json {
  return isJson(properties) ? properties : {};
}

function requiredOf({ required }: Json): readonly string[] {
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
}

/** A reference within the schema (`#/$defs/Filter`); others are left to the service. */
function resolve(reference: string, root: Json): Json | undefined {
  if (!reference.startsWith('#/')) return undefined;
  let at: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    at = isJson(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return isJson(at) ? at : undefined;
}

function withItems(schema: Json): Json {
  const { type } = schema;
  const isArray = type === 'array' || (Array.isArray(type) && type.includes('array'));
  const mended = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (BY_NAME.includes(key) && isJson(value))
      return [key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inner(one)]))];
    if (IN_A_LIST.includes(key) && Array.isArray(value)) return [key, value.map(inner)];
    if (key === 'items' && Array.isArray(value)) return ['prefixItems', value.map(inner)];
    if (ALONE.includes(key) && isJson(value)) return [key, withItems(value)];
    return key === 'items' && typeof value === 'boolean' ? [key, {}] : [key, value];
  });
  const all = Object.fromEntries(mended);
  return isArray && all['items'] === undefined ? { ...all, items: {} } : all;
}

function inner(schema: unknown): unknown {
  return isJson(schema) ? withItems(schema) : {};
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
