/** The history of one thread while a run works on it: read once, appended to as the run goes. */
import type { Message } from '@ag-ui/core';
import type { ModelReasoning, ModelMessage } from '../model/model.js';
import { callMetadata, type PendingCall } from './tool-call.js';
import { textForModel, textOf } from './user-message.js';

/** A message, and beside it what only the model needs to go on. */
export interface StoredMessage {
  readonly message: Message;
  readonly model?: { readonly reasoning?: ModelReasoning; readonly calls?: readonly PendingCall[] };
}

/** Where the messages of one thread are kept; each write is done before the run goes on. */
export interface ConversationStore {
  /** `position` counts from 1. */
  append(stored: StoredMessage, position: number): Promise<void>;
  replace(message: Message): Promise<void>;
  /** Drops opaque model state, of all messages of the thread. */
  forgetReasoning(): Promise<void>;
}

/** What a model sees of a finished call. */
export type ToModelOutput = (call: PendingCall, result: FinishedResult) => string;

/** A result of a call; `earlier`: a message of the person came after it. */
export interface FinishedResult {
  readonly content: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly earlier: boolean;
}

/** One thread's messages in order. Only one run at a time works on a thread, so this copy is never stale. */
export class Conversation {
  readonly #store: ConversationStore;
  readonly #stored: StoredMessage[];
  #position: number;

  /** `lastPosition`: of the last message in the thread, whatever its branch. */
  constructor(store: ConversationStore, stored: readonly StoredMessage[], lastPosition: number) {
    this.#store = store;
    this.#stored = [...stored];
    this.#position = lastPosition;
  }

  /** `failed`: the answer broke off by a fault, and the model is not shown it again. */
  async addAssistant(
    id: string,
    text: string,
    calls: readonly PendingCall[],
    extra: { reasoning?: ModelReasoning; failed?: boolean } = {},
  ): Promise<void> {
    const toolCalls = calls.map((call) => ({
      id: call.id,
      type: 'function' as const,
      function: { name: call.name, arguments: call.arguments },
      metadata: callMetadata(call),
    }));
    const message: Message = {
      id,
      role: 'assistant',
      ...(text ? { content: text } : {}),
      ...(toolCalls.length > 0 ? { toolCalls } : {}),
      ...(extra.failed ? { metadata: { failed: true } } : {}),
    };
    const { reasoning } = extra;
    await this.#append({ message, model: { calls, ...(reasoning ? { reasoning } : {}) } });
  }

  async addResult(
    id: string,
    callId: string,
    content: string,
    metadata: Record<string, unknown>,
  ): Promise<void> {
    await this.#append({ message: { id, role: 'tool', toolCallId: callId, content, metadata } });
  }

  /** Calls of the model that have no result yet. */
  unresolved(): readonly PendingCall[] {
    const done = new Set(
      this.#stored.flatMap(({ message }) => (message.role === 'tool' ? [message.toolCallId] : [])),
    );
    return this.#stored.flatMap(({ model }) => model?.calls ?? []).filter((call) => !done.has(call.id));
  }

  hasCall(id: string): boolean {
    return this.#stored.some(({ model }) => model?.calls?.some((call) => call.id === id));
  }

  /** What the filter of the service stopped is not sent again: it would stop every later message too. */
  async blockLastUser(): Promise<void> {
    await this.#block(this.#lastUser());
  }

  /**
   * Takes out the results that came since the person's last message, or all of them where the message before was
   * stopped as well: then what trips the filter is older.
   * @returns ids of the calls whose results are out now
   */
  async blockResults(): Promise<readonly string[]> {
    const last = this.#lastUser();
    const before = this.#stored.findLastIndex(({ message }, at) => message.role === 'user' && at < last);
    const from = this.#stored[before]?.message.metadata?.['blocked'] ? 0 : last;
    const blocked: string[] = [];
    for (const [at, { message }] of this.#stored.entries()) {
      if (at < from || message.role !== 'tool' || message.metadata?.['blocked']) continue;
      blocked.push(message.toolCallId);
      await this.#block(at);
    }
    return blocked;
  }

  /** Opaque state of an answer that the service no longer reads is of no use to anybody. */
  async forgetReasoning(): Promise<boolean> {
    let known = false;
    for (const [at, { message, model }] of this.#stored.entries()) {
      if (!model?.reasoning) continue;
      known = true;
      this.#stored[at] = { message, model: { ...(model.calls ? { calls: model.calls } : {}) } };
    }
    if (known) await this.#store.forgetReasoning();
    return known;
  }

  /** The history as the model gets it: each call directly followed by its result, in the order of the calls. */
  toModel(output: ToModelOutput): ModelMessage[] {
    const results = new Map(
      this.#stored.flatMap(({ message }) =>
        message.role === 'tool' ? [[message.toolCallId, message] as const] : [],
      ),
    );
    const last = this.#lastUser();
    return this.#stored.flatMap(({ message, model }, at): ModelMessage[] => {
      if (message.role === 'tool' || message.metadata?.['blocked'] || message.metadata?.['failed']) return [];
      if (message.role === 'user') return [{ role: 'user', text: textForModel(message) }];
      const text = textOf(message);
      const asked = model?.calls ?? [];
      const answered = asked.filter(({ id }) => results.has(id));
      // The service refuses a call without its result, so a state that mentions one is of no use.
      const reasoning =
        model?.reasoning && answered.length === asked.length ? { reasoning: model.reasoning } : {};
      const calls = answered.map((call) => ({ ...call, name: call.modelName }));
      return [
        { role: 'assistant', text, calls, ...reasoning },
        ...answered.flatMap((call): ModelMessage[] => {
          const result = results.get(call.id);
          if (!result) return [];
          const finished = { content: textOf(result), metadata: result.metadata ?? {}, earlier: at < last };
          return [{ role: 'tool', callId: call.id, output: output(call, finished) }];
        }),
      ];
    });
  }

  #lastUser(): number {
    return this.#stored.findLastIndex(({ message }) => message.role === 'user');
  }

  async #block(at: number): Promise<void> {
    const entry = this.#stored[at];
    if (!entry) return;
    const message: Message = { ...entry.message, metadata: { ...entry.message.metadata, blocked: true } };
    this.#stored[at] = { ...entry, message };
    await this.#store.replace(message);
  }

  async #append(stored: StoredMessage): Promise<void> {
    this.#stored.push(stored);
    await this.#store.append(stored, ++this.#position);
  }
}
