/** One model round: the conversation goes out, text and tool calls come back as they are written. */
import { randomUUID } from 'node:crypto';
import type { PendingCall } from './tool-call.js';
import { type Event, events, type TokenUsage } from './events.js';
import { ModelError } from '../model/model-error.js';
import type { ModelReasoning, ModelEvent } from '../model/model.js';
import type { Tool } from '../toolbox/tool.js';
import { INSTRUCTIONS, presentResult } from './instructions.js';
import type { RunContext } from './run-context.js';

const PROVIDER = 'azure-openai';

/** Streams one answer and stores it; returns the calls it asks for. A broken answer is stored as far as it came. */
export async function* modelRound(
  context: RunContext,
  tools: readonly Tool[],
  usage: TokenUsage[],
): AsyncGenerator<Event, readonly PendingCall[]> {
  const answer = new AnswerBuilder(context, tools);
  try {
    for await (const event of context.model.answer(requestOf(context, tools))) {
      if (event.type === 'end' && event.usage)
        usage.push({ provider: PROVIDER, model: context.model.deployment, ...event.usage });
      yield* answer.take(event);
    }
  } catch (error) {
    yield* answer.close();
    const cancelled = context.signal.aborted;
    await answer.store({ failed: !cancelled, keepCalls: false });
    if (error instanceof ModelError && error.filtered === 'prompt')
      await context.conversation.blockLastUser();
    throw error;
  }
  yield* answer.close();
  await answer.store({ failed: false, keepCalls: true });
  return answer.calls;
}

function requestOf({ conversation, limits, signal }: RunContext, tools: readonly Tool[]) {
  return {
    instructions: INSTRUCTIONS,
    messages: conversation.toModel((call, content, metadata) =>
      presentResult(call, content, metadata, limits.resultBytesToModel),
    ),
    tools: tools.map((tool) => ({
      name: tool.modelName,
      description: describe(tool),
      parameters: tool.inputSchema,
    })),
    signal,
  };
}

/** The description of a foreign tool is a claim, and the model gets it as one. */
function describe({ server, title, description, foreign }: Tool): string {
  const text = description || title;
  return foreign ? `[Described by the server "${server}", not verified] ${text}` : text;
}

interface OpenCall {
  readonly call: PendingCall;
  arguments: string;
}

/** The answer so far, and which of its parts are still open on the wire. */
class AnswerBuilder {
  readonly calls: PendingCall[] = [];
  readonly #messageId = randomUUID();
  #text = '';
  #openText?: string;
  #texts = 0;
  readonly #openCalls = new Map<string, OpenCall>();
  #reasoning?: ModelReasoning;
  /** A model that gives one call id twice gets another for the second; its own state then no longer fits. */
  readonly #renamed = new Map<string, string>();
  readonly #context: RunContext;
  readonly #tools: readonly Tool[];

  constructor(context: RunContext, tools: readonly Tool[]) {
    this.#context = context;
    this.#tools = tools;
  }

  *take(event: ModelEvent): Generator<Event> {
    if (event.type === 'text') return yield* this.#takeText(event.delta);
    if (event.type === 'end') {
      if (event.reasoning && this.#renamed.size === 0) this.#reasoning = event.reasoning;
      return;
    }
    if (event.type === 'call') return yield* this.#openCall(event.id, event.name);
    const open = this.#openCalls.get(event.id);
    if (!open) return;
    if (event.type === 'arguments') {
      open.arguments += event.delta;
      yield events.callArgs(open.call.id, event.delta);
      return;
    }
    const rest = event.arguments.startsWith(open.arguments)
      ? event.arguments.slice(open.arguments.length)
      : '';
    if (rest) yield events.callArgs(open.call.id, rest);
    yield events.callEnd(open.call.id);
    this.#openCalls.delete(event.id);
    this.calls.push({ ...open.call, arguments: event.arguments });
  }

  /** Ends on the wire whatever is still open there. */
  *close(): Generator<Event> {
    if (this.#openText !== undefined) yield events.textEnd(this.#openText);
    this.#openText = undefined;
    for (const { call } of this.#openCalls.values()) yield events.callEnd(call.id);
    this.#openCalls.clear();
  }

  async store({ failed, keepCalls }: { failed: boolean; keepCalls: boolean }): Promise<void> {
    const calls = keepCalls ? this.calls : [];
    if (!this.#text && calls.length === 0) return;
    const reasoning = keepCalls && this.#reasoning ? { reasoning: this.#reasoning } : {};
    await this.#context.conversation.addAssistant(this.#messageId, this.#text, calls, {
      failed,
      ...reasoning,
    });
  }

  *#takeText(delta: string): Generator<Event> {
    if (!delta) return;
    if (this.#openText === undefined) {
      // Text after a tool call is a second message on the wire: the first one has ended.
      this.#openText = this.#texts++ === 0 ? this.#messageId : `${this.#messageId}-${this.#texts}`;
      yield events.textStart(this.#openText);
    }
    this.#text += delta;
    yield events.text(this.#openText, delta);
  }

  *#openCall(id: string, modelName: string): Generator<Event> {
    if (this.#openText !== undefined) yield events.textEnd(this.#openText);
    this.#openText = undefined;
    const taken = !id || this.#context.conversation.hasCall(id) || this.calls.some((call) => call.id === id);
    if (taken) this.#renamed.set(id, `call_${randomUUID()}`);
    const tool = this.#tools.find((candidate) => candidate.modelName === modelName);
    const call: PendingCall = {
      id: (taken ? this.#renamed.get(id) : undefined) ?? id,
      name: tool?.name ?? modelName,
      arguments: '',
      modelName,
      ...(tool ? { server: tool.server, title: tool.title, annotations: tool.annotations } : {}),
    };
    this.#openCalls.set(id, { call, arguments: '' });
    yield events.callStart(call, this.#messageId);
  }
}
