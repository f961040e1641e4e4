import { Logger, type CanActivate } from '@nestjs/common';
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
import { callDuration, CallTrace } from './call-trace.js';
import { ElicitationError, InputNeeded } from './elicitation.js';
import type { McpRequest } from './mcp-request.js';
import type { PersonLinks } from './person-links.js';
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
  readonly links?: PersonLinks;
}

/** Runs decorated methods: access, guards, pipes, the method, errors, audit and trace. Same for every transport. */
export class CallRunner {
  readonly #logger = new Logger('Mcp');
  readonly #duration = callDuration();
  readonly #parts: CallRunnerParts;

  constructor(parts: CallRunnerParts) {
    this.#parts = parts;
  }

  /**
   * Runs a tool: arguments against its schema, the method, the result against its schema. Never rejects but for faults
   * of the protocol.
   */
  tool(entry: ToolEntry, args: unknown, request: McpRequest): Promise<CallToolResult | InputRequiredResult> {
    const { options, need } = entry;
    return this.#observed(
      options.name,
      need,
      request,
      () => this.#runTool(entry, args, request),
      toolFailure,
    );
  }

  /** Runs a prompt, a resource or a completer. Failures become JSON-RPC errors. */
  other<T>(
    call: Call,
    request: McpRequest,
    shape: (returned: unknown) => T,
  ): Promise<T | InputRequiredResult> {
    const work = async (): Promise<T | InputRequiredResult> => {
      const returned = await this.#invoke(call, request);
      return isInputRequiredResult(returned) ? returned : shape(returned);
    };
    return this.#observed(call.name, call.need, request, work, () => undefined);
  }

  // Nothing is awaited that is no promise: each turn of the microtask queue counts in a call of some ten microseconds.
  async #runTool(
    { handler, need, input, output, options: { name } }: ToolEntry,
    args: unknown,
    request: McpRequest,
  ): Promise<CallToolResult | InputRequiredResult> {
    const { admitToolCall } = this.#parts.options;
    const { inbound } = request;
    if (admitToolCall !== undefined && inbound.request !== undefined)
      await admitToolCall(inbound.principal.caller);
    const checking = check(input.schema, args ?? {});
    const checked = checking instanceof Promise ? await checking : checking;
    if (checked.fault !== undefined) throw invalidArguments(name, checked.fault);
    if (request.state !== undefined) await this.#parts.links?.awaitPage(request);
    const call = { name, handler, need, argument: checked.value };
    const running = this.#invokeLinked(call, request);
    const result = toToolResult(running instanceof Promise ? await running : running);
    if (isInputRequiredResult(result)) return result;
    if (result.isError === true) return withMessage(result);
    if (output === undefined) return result;
    const { fault } = await check(output.schema, result.structuredContent);
    if (fault !== undefined) throw new Error(`${name} returned what its output schema refuses: ${fault}`);
    return result;
  }

  async #observed<T>(
    name: string,
    need: Need,
    request: McpRequest,
    work: () => Promise<T>,
    asResult: (failure: Failure) => T | undefined,
  ): Promise<T | InputRequiredResult> {
    const { inbound, method } = request;
    const started = performance.now();
    const trace = CallTrace.start(request, name, this.#duration);
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
      const failure = await this.#failed(error, name, request);
      outcome = request.signal.aborted ? 'aborted' : isChallenge(failure.seen) ? 'refused' : 'error';
      code = failure.code;
      if (isChallenge(failure.seen)) inbound.challenge = failure.seen;
      const result = asResult(failure);
      if (result !== undefined) return result;
      throw new ProtocolError(ProtocolErrorCode.InternalError, textOf(failure.seen), { code });
    } finally {
      const ms = performance.now() - started;
      trace.end(outcome, code, ms);
      this.#parts.audit.write({ method, name, need, outcome, code, ms, traceId: trace.traceId }, inbound);
    }
  }

  /** Where an error asks for a page that the person has to open first, the answer is a link. In process there is no such page. */
  #invokeLinked(call: Call, request: McpRequest): unknown {
    const { links } = this.#parts;
    if (links === undefined || request.inbound.request === undefined) return this.#invoke(call, request);
    return links.linked(request, async () => toToolResult(await this.#invoke(call, request)));
  }

  #invoke(call: Call, request: McpRequest): unknown {
    const { authorizer, options, state } = this.#parts;
    const { handler, need, argument, uri } = call;
    authorizer.require(need, request.inbound.principal);
    const context = new CallContext(request, state, uri);
    const guards = options.guards === undefined ? handler.guards : [...options.guards, ...handler.guards];
    if (guards.length === 0 && handler.pipes.length === 0) return handler.call(argument, context);
    return this.#enhanced(guards, call, request, context);
  }

  async #enhanced(
    guards: readonly CanActivate[],
    { handler, argument }: Call,
    { inbound }: McpRequest,
    context: CallContext,
  ): Promise<unknown> {
    await runGuards(guards, handler, inbound.request, argument, context);
    return await handler.call(await runPipes(handler, argument), context);
  }

  async #failed(error: unknown, name: string, { inbound }: McpRequest): Promise<Failure> {
    const failure = await toFailure(error, inbound, this.#parts.options.mapError);
    if (failure.internal)
      this.#logger.error(`${name} failed`, error instanceof Error ? error.stack : String(error));
    return failure;
  }
}

function toolFailure({ seen }: Failure): CallToolResult {
  return withMessage(asToolResult(seen));
}

function invalidArguments(name: string, fault: string): ToolError {
  return new ToolError(
    'invalid_arguments',
    `Input validation error: Invalid arguments for tool ${name}: ${fault}`,
  );
}
