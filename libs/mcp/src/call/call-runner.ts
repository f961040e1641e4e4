import { Logger } from '@nestjs/common';
import {
  isInputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  type CallToolResult,
  type InputRequiredResult,
  type RequestStateCodec,
} from '@modelcontextprotocol/server';
import type { AccessPolicy } from '../access/access-policy.js';
import type { HttpChallenge } from '../access/http-challenge.js';
import type { McpModuleOptions } from '../mcp.options.js';
import { ToolError } from '../mcp-error.js';
import type { Handler, Need, ToolEntry } from '../registry/entries.js';
import { check } from '../schema/check.js';
import type { CallAudit } from './call-audit.js';
import { CallContext } from './call-context.js';
import { toFailure, type Failure } from './call-failure.js';
import { runGuards, runPipes } from './call-guards.js';
import type { CallOutcome } from './call-record.js';
import { CallTrace } from './call-trace.js';
import { ElicitationError, InputNeeded } from './elicitation.js';
import { inboundOf, type Inbound } from './inbound.js';
import type { RunContext } from './run-context.js';
import { errorResult, toToolResult } from './tool-result.js';

/** One call of a decorated method. */
export interface Call {
  readonly name: string;
  readonly handler: Handler;
  readonly need: Need;
  /** First argument of the method. */
  readonly argument: unknown;
  readonly uri?: URL;
}

/** Runs decorated methods: access, guards, pipes, the method, errors, audit and trace. Same for every transport. */
export class CallRunner {
  readonly #logger = new Logger('Mcp');
  readonly #options: McpModuleOptions;
  readonly #access: AccessPolicy;
  readonly #codec: RequestStateCodec;
  readonly #audit: CallAudit;

  constructor(options: McpModuleOptions, access: AccessPolicy, codec: RequestStateCodec, audit: CallAudit) {
    this.#options = options;
    this.#access = access;
    this.#codec = codec;
    this.#audit = audit;
  }

  /**
   * Runs a tool: arguments against its schema, the method, the result against its schema. Never throws but for faults
   * of the protocol.
   */
  async tool(
    entry: ToolEntry,
    args: unknown,
    context: RunContext,
  ): Promise<CallToolResult | InputRequiredResult> {
    const { handler, need } = entry;
    const { name } = entry.options;
    const work = async (inbound: Inbound): Promise<CallToolResult | InputRequiredResult> => {
      const input = await check(entry.input.schema, args ?? {});
      if (input.fault !== undefined) throw invalidArguments(name, input.fault);
      const call = { name, handler, need, argument: input.value };
      const result = toToolResult(await this.#invoke(call, context, inbound));
      if (entry.output === undefined || isInputRequiredResult(result) || result.isError === true)
        return result;
      const output = await check(entry.output.schema, result.structuredContent);
      if (output.fault !== undefined)
        throw new Error(`${name} returned what its output schema refuses: ${output.fault}`);
      return result;
    };
    return await this.#observed({ name, need }, context, work, (failure) => asToolResult(failure.seen));
  }

  /** Runs a prompt, a resource or a completer. Failures become JSON-RPC errors. */
  async other<T>(
    call: Call,
    context: RunContext,
    shape: (returned: unknown) => T,
  ): Promise<T | InputRequiredResult> {
    return await this.#observed(
      call,
      context,
      async (inbound) => {
        const returned = await this.#invoke(call, context, inbound);
        return isInputRequiredResult(returned) ? returned : shape(returned);
      },
      () => undefined,
    );
  }

  async #observed<T>(
    call: Pick<Call, 'name' | 'need'>,
    context: RunContext,
    work: (inbound: Inbound) => Promise<T>,
    asResult: (failure: Failure) => T | undefined,
  ): Promise<T | InputRequiredResult> {
    const inbound = inboundOf(context);
    const started = performance.now();
    const trace = CallTrace.start(context.mcpReq.method, call.name, metaOf(inbound));
    let outcome: CallOutcome = 'ok';
    let code: string | undefined;
    try {
      const result = await trace.run(() => work(inbound));
      if (isInputRequiredResult(result)) outcome = 'input_required';
      else if ((result as { isError?: unknown }).isError === true) outcome = 'error';
      return result;
    } catch (error) {
      if (error instanceof ProtocolError) {
        outcome = 'error';
        code = String(error.code);
        throw error;
      }
      const needed = error instanceof ElicitationError && inbound.era === 'modern' ? error.question : error;
      if (needed instanceof InputNeeded) {
        outcome = 'input_required';
        return await needed.toResult(this.#codec, context);
      }
      const failure = this.#failed(error, call, inbound);
      outcome = context.mcpReq.signal.aborted ? 'aborted' : isChallenge(failure.seen) ? 'refused' : 'error';
      code = failure.code;
      if (isChallenge(failure.seen)) inbound.challenge = failure.seen;
      const result = asResult(failure);
      if (result !== undefined) return result;
      throw new ProtocolError(ProtocolErrorCode.InternalError, textOf(failure.seen), { code });
    } finally {
      trace.end(outcome, code);
      const { name, need } = call;
      const ms = performance.now() - started;
      const { traceId } = trace;
      this.#audit.write({ method: context.mcpReq.method, name, need, outcome, code, ms, traceId }, inbound);
    }
  }

  async #invoke(call: Call, context: RunContext, inbound: Inbound): Promise<unknown> {
    const refusal = this.#access.refusal(call.need, inbound.principal);
    if (refusal !== undefined) throw refusal;
    const { handler } = call;
    const callContext = new CallContext(context, inbound, this.#codec, call.uri);
    const guards =
      this.#options.guards === undefined ? handler.guards : [...this.#options.guards, ...handler.guards];
    if (guards.length > 0) await runGuards(guards, handler, inbound.request, call.argument, callContext);
    const argument = handler.pipes.length > 0 ? await runPipes(handler, call.argument) : call.argument;
    return await handler.call(argument, callContext);
  }

  #failed(error: unknown, call: Pick<Call, 'name'>, inbound: Inbound): Failure {
    const failure = toFailure(error, inbound.principal.caller, this.#options.mapError);
    if (failure.internal)
      this.#logger.error(`${call.name} failed`, error instanceof Error ? error.stack : String(error));
    return failure;
  }
}

function metaOf({ params }: Inbound): Readonly<Record<string, unknown>> | undefined {
  return params?.['_meta'] as Readonly<Record<string, unknown>> | undefined;
}

function invalidArguments(name: string, fault: string): ToolError {
  return new ToolError(
    'invalid_arguments',
    `Input validation error: Invalid arguments for tool ${name}: ${fault}`,
  );
}

function isChallenge(seen: CallToolResult | HttpChallenge): seen is HttpChallenge {
  return seen instanceof Error;
}

/** A refusal over HTTP replaces this result; it is seen only where an event stream had already begun. */
function asToolResult(seen: CallToolResult | HttpChallenge): CallToolResult {
  if (!isChallenge(seen)) return seen;
  const { code, scopes, claims, entraCode, correlationId } = seen;
  return errorResult(seen.detail, { code, scopes, claims, entraCode, correlationId });
}

function textOf(seen: CallToolResult | HttpChallenge): string {
  if (isChallenge(seen)) return seen.detail;
  const first = seen.content[0];
  return first?.type === 'text' ? first.text : 'Internal error';
}
