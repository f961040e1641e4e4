/** Azure OpenAI Responses API (`POST /openai/v1/responses`), stateless: nothing is stored at the service. */
import type OpenAI from 'openai';
import type {
  FunctionTool,
  Response,
  ResponseInputItem,
  ResponseOutputItem,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import { codeOfName, correlation, ModelError } from './model-error.js';
import type {
  Model,
  ModelReasoning,
  ModelEnd,
  ModelMessage,
  ModelPart,
  ModelRequest,
  ModelTool,
  ModelUsage,
} from './model.js';
import { createClient, type ModelOptions } from './openai-client.js';
import { readEvents } from './read-events.js';

/** A model behind the Responses API. */
export class ResponsesModel implements Model {
  readonly #client: OpenAI;
  readonly #options: ModelOptions;

  constructor(options: ModelOptions) {
    this.#options = options;
    this.#client = createClient(options);
  }

  get deployment(): string {
    return this.#options.deployment;
  }

  async answer(request: ModelRequest, take: (part: ModelPart) => void): Promise<ModelEnd> {
    const body = {
      model: this.deployment,
      instructions: request.instructions,
      input: toInput(request.messages, this.deployment),
      tools: request.tools.map(toTool),
      include: ['reasoning.encrypted_content' as const],
      store: false,
      stream: true as const,
    };
    const reader = new Reader(this.deployment, take);
    const headers = await readEvents<ResponseStreamEvent>(
      {
        open: (signal) => this.#client.responses.create(body, { signal }).asResponse(),
        signal: request.signal,
        idleMs: this.#options.idleTimeoutMs,
        ready: request.ready,
      },
      (event) => reader.read(event),
    );
    return reader.finish(headers);
  }
}

/** Hands the parts of the stream's events on; the answer is complete only once `response.completed` was seen. */
class Reader {
  readonly #calls = new Map<string, string>();
  #final?: Response;
  #failure?: Response;
  readonly #deployment: string;

  readonly #take: (part: ModelPart) => void;

  constructor(deployment: string, take: (part: ModelPart) => void) {
    this.#deployment = deployment;
    this.#take = take;
  }

  read(event: ResponseStreamEvent): void {
    switch (event.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        this.#take({ type: 'text', delta: event.delta });
        return;
      case 'response.output_item.added':
        if (event.item.type !== 'function_call') return;
        this.#calls.set(event.item.id ?? '', event.item.call_id);
        this.#take({ type: 'call', id: event.item.call_id, name: event.item.name });
        return;
      case 'response.function_call_arguments.delta': {
        const id = this.#calls.get(event.item_id);
        if (id !== undefined) this.#take({ type: 'arguments', id, delta: event.delta });
        return;
      }
      case 'response.output_item.done':
        if (event.item.type !== 'function_call') return;
        this.#take({ type: 'call-end', id: event.item.call_id, arguments: event.item.arguments });
        return;
      case 'response.completed':
      case 'response.incomplete':
        this.#final = event.response;
        return;
      // Azure may send one more `error` frame with the reason: the stream is read on to its end.
      case 'response.failed':
        this.#failure = event.response;
    }
  }

  finish(headers: Headers): ModelEnd {
    const correlationId = correlation(headers);
    const details = correlationId ? { correlationId } : {};
    if (this.#failure) {
      const code = codeOfName(this.#failure.error?.code ?? '') ?? 'model_unavailable';
      throw new ModelError(code, {
        ...details,
        ...(code === 'content_filter' ? { filtered: 'answer' } : {}),
      });
    }
    if (!this.#final) throw new ModelError('model_unavailable', details);
    if (this.#final.incomplete_details?.reason === 'content_filter')
      throw new ModelError('content_filter', { ...details, filtered: 'answer' });
    const reasoning = reasoningOf(this.#final.output, this.#deployment);
    const cutOff = this.#final.incomplete_details?.reason === 'max_output_tokens';
    return {
      ...usageOf(this.#final),
      ...(reasoning && !cutOff ? { reasoning } : {}),
      ...(cutOff ? { cutOff } : {}),
    };
  }
}

function usageOf({ usage }: Response): { usage?: ModelUsage } {
  if (!usage) return {};
  return {
    usage: {
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      totalTokens: usage.total_tokens,
      reasoningTokens: usage.output_tokens_details?.reasoning_tokens ?? 0,
      cachedInputTokens: usage.input_tokens_details?.cached_tokens ?? 0,
    },
  };
}

/** With `store: false` the reasoning must come back, in its place among the turn's other items. */
function reasoningOf(output: readonly ResponseOutputItem[], deployment: string): ModelReasoning | undefined {
  if (!output.some((item) => item.type === 'reasoning')) return undefined;
  const items = output.flatMap((item): unknown[] => {
    if (item.type === 'reasoning')
      return [
        { type: item.type, id: item.id, summary: item.summary, encrypted_content: item.encrypted_content },
      ];
    if (item.type === 'function_call')
      return [{ type: item.type, call_id: item.call_id, name: item.name, arguments: item.arguments }];
    if (item.type === 'message')
      return [
        {
          role: 'assistant',
          content: item.content.map((c) => (c.type === 'refusal' ? c.refusal : c.text)).join(''),
        },
      ];
    return [];
  });
  return { deployment, items };
}

function toInput(messages: readonly ModelMessage[], deployment: string): ResponseInputItem[] {
  return messages.flatMap((message): ResponseInputItem[] => {
    if (message.role === 'user') return [{ role: 'user', content: message.text }];
    if (message.role === 'tool')
      return [{ type: 'function_call_output', call_id: message.callId, output: message.output }];
    if (message.reasoning?.deployment === deployment) return message.reasoning.items as ResponseInputItem[];
    return [
      ...(message.text ? [{ role: 'assistant' as const, content: message.text }] : []),
      ...message.calls.map((call) => ({
        type: 'function_call' as const,
        call_id: call.id,
        name: call.name,
        arguments: call.arguments,
      })),
    ];
  });
}

function toTool(tool: ModelTool): FunctionTool {
  return {
    type: 'function',
    name: tool.name,
    description: tool.description,
    parameters: { ...tool.parameters },
    strict: false,
  };
}
