import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { MetadataScanner } from '@nestjs/core';
import type { SchemaOutput, SchemaSource } from '../schema/tool-schema.js';
import {
  DECLARATIONS,
  type CompleteOptions,
  type Declaration,
  type PromptOptions,
  type ResourceOptions,
  type ResourceTemplateOptions,
  type ToolOptions,
} from './declaration.js';

type Decorated<Shape> = <F extends Shape>(
  target: object,
  key: string,
  descriptor: TypedPropertyDescriptor<F>,
) => void;

/** `never` for the context: a method may ask for `ToolContext<ItsOwnCaller>`. */
type ToolMethod<I> = (args: SchemaOutput<I>, context: never) => unknown;

/**
 * Whether a value is a class with a method under `@Tool`, its own or inherited: for folders that are read at start-up.
 * @example
 * const classes = Object.values(await import('./notes.tools.js')).filter(declaresTool);
 */
export function declaresTool(value: unknown): value is Type<object> {
  if (typeof value !== 'function' || typeof value.prototype !== 'object' || value.prototype === null)
    return false;
  const prototype = value.prototype as Readonly<Record<string, unknown>>;
  return new MetadataScanner().getAllMethodNames(prototype).some((name) => {
    const method = prototype[name];
    return typeof method === 'function' && declarationsOf(method).some(({ kind }) => kind === 'tool');
  });
}

/** The declarations on one method, in the order they were made. */
export function declarationsOf(method: object): readonly Declaration[] {
  return (Reflect.getMetadata(DECLARATIONS, method) as readonly Declaration[] | undefined) ?? [];
}

/**
 * Makes a method of a provider an MCP tool. The method gets the validated arguments and a `ToolContext`, and returns
 * an object (becomes `structuredContent`), a string, or a whole `CallToolResult`.
 *
 * @example
 * @Tool({ name: 'add', description: 'Adds two numbers.', input: z.object({ a: z.number(), b: z.number() }) })
 * add({ a, b }: { a: number; b: number }) {
 *   return { sum: a + b };
 * }
 */
export function Tool<I extends SchemaSource | undefined = undefined>(
  options: ToolOptions<I>,
): Decorated<ToolMethod<I>> {
  return declare({ kind: 'tool', options: options as ToolOptions });
}

/**
 * Makes a method an MCP prompt. It returns a string, messages, or a whole `GetPromptResult`.
 *
 * @example
 * @Prompt({ name: 'review', description: 'Reviews a text.', arguments: z.object({ text: z.string() }) })
 * review({ text }: { text: string }) {
 *   return `Review this text: ${text}`;
 * }
 */
export function Prompt<I extends SchemaSource | undefined = undefined>(
  options: PromptOptions<I>,
): Decorated<ToolMethod<I>> {
  return declare({ kind: 'prompt', options: options as PromptOptions });
}

/**
 * Makes a method an MCP resource at one URI. It gets `(uri, context)`; a string, bytes or a `ReadResourceResult` comes back.
 *
 * @example
 * @Resource({ uri: 'doc://terms', name: 'Terms', mimeType: 'text/markdown' })
 * terms() {
 *   return '# Terms';
 * }
 */
export function Resource(options: ResourceOptions): Decorated<(uri: URL, context: never) => unknown> {
  return declare({ kind: 'resource', options });
}

/**
 * Makes a method a family of resources. It gets `(variables, context)`; `context.uri` is the URI that was asked for.
 *
 * @example
 * @ResourceTemplate({ uriTemplate: 'note://{id}', name: 'Note' })
 * note({ id }: { id: string }, { user }: ToolContext<Caller>) {
 *   return this.notes.read(user, id);
 * }
 */
export function ResourceTemplate(
  options: ResourceTemplateOptions,
): Decorated<(variables: Record<string, string | string[]>, context: never) => unknown> {
  return declare({ kind: 'template', options });
}

/**
 * Makes a method the completer of an argument. It gets `(typedSoFar, context)` and returns at most 100 values.
 *
 * @example
 * @Complete({ prompt: 'review', argument: 'language' })
 * languages(typed: string) {
 *   return ['en', 'ja'].filter((language) => language.startsWith(typed));
 * }
 */
export function Complete(
  options: CompleteOptions,
): Decorated<(value: string, context: never) => readonly string[] | Promise<readonly string[]>> {
  return declare({ kind: 'complete', options });
}

function declare<F>(declaration: Declaration): Decorated<F> {
  return (_target, _key, descriptor) => {
    const method = descriptor.value as object;
    const earlier = declarationsOf(method);
    Reflect.defineMetadata(DECLARATIONS, [...earlier, declaration], method);
  };
}
