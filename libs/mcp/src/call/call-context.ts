import { CLIENT_INFO_META_KEY } from '@modelcontextprotocol/server';
import type { Era } from '../era.js';
import { Elicitation } from './elicitation.js';
import { capabilitiesOf, type McpRequest } from './mcp-request.js';
import type { RequestState } from './request-state.js';
import type { ToolContext } from './tool-context.js';

/** The context of one call. Lazy where it can be: most tools use two of its members. */
export class CallContext implements ToolContext {
  readonly uri?: URL;
  readonly #request: McpRequest;
  readonly #state: RequestState;
  #elicitation: Elicitation | undefined;

  constructor(request: McpRequest, state: RequestState, uri?: URL) {
    this.#request = request;
    this.#state = state;
    this.uri = uri;
  }

  get user(): unknown {
    return this.#request.inbound.principal.caller;
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }

  get requestId(): string | number {
    return this.#request.id;
  }

  get era(): Era {
    return this.#request.inbound.era;
  }

  get client(): ToolContext['client'] {
    const { envelope, inbound } = this.#request;
    return (envelope[CLIENT_INFO_META_KEY] as ToolContext['client']) ?? inbound.declared?.client;
  }

  get capabilities(): ToolContext['capabilities'] {
    return capabilitiesOf(this.#request);
  }

  get meta(): ToolContext['meta'] {
    return this.#request.meta;
  }

  get input(): ToolContext['input'] {
    const request = this.#request;
    return {
      responses: request.inputResponses,
      state: <T>() => request.state as T | undefined,
      seal: (payload) => this.#state.seal(payload, request),
    };
  }

  // Getters that hand out bound functions: handlers may take their context apart.
  get progress(): ToolContext['progress'] {
    return (...step) => this.#report(...step);
  }

  get log(): ToolContext['log'] {
    return this.#request.log;
  }

  get elicit(): ToolContext['elicit'] {
    return async (question) => {
      this.#elicitation ??= new Elicitation(this.#request);
      return (await this.#elicitation.ask(question)) as Awaited<ReturnType<ToolContext['elicit']>> as never;
    };
  }

  async #report(progress: number, total?: number, message?: string): Promise<void> {
    const progressToken = this.meta['progressToken'];
    if (progressToken === undefined) return;
    await this.#request.notify({
      method: 'notifications/progress',
      params: {
        progressToken,
        progress,
        ...(total !== undefined && { total }),
        ...(message !== undefined && { message }),
      },
    });
  }
}
