import type { CanActivate, PipeTransform, Type } from '@nestjs/common';
import type {
  CompleteOptions,
  PromptOptions,
  Requirement,
  ResourceOptions,
  ResourceTemplateOptions,
  ToolOptions,
} from '../declare/declaration.js';
import type { PreparedSchema } from '../schema/tool-schema.js';

/** A decorated method, found on a provider. */
export interface Handler {
  readonly type: Type<object>;
  readonly instance: object;
  readonly method: string;
  /** The method, bound to its instance. */
  readonly call: (...args: readonly unknown[]) => unknown;
  /** The method as declared: what carries its metadata. */
  readonly declared: (...args: unknown[]) => unknown;
  /** Guards of `@UseGuards` on class and method, in that order. */
  readonly guards: readonly CanActivate[];
  /** Pipes of `@UsePipes` on class and method, in that order. */
  readonly pipes: readonly PipeTransform[];
  /** Type of the first parameter, for pipes. */
  readonly argumentType?: Type<unknown>;
}

/** What the caller must hold: the module's base scopes and the declaration's own, without doubles. */
export interface Need extends Required<Requirement> {
  readonly free: boolean;
}

export interface ToolEntry {
  readonly options: ToolOptions;
  readonly handler: Handler;
  readonly need: Need;
  readonly input: PreparedSchema;
  readonly output?: PreparedSchema;
  /** True where the input schema mirrors arguments into `Mcp-Param-*` headers (SEP-2243). */
  readonly mirrorsHeaders: boolean;
}

export interface PromptEntry {
  readonly options: PromptOptions;
  readonly handler: Handler;
  readonly need: Need;
  readonly args?: PreparedSchema;
}

export interface ResourceEntry {
  readonly options: ResourceOptions;
  readonly handler: Handler;
  readonly need: Need;
}

export interface TemplateEntry {
  readonly options: ResourceTemplateOptions;
  readonly handler: Handler;
  readonly need: Need;
}

export interface CompleterEntry {
  readonly options: CompleteOptions;
  readonly handler: Handler;
}

/** Everything that was declared, in the order in which it was found. */
export interface Catalogue {
  readonly tools: ReadonlyMap<string, ToolEntry>;
  readonly prompts: ReadonlyMap<string, PromptEntry>;
  readonly resources: ReadonlyMap<string, ResourceEntry>;
  readonly templates: ReadonlyMap<string, TemplateEntry>;
  readonly completers: readonly CompleterEntry[];
}
