import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { Elicitation } from './elicitation.js';
import type { Inbound } from './inbound.js';
import type { RunContext } from './run-context.js';
import type { ToolContext } from './tool-context.js';

/** The context of one call. Lazy where it can be: most tools use two of its members. */
export class CallContext implements ToolContext {
  #elicitation: Elicitation | undefined;

  readonly #context: RunContext;
  readonly #inbound: Inbound;
  readonly #codec: RequestStateCodec;

  constructor(
    context: RunContext,
    inbound: Inbound,
    codec: RequestStateCodec,
    readonly uri?: URL,
  ) {
    this.#context = context;
    this.#inbound = inbound;
    this.#codec = codec;
  }

  get user(): unknown {
    return this.#inbound.principal.caller;
  }

  get signal(): AbortSignal {
    return this.#context.mcpReq.signal;
  }

  get requestId(): string | number {
    return this.#inbound.id ?? this.#context.mcpReq.id;
  }

  get era(): Inbound['era'] {
    return this.#inbound.era;
  }

  get client(): ToolContext['client'] {
    return this.#envelope[CLIENT_INFO_META_KEY] as ToolContext['client'];
  }

  get capabilities(): ToolContext['capabilities'] {
    return (this.#envelope[CLIENT_CAPABILITIES_META_KEY] ?? {}) as ToolContext['capabilities'];
  }

  get meta(): Readonly<Record<string, unknown>> {
    return (this.#context.mcpReq._meta as Record<string, unknown> | undefined) ?? {};
  }

  get input(): ToolContext['input'] {
    const context = this.#context;
    const codec = this.#codec;
    return {
      responses: context.mcpReq.inputResponses,
      state: <T>() => context.mcpReq.requestState<T>(),
      seal: (payload) => codec.mint(payload, context as ServerContext),
    };
  }

  // Getters that hand out bound functions: handlers may take their context apart.
  get progress(): ToolContext['progress'] {
    return (...step) => this.#report(...step);
  }

  get log(): ToolContext['log'] {
    return (level, data, logger) => this.#context.mcpReq.log(level, data, logger);
  }

  get elicit(): ToolContext['elicit'] {
    return async (question) => {
      this.#elicitation ??= new Elicitation(this.#context, this.#inbound);
      return (await this.#elicitation.ask(question)) as Awaited<ReturnType<ToolContext['elicit']>> as never;
    };
  }

  async #report(progress: number, total?: number, message?: string): Promise<void> {
    const progressToken = this.meta['progressToken'];
    if (progressToken === undefined) return;
    await this.#context.mcpReq.notify({
      method: 'notifications/progress',
      params: {
        progressToken,
        progress,
        ...(total !== undefined && { total }),
        ...(message !== undefined && { message }),
      },
    });
  }

  get #envelope(): Readonly<Record<string, unknown>> {
    return this.#context.mcpReq.envelope ?? {};
  }
}
