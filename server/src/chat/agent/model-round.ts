/** One model round: the conversation goes out, text and tool calls come back as they are written. */
import { randomUUID } from 'node:crypto';
import { cleanText } from '../clean-text.js';
import { askModel } from './ask-model.js';
import type { PendingCall } from './tool-call.js';
import { type Event, events, type TokenUsage } from './events.js';
import { ModelError } from '../model/model-error.js';
import type { ModelEnd, ModelPart, ModelReasoning } from '../model/model.js';
import type { Tool } from '../toolbox/tool.js';
import type { RunContext } from './run-context.js';

const PROVIDER = 'azure-openai';
const CUT_OFF = 'The answer was cut off before this call was complete.';

/** What a round of the model came to. */
export interface RoundAnswer {
  readonly calls: readonly PendingCall[];
  /** It ended at the output limit of the model. */
  readonly cutOff?: true;
}

/** Streams one answer and stores it; returns the calls it asks for. A broken answer is stored as far as it came. */
export async function modelRound(
  context: RunContext,
  tools: readonly Tool[],
  usage: TokenUsage[],
): Promise<RoundAnswer> {
  const answer = new AnswerBuilder(context, tools);
  let end: ModelEnd;
  try {
    end = await askModel(context, tools, (part) => answer.take(part));
    if (end.usage) usage.push({ provider: PROVIDER, model: context.model.deployment, ...end.usage });
    if (end.cutOff) await answer.storeCutOff();
    else answer.close();
  } catch (error) {
    await answer.storeBroken();
    if (error instanceof ModelError && error.filtered === 'prompt')
      await context.conversation.blockLastUser();
    throw error;
  }
  if (end.cutOff) return { calls: [], cutOff: true };
  await answer.store(end.reasoning);
  return { calls: answer.calls };
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
  #halfLetter = '';
  readonly #openCalls = new Map<string, OpenCall>();
  /** A model that gives one call id twice gets another for the second; its own state then no longer fits. */
  readonly #renamed = new Map<string, string>();
  readonly #context: RunContext;
  readonly #tools: readonly Tool[];

  constructor(context: RunContext, tools: readonly Tool[]) {
    this.#context = context;
    this.#tools = tools;
  }

  take(part: ModelPart): void {
    if (part.type === 'text') return this.#takeText(part.delta);
    if (part.type === 'call') return this.#openCall(part.id, part.name);
    const open = this.#openCalls.get(part.id);
    if (!open) return;
    if (part.type === 'arguments') {
      open.arguments += part.delta;
      return this.#emit(events.callArgs(open.call.id, part.delta));
    }
    const rest = part.arguments.startsWith(open.arguments) ? part.arguments.slice(open.arguments.length) : '';
    if (rest) this.#emit(events.callArgs(open.call.id, rest));
    this.#emit(events.callEnd(open.call.id));
    this.#openCalls.delete(part.id);
    this.calls.push({ ...open.call, arguments: part.arguments });
  }

  /** Ends on the wire whatever is still open there. */
  close(): void {
    this.#endText();
    for (const { call } of this.#openCalls.values()) this.#emit(events.callEnd(call.id));
    this.#openCalls.clear();
  }

  async store(reasoning: ModelReasoning | undefined): Promise<void> {
    if (!this.#text && this.calls.length === 0) return;
    const kept = reasoning && this.#renamed.size === 0 ? { reasoning } : {};
    await this.#context.conversation.addAssistant(this.#messageId, this.#text, this.calls, kept);
  }

  /** At the output limit the text stays and its calls do not: their arguments may be cut. No text is no answer. */
  async storeCutOff(): Promise<void> {
    const begun = [...this.calls, ...[...this.#openCalls.values()].map(({ call }) => call)];
    this.close();
    for (const { id } of begun) {
      const metadata = { isError: true, code: 'cut_off', durationMs: 0 };
      this.#emit(events.callResult(randomUUID(), id, CUT_OFF, metadata));
    }
    if (!this.#text) throw new ModelError('output_limit');
    await this.#context.conversation.addAssistant(this.#messageId, this.#text, [], {});
  }

  /** What the person had already read stays; its calls do not: nobody knows whether they were whole. */
  async storeBroken(): Promise<void> {
    this.close();
    if (!this.#text) return;
    const failed = !this.#context.signal.aborted;
    await this.#context.conversation.addAssistant(this.#messageId, this.#text, [], { failed });
  }

  #emit(event: Event): void {
    this.#context.emit(event);
  }

  #takeText(given: string): void {
    const delta = this.#wholeLetters(given);
    if (!delta) return;
    if (this.#openText === undefined) {
      // Text after a tool call is a second message on the wire: the first one has ended.
      this.#openText = this.#texts++ === 0 ? this.#messageId : `${this.#messageId}-${this.#texts}`;
      this.#emit(events.textStart(this.#openText));
    }
    this.#text += delta;
    this.#emit(events.text(this.#openText, delta));
  }

  /** A letter of two halves may come in two pieces: its first half waits for the second. */
  #wholeLetters(given: string): string {
    const text = this.#halfLetter + given;
    const cut = /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
    this.#halfLetter = text.slice(cut);
    return cleanText(text.slice(0, cut));
  }

  #endText(): void {
    this.#halfLetter = '';
    if (this.#openText !== undefined) this.#emit(events.textEnd(this.#openText));
    this.#openText = undefined;
  }

  #openCall(id: string, modelName: string): void {
    this.#endText();
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
    this.#emit(events.callStart(call, this.#messageId));
  }
}
