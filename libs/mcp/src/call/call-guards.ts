import type { CanActivate } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { lastValueFrom, isObservable } from 'rxjs';
import { ToolError } from '../mcp-error.js';
import type { Handler } from '../registry/entries.js';
import type { ToolContext } from './tool-context.js';

/**
 * Runs guards with an `ExecutionContext` of type `mcp`: `switchToHttp().getRequest()` is the HTTP request (in process
 * there is none), `getArgs()` is `[request, undefined, arguments, toolContext]`. Throws `ToolError` (`forbidden`).
 */
export async function runGuards(
  guards: readonly CanActivate[],
  handler: Handler,
  request: unknown,
  argument: unknown,
  context: ToolContext,
): Promise<void> {
  if (guards.length === 0) return;
  const execution = new ExecutionContextHost(
    [request, undefined, argument, context],
    handler.type,
    handler.declared,
  );
  execution.setType('mcp');
  for (const guard of guards) {
    const verdict = guard.canActivate(execution);
    const allowed = isObservable(verdict) ? await lastValueFrom(verdict) : await verdict;
    if (!allowed) throw new ToolError('forbidden', 'You may not use this.');
  }
}

/** Runs the pipes of a method on its first argument. */
export async function runPipes(handler: Handler, argument: unknown): Promise<unknown> {
  let value = argument;
  for (const pipe of handler.pipes) {
    value = await pipe.transform(value, { type: 'custom', metatype: handler.argumentType, data: undefined });
  }
  return value;
}
