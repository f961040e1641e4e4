import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { dtoJsonSchema } from './dto-json-schema.js';
import { prepared, type DtoClass, type PreparedSchema } from './tool-schema.js';

type Constructor = new () => object;

/**
 * Makes a schema of a class with class-validator decorators: its JSON form from their metadata, validation by
 * class-validator itself. Unknown properties are refused, as a model must learn that it misspelled an argument.
 * Throws `McpConfigurationError` for a decorator that has no JSON Schema meaning, naming class and property.
 */
export function dtoSchema(dto: DtoClass, where: string): PreparedSchema {
  const json = dtoJsonSchema(dto, where);
  const schema = prepared(json, async (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { issues: [{ message: 'expected an object' }] };
    }
    const instance = plainToInstance(dto as unknown as Constructor, value);
    const errors = await validate(instance, { whitelist: true, forbidNonWhitelisted: true });
    return errors.length > 0 ? { issues: errors.flatMap((error) => issues(error, [])) } : { value: instance };
  });
  return { schema, json };
}

function issues(error: ValidationError, above: readonly string[]): { message: string; path: string[] }[] {
  const path = [...above, error.property];
  const own = Object.values(error.constraints ?? {}).map((message) => ({ message, path }));
  return [...own, ...(error.children ?? []).flatMap((child) => issues(child, path))];
}
