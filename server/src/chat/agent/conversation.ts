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
}

/** What a model sees of a finished call. */
export type ToModelOutput = (
  call: PendingCall,
  content: string,
  metadata: Readonly<Record<string, unknown>>,
) => string;

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
    const at = this.#stored.findLastIndex(({ message }) => message.role === 'user');
    const entry = this.#stored[at];
    if (!entry) return;
    const message: Message = { ...entry.message, metadata: { ...entry.message.metadata, blocked: true } };
    this.#stored[at] = { ...entry, message };
    await this.#store.replace(message);
  }

  /** The history as the model gets it: each call directly followed by its result, in the order of the calls. */
  toModel(output: ToModelOutput): ModelMessage[] {
    const results = new Map(
      this.#stored.flatMap(({ message }) =>
        message.role === 'tool' ? [[message.toolCallId, message] as const] : [],
      ),
    );
    return this.#stored.flatMap(({ message, model }): ModelMessage[] => {
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
          return [
            { role: 'tool', callId: call.id, output: output(call, textOf(result), result.metadata ?? {}) },
          ];
        }),
      ];
    });
  }

  async #append(stored: StoredMessage): Promise<void> {
    this.#stored.push(stored);
    await this.#store.append(stored, ++this.#position);
  }
}
