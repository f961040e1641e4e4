import { Logger } from '@nestjs/common';
import {
  isInputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  type CallToolResult,
  type InputRequiredResult,
} from '@modelcontextprotocol/server';
import type { OperationAuthorizer } from '../access/authorize-operation.js';
import type { McpModuleOptions } from '../mcp.options.js';
import { ToolError } from '../mcp-error.js';
import type { Handler, Need, ToolEntry } from '../registry/entries.js';
import { check } from '../schema/check.js';
import type { CallAudit } from './call-audit.js';
import { CallContext } from './call-context.js';
import { asToolResult, isChallenge, textOf, toFailure, type Failure } from './call-failure.js';
import { runGuards, runPipes } from './call-guards.js';
import type { CallOutcome } from './call-record.js';
import { CallTrace } from './call-trace.js';
import { ElicitationError, InputNeeded } from './elicitation.js';
import type { McpRequest } from './mcp-request.js';
import type { RequestState } from './request-state.js';
import { toToolResult, withMessage } from './tool-result.js';

/** One call of a decorated method. */
export interface Call {
  readonly name: string;
  readonly handler: Handler;
  readonly need: Need;
  /** First argument of the method. */
  readonly argument: unknown;
  readonly uri?: URL;
}

/** What a runner works with. */
export interface CallRunnerParts {
  readonly options: McpModuleOptions;
  readonly authorizer: OperationAuthorizer;
  readonly state: RequestState;
  readonly audit: CallAudit;
}

/** Runs decorated methods: access, guards, pipes, the method, errors, audit and trace. Same for every transport. */
export class CallRunner {
  readonly #logger = new Logger('Mcp');
  readonly #parts: CallRunnerParts;

  constructor(parts: CallRunnerParts) {
    this.#parts = parts;
  }

  /**
   * Runs a tool: arguments against its schema, the method, the result against its schema. Never throws but for faults
   * of the protocol.
   */
  async tool(
    entry: ToolEntry,
    args: unknown,
    request: McpRequest,
  ): Promise<CallToolResult | InputRequiredResult> {
    const { handler, need } = entry;
    const { name } = entry.options;
    const work = async (): Promise<CallToolResult | InputRequiredResult> => {
      await this.#admit(request);
      const input = await check(entry.input.schema, args ?? {});
      if (input.fault !== undefined) throw invalidArguments(name, input.fault);
      const call = { name, handler, need, argument: input.value };
      const result = toToolResult(await this.#invoke(call, request));
      if (isInputRequiredResult(result)) return result;
      if (result.isError === true) return withMessage(result);
      if (entry.output === undefined) return result;
      const output = await check(entry.output.schema, result.structuredContent);
      if (output.fault !== undefined)
        throw new Error(`${name} returned what its output schema refuses: ${output.fault}`);
      return result;
    };
    return await this.#observed({ name, need }, request, work, (failure) =>
      withMessage(asToolResult(failure.seen)),
    );
  }

  /** Runs a prompt, a resource or a completer. Failures become JSON-RPC errors. */
  async other<T>(
    call: Call,
    request: McpRequest,
    shape: (returned: unknown) => T,
  ): Promise<T | InputRequiredResult> {
    return await this.#observed(
      call,
      request,
      async () => {
        const returned = await this.#invoke(call, request);
        return isInputRequiredResult(returned) ? returned : shape(returned);
      },
      () => undefined,
    );
  }

  async #observed<T>(
    { name, need }: Pick<Call, 'name' | 'need'>,
    request: McpRequest,
    work: () => Promise<T>,
    asResult: (failure: Failure) => T | undefined,
  ): Promise<T | InputRequiredResult> {
    const { inbound, method } = request;
    const started = performance.now();
    const trace = CallTrace.start(method, name, inbound.params);
    let outcome: CallOutcome = 'ok';
    let code: string | undefined;
    try {
      const result = await trace.run(work);
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
        return await needed.toResult(this.#parts.state, request);
      }
      const failure = this.#failed(error, name, request);
      outcome = request.signal.aborted ? 'aborted' : isChallenge(failure.seen) ? 'refused' : 'error';
      code = failure.code;
      if (isChallenge(failure.seen)) inbound.challenge = failure.seen;
      const result = asResult(failure);
      if (result !== undefined) return result;
      throw new ProtocolError(ProtocolErrorCode.InternalError, textOf(failure.seen), { code });
    } finally {
      trace.end(outcome, code);
      const ms = performance.now() - started;
      this.#parts.audit.write({ method, name, need, outcome, code, ms, traceId: trace.traceId }, inbound);
    }
  }

  async #invoke({ handler, need, argument, uri }: Call, request: McpRequest): Promise<unknown> {
    const { authorizer, options, state } = this.#parts;
    authorizer.require(need, request.inbound.principal);
    const context = new CallContext(request, state, uri);
    const guards = options.guards === undefined ? handler.guards : [...options.guards, ...handler.guards];
    if (guards.length > 0) await runGuards(guards, handler, request.inbound.request, argument, context);
    const piped = handler.pipes.length > 0 ? await runPipes(handler, argument) : argument;
    return await handler.call(piped, context);
  }

  async #admit({ inbound }: McpRequest): Promise<void> {
    const { admitToolCall } = this.#parts.options;
    if (admitToolCall !== undefined && inbound.request !== undefined)
      await admitToolCall(inbound.principal.caller);
  }

  #failed(error: unknown, name: string, { inbound }: McpRequest): Failure {
    const failure = toFailure(error, inbound.principal.caller, this.#parts.options.mapError);
    if (failure.internal)
      this.#logger.error(`${name} failed`, error instanceof Error ? error.stack : String(error));
    return failure;
  }
}

function invalidArguments(name: string, fault: string): ToolError {
  return new ToolError(
    'invalid_arguments',
    `Input validation error: Invalid arguments for tool ${name}: ${fault}`,
  );
}
