import 'reflect-metadata';

const DESCRIPTION = Symbol.for('torii.mcp.describe');

/**
 * Describes a property of a DTO class to the model, in the JSON Schema of the tool.
 *
 * @example
 * class NewNote {
 *   @IsString()
 *   @Describe('Short title of the note')
 *   title!: string;
 * }
 */
export function Describe(description: string): PropertyDecorator {
  return (target, property) => Reflect.defineMetadata(DESCRIPTION, description, target, property);
}

/** The description of a property, where it has one. */
export function descriptionOf(prototype: object, property: string): string | undefined {
  return Reflect.getMetadata(DESCRIPTION, prototype, property) as string | undefined;
}
