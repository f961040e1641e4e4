import 'reflect-metadata';
import type { CanActivate, PipeTransform, Type } from '@nestjs/common';
import { GUARDS_METADATA, PIPES_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, type DiscoveryService } from '@nestjs/core';
import type { Declaration } from '../declare/declaration.js';
import { declarationsOf } from '../declare/decorators.js';
import { McpConfigurationError } from '../mcp-error.js';
import type { Handler } from './entries.js';

type Wrapper = ReturnType<DiscoveryService['getProviders']>[number];

/** A decorated method together with one of its declarations. */
export interface Found {
  readonly declaration: Declaration;
  readonly handler: Handler;
}

/** Finds decorated methods among all providers and controllers of the application. */
export function findHandlers(discovery: DiscoveryService): readonly Found[] {
  const scanner = new MetadataScanner();
  const seen = new Set<object>();
  const found: Found[] = [];
  for (const wrapper of [...discovery.getProviders(), ...discovery.getControllers()]) {
    const type = wrapper.metatype;
    if (typeof type !== 'function' || type.prototype === undefined || wrapper.inject !== undefined) continue;
    const methods = scanner.getAllMethodNames(type.prototype as object);
    const declared = methods.filter((method) => declarationsOf(methodOf(type, method)).length > 0);
    if (declared.length === 0) continue;
    const instance = instanceOf(wrapper, type as Type<object>);
    if (seen.has(instance)) continue;
    seen.add(instance);
    for (const method of declared) found.push(...toFound(wrapper, type as Type<object>, instance, method));
  }
  return found;
}

function toFound(wrapper: Wrapper, type: Type<object>, instance: object, method: string): Found[] {
  const call = methodOf(type, method);
  const handler: Handler = {
    type,
    instance,
    method,
    call: call.bind(instance) as Handler['call'],
    declared: call,
    guards: enhancers<CanActivate>(wrapper, GUARDS_METADATA, 'canActivate', type, call),
    pipes: enhancers<PipeTransform>(wrapper, PIPES_METADATA, 'transform', type, call),
    argumentType: (
      Reflect.getMetadata('design:paramtypes', type.prototype as object, method) as Type[] | undefined
    )?.[0],
  };
  return declarationsOf(call).map((declaration) => ({ declaration, handler }));
}

function methodOf(type: { readonly prototype: unknown }, method: string): (...args: unknown[]) => unknown {
  return (type.prototype as Record<string, (...args: unknown[]) => unknown>)[method] as (
    ...args: unknown[]
  ) => unknown;
}

function instanceOf(wrapper: Wrapper, type: Type<object>): object {
  const instance: unknown = wrapper.instance;
  if (!wrapper.isDependencyTreeStatic() || typeof instance !== 'object' || instance === null) {
    throw new McpConfigurationError(
      `${type.name} is request-scoped: MCP tools must be singletons; read the caller from the context instead`,
    );
  }
  return instance;
}

/** Nest makes injectables of the guards and pipes that it sees on providers; instances stand in the metadata themselves. */
function enhancers<T extends object>(
  wrapper: Wrapper,
  key: string,
  method: string,
  type: Type<object>,
  call: object,
): readonly T[] {
  const declared = [
    ...((Reflect.getMetadata(key, type) as readonly unknown[] | undefined) ?? []),
    ...((Reflect.getMetadata(key, call) as readonly unknown[] | undefined) ?? []),
  ];
  return declared.map((enhancer) => {
    const instance: unknown =
      typeof enhancer === 'function' ? wrapper.host?.injectables.get(enhancer as Type)?.instance : enhancer;
    if (typeof (instance as Record<string, unknown> | undefined)?.[method] !== 'function') {
      throw new McpConfigurationError(
        `${type.name}: ${String(enhancer)} cannot be used as it has no ${method}()`,
      );
    }
    return instance as T;
  });
}
