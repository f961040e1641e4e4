import type { JsonSchema } from './tool-schema.js';

/** One class-validator rule on one property, as its metadata storage has it. */
export interface Rule {
  readonly name: string;
  readonly constraints: readonly unknown[];
}

type Translate = (constraints: readonly unknown[]) => JsonSchema;

const options = (constraints: readonly unknown[]): Readonly<Record<string, unknown>> =>
  typeof constraints[0] === 'object' && constraints[0] !== null
    ? (constraints[0] as Record<string, unknown>)
    : {};

const pattern: Translate = ([expression]) => ({
  type: 'string',
  pattern: expression instanceof RegExp ? expression.source : String(expression),
});

/** What each supported rule is in JSON Schema 2020-12. A rule that is not here is refused at start-up. */
const RULES: Readonly<Record<string, Translate>> = {
  isString: () => ({ type: 'string' }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: (c) => ({ type: 'number', ...(options(c).maxDecimalPlaces === 0 && { multipleOf: 1 }) }),
  isObject: () => ({ type: 'object' }),
  isNotEmptyObject: () => ({ type: 'object', minProperties: 1 }),
  isIn: ([values]) => ({ enum: [...(values as readonly unknown[])] }),
  isEnum: ([entity]) => ({ enum: enumValues(entity as Record<string, unknown>) }),
  equals: ([value]) => ({ const: value }),
  min: ([least]) => ({ minimum: least }),
  max: ([most]) => ({ maximum: most }),
  isPositive: () => ({ exclusiveMinimum: 0 }),
  isNegative: () => ({ exclusiveMaximum: 0 }),
  isDivisibleBy: ([divisor]) => ({ multipleOf: divisor }),
  minLength: ([least]) => ({ minLength: least }),
  maxLength: ([most]) => ({ maxLength: most }),
  isLength: ([least, most]) => ({ minLength: least, ...(most !== undefined && { maxLength: most }) }),
  matches: pattern,
  isNotEmpty: () => ({}),
  isDefined: () => ({}),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isIso8601: () => ({ type: 'string', format: 'date-time' }),
  isRFC3339: () => ({ type: 'string', format: 'date-time' }),
  isDateString: () => ({ type: 'string', format: 'date-time' }),
  isIp: () => ({ type: 'string' }),
  isAlpha: () => ({ type: 'string' }),
  isAlphanumeric: () => ({ type: 'string' }),
  isBase64: () => ({ type: 'string', contentEncoding: 'base64' }),
  isHexadecimal: () => ({ type: 'string', pattern: '^(0x|0h)?[0-9A-Fa-f]+$' }),
  isJson: () => ({ type: 'string' }),
  isTimeZone: () => ({ type: 'string' }),
  isLocale: () => ({ type: 'string' }),
};

/** Rules about an array as a whole. */
const ARRAY_RULES: Readonly<Record<string, Translate>> = {
  isArray: () => ({}),
  arrayMinSize: ([least]) => ({ minItems: least }),
  arrayMaxSize: ([most]) => ({ maxItems: most }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayUnique: () => ({ uniqueItems: true }),
};

/** JSON Schema of a rule about a value, or `undefined` where the rule is not supported. */
export function ruleSchema(rule: Rule): JsonSchema | undefined {
  return RULES[rule.name]?.(rule.constraints);
}

/** JSON Schema of a rule about an array as a whole, or `undefined` where it is none. */
export function arrayRuleSchema(rule: Rule): JsonSchema | undefined {
  return ARRAY_RULES[rule.name]?.(rule.constraints);
}

/** TypeScript writes numeric enum members twice: name to number, and number to name. */
function enumValues(entity: Record<string, unknown>): unknown[] {
  return Object.entries(entity)
    .filter(([key]) => !/^-?\d+$/.test(key))
    .map(([, value]) => value);
}
