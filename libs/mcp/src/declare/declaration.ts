import type { Annotations, Icon, ToolAnnotations } from '@modelcontextprotocol/server';
import type { SchemaSource } from '../schema/tool-schema.js';

/**
 * Who may use a tool, prompt or resource. Short names, as they stand in the token's `scp` and `roles`.
 *
 * @example
 * @Tool({ name: 'delete_note', description: 'Deletes a note.', scopes: ['Notes.ReadWrite'], roles: ['Editor', 'Admin'] })
 */
export interface Requirement {
  /** Every one of them must be in the token. */
  readonly scopes?: readonly string[];
  /** At least one of them must be in the token. */
  readonly roles?: readonly string[];
}

interface Titled {
  /** For people. */
  readonly title?: string;
  /** For models and people. */
  readonly description?: string;
  readonly icons?: readonly Icon[];
  readonly meta?: Readonly<Record<string, unknown>>;
}

/**
 * Options of `@Tool`.
 *
 * @example
 * const options: ToolOptions = { name: 'ping', description: 'Answers.', annotations: { readOnlyHint: true } };
 */
export interface ToolOptions<I extends SchemaSource | undefined = SchemaSource | undefined>
  extends Titled, Requirement {
  /** Unique in the server; 1 to 128 of `A-Z a-z 0-9 _ - .` (MCP 2025-11-25, SEP-986). */
  readonly name: string;
  /** What the tool does and when to use it: models choose by it. */
  readonly description: string;
  readonly input?: I;
  /** Schema of `structuredContent`. Results with `isError` need not match it. */
  readonly output?: SchemaSource;
  readonly annotations?: ToolAnnotations;
}

/**
 * Options of `@Prompt`.
 *
 * @example
 * const options: PromptOptions = { name: 'review', description: 'Reviews a text.' };
 */
export interface PromptOptions<I extends SchemaSource | undefined = SchemaSource | undefined>
  extends Titled, Requirement {
  readonly name: string;
  readonly description: string;
  /** Its properties are the prompt's arguments: strings. */
  readonly arguments?: I;
}

interface ResourceFacts extends Titled, Requirement {
  readonly name: string;
  readonly mimeType?: string;
  readonly annotations?: Annotations;
  /** Bytes. */
  readonly size?: number;
}

/**
 * Options of `@Resource`: one fixed URI.
 *
 * @example
 * const options: ResourceOptions = { uri: 'doc://terms', name: 'Terms' };
 */
export interface ResourceOptions extends ResourceFacts {
  readonly uri: string;
}

/**
 * Options of `@ResourceTemplate`: a family of URIs (RFC 6570).
 *
 * @example
 * const options: ResourceTemplateOptions = { uriTemplate: 'note://{id}', name: 'Note' };
 */
export interface ResourceTemplateOptions extends ResourceFacts {
  readonly uriTemplate: string;
}

/**
 * Options of `@Complete`: one argument of a prompt, or one variable of a resource template.
 *
 * @example
 * const options: CompleteOptions = { uriTemplate: 'note://{id}', variable: 'id' };
 */
export type CompleteOptions =
  | { readonly prompt: string; readonly argument: string }
  | { readonly uriTemplate: string; readonly variable: string };

/** What a decorator leaves on its method. */
export type Declaration =
  | { readonly kind: 'tool'; readonly options: ToolOptions }
  | { readonly kind: 'prompt'; readonly options: PromptOptions }
  | { readonly kind: 'resource'; readonly options: ResourceOptions }
  | { readonly kind: 'template'; readonly options: ResourceTemplateOptions }
  | { readonly kind: 'complete'; readonly options: CompleteOptions };

/** Metadata key under which declarations stand on a method. */
export const DECLARATIONS = Symbol.for('torii.mcp.declarations');
