/** Chat Completions (`POST /openai/v1/chat/completions`), for deployments that know nothing newer. */
import type OpenAI from 'openai';
import type {
  ChatCompletionChunk,
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from 'openai/resources/chat/completions';
import { correlation, ModelError } from './model-error.js';
import type {
  Model,
  ModelEnd,
  ModelMessage,
  ModelPart,
  ModelRequest,
  ModelTool,
  ModelUsage,
} from './model.js';
import { createClient, type ModelOptions } from './openai-client.js';
import { readEvents } from './read-events.js';

/** A model behind Chat Completions. */
export class ChatCompletionsModel implements Model {
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
      messages: [
        { role: 'system' as const, content: request.instructions },
        ...request.messages.map(toMessage),
      ],
      // An empty list is refused by the service.
      ...(request.tools.length > 0 ? { tools: request.tools.map(toTool) } : {}),
      stream: true as const,
      stream_options: { include_usage: true },
    };
    const reader = new Reader(take);
    const headers = await readEvents<ChatCompletionChunk>(
      {
        open: (signal) => this.#client.chat.completions.create(body, { signal }).asResponse(),
        signal: request.signal,
        idleMs: this.#options.idleTimeoutMs,
        ready: request.ready,
      },
      (chunk) => reader.read(chunk),
    );
    return reader.finish(headers);
  }
}

/** Hands the parts of chunks on. Azure's first one has no choice, its last (usage) neither. */
class Reader {
  readonly #calls = new Map<number, { id: string; arguments: string }>();
  #finished?: string;
  #usage?: ModelUsage;

  readonly #take: (part: ModelPart) => void;

  constructor(take: (part: ModelPart) => void) {
    this.#take = take;
  }

  read(chunk: ChatCompletionChunk): void {
    if (chunk.usage) this.#usage = usageOf(chunk.usage);
    const choice = chunk.choices[0];
    if (!choice) return;
    const text = choice.delta?.content ?? choice.delta?.refusal;
    if (text) this.#take({ type: 'text', delta: text });
    for (const part of choice.delta?.tool_calls ?? []) {
      let call = this.#calls.get(part.index);
      if (!call) {
        call = { id: part.id ?? `call_${part.index}`, arguments: '' };
        this.#calls.set(part.index, call);
        this.#take({ type: 'call', id: call.id, name: part.function?.name ?? '' });
      }
      const delta = part.function?.arguments ?? '';
      call.arguments += delta;
      if (delta) this.#take({ type: 'arguments', id: call.id, delta });
    }
    if (choice.finish_reason) this.#finished = choice.finish_reason;
  }

  finish(headers: Headers): ModelEnd {
    const correlationId = correlation(headers);
    const details = correlationId ? { correlationId } : {};
    if (!this.#finished) throw new ModelError('model_unavailable', details);
    if (this.#finished === 'content_filter')
      throw new ModelError('content_filter', { ...details, filtered: 'answer' });
    const usage = this.#usage ? { usage: this.#usage } : {};
    if (this.#finished === 'length') return { ...usage, cutOff: true };
    for (const call of this.#calls.values())
      this.#take({ type: 'call-end', id: call.id, arguments: call.arguments });
    return usage;
  }
}

function usageOf(usage: NonNullable<ChatCompletionChunk['usage']>): ModelUsage {
  return {
    inputTokens: usage.prompt_tokens,
    outputTokens: usage.completion_tokens,
    totalTokens: usage.total_tokens,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens ?? 0,
    cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
  };
}

function toMessage(message: ModelMessage): ChatCompletionMessageParam {
  if (message.role === 'user') return { role: 'user', content: message.text };
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.callId, content: message.output };
  if (message.calls.length === 0) return { role: 'assistant', content: message.text };
  return {
    role: 'assistant',
    content: message.text || null,
    tool_calls: message.calls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
    })),
  };
}

function toTool(tool: ModelTool): ChatCompletionTool {
  const { name, description, parameters } = tool;
  return { type: 'function', function: { name, description, parameters: { ...parameters }, strict: false } };
}
