import 'reflect-metadata';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage } from 'class-validator';
import { McpConfigurationError } from '../mcp-error.js';
import { descriptionOf } from './describe.decorator.js';
import { arrayRuleSchema, ruleSchema } from './dto-rules.js';
import type { DtoClass, JsonSchema } from './tool-schema.js';

type ValidationMetadata = ReturnType<
  ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']
>[number];

const MAX_DEPTH = 8;
const NESTED = 'nestedValidation';
/** `@IsOptional` and `@ValidateIf`: the property may be absent. */
const CONDITIONAL = 'conditionalValidation';
const ALLOW = 'whitelistValidation';

/** JSON Schema 2020-12 of a DTO class, from its class-validator metadata. */
export function dtoJsonSchema(dto: DtoClass, where: string, depth = 0): JsonSchema {
  if (depth > MAX_DEPTH)
    throw new McpConfigurationError(`${where}: ${dto.name} nests more than ${MAX_DEPTH} deep`);
  const storage = getMetadataStorage();
  const rules = storage.getTargetValidationMetadatas(dto, '', true, false);
  if (rules.length === 0) {
    throw new McpConfigurationError(`${where}: ${dto.name} carries no class-validator decorator`);
  }
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [property, own] of Object.entries(storage.groupByPropertyName(rules))) {
    const place = `${where}: ${dto.name}.${property}`;
    properties[property] = propertySchema(dto, property, own, place, depth);
    if (!own.some((rule) => rule.type === CONDITIONAL)) required.push(property);
  }
  return {
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function propertySchema(
  dto: DtoClass,
  property: string,
  rules: readonly ValidationMetadata[],
  place: string,
  depth: number,
): JsonSchema {
  const prototype = dto.prototype as object;
  const isArray =
    Reflect.getMetadata('design:type', prototype, property) === Array || rules.some((r) => r.each);
  const whole: JsonSchema = {};
  const value: JsonSchema = {};
  for (const rule of rules) {
    if (rule.type === ALLOW || rule.type === CONDITIONAL) continue;
    if (rule.type === NESTED) {
      Object.assign(value, dtoJsonSchema(nestedClass(dto, property, place), place, depth + 1));
      continue;
    }
    const named = { name: rule.name ?? rule.type, constraints: rule.constraints ?? [] };
    const ofArray = arrayRuleSchema(named);
    const ofValue = ruleSchema(named);
    if (ofArray === undefined && ofValue === undefined) throw unsupported(named.name, place);
    Object.assign(ofArray === undefined ? value : whole, ofArray ?? ofValue);
  }
  const description = descriptionOf(prototype, property);
  const described = description === undefined ? {} : { description };
  return isArray
    ? { type: 'array', ...whole, items: value, ...described }
    : { ...value, ...whole, ...described };
}

function nestedClass(dto: DtoClass, property: string, place: string): DtoClass {
  const transform = defaultMetadataStorage.findTypeMetadata(dto, property);
  const nested: unknown =
    transform?.typeFunction() ?? Reflect.getMetadata('design:type', dto.prototype as object, property);
  if (typeof nested !== 'function' || nested === Array || nested === Object) {
    throw new McpConfigurationError(`${place}: name the nested class with @Type(() => TheClass)`);
  }
  return nested as DtoClass;
}

function unsupported(rule: string, place: string): McpConfigurationError {
  return new McpConfigurationError(
    `${place}: the class-validator rule "${rule}" has no JSON Schema form here; use another rule or a zod schema`,
  );
}
