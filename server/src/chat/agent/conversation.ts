/** The history of one thread while a run works on it: read once, appended to as the run goes. */
import { randomUUID } from 'node:crypto';
import type { Message } from '@ag-ui/core';
import type { Database } from '../../store/database.js';
import { callMetadata } from './events.js';
import type { ModelCarry, ModelMessage } from '../model/model.js';
import type { ToolAnnotations } from '../toolbox/tool.js';

/** A tool call the model asked for; what it knows of its tool was true when it was asked. */
export interface PendingCall {
  readonly id: string;
  readonly name: string;
  /** JSON text, as the model wrote it. */
  readonly arguments: string;
  readonly modelName: string;
  readonly server?: string;
  readonly title?: string;
  readonly annotations?: ToolAnnotations;
}

interface Stored {
  readonly message: Message;
  readonly model?: { readonly carry?: ModelCarry; readonly calls?: readonly PendingCall[] };
}

/** What a model sees of a finished call. */
export type ToModelOutput = (
  call: PendingCall,
  content: string,
  metadata: Readonly<Record<string, unknown>>,
) => string;

/** One thread's messages in order. Only one run at a time works on a thread, so this copy is never stale. */
export class Conversation {
  readonly #database: Database;
  readonly #threadId: string;
  readonly #runId: string;
  readonly #stored: Stored[];

  private constructor(database: Database, threadId: string, runId: string, stored: Stored[]) {
    this.#database = database;
    this.#threadId = threadId;
    this.#runId = runId;
    this.#stored = stored;
  }

  static async load(database: Database, threadId: string, runId: string): Promise<Conversation> {
    const rows = await database
      .selectFrom('messages')
      .select(['message_json', 'model_json'])
      .where('thread_id', '=', threadId)
      .orderBy('position')
      .execute();
    const stored = rows.map((row) => ({
      message: JSON.parse(row.message_json) as Message,
      ...(row.model_json ? { model: JSON.parse(row.model_json) as NonNullable<Stored['model']> } : {}),
    }));
    return new Conversation(database, threadId, runId, stored);
  }

  /** True where the message already stands at the end, unanswered: the client tries again. */
  endsWith(id: string, text: string): boolean {
    const last = this.#stored.findLast(
      ({ message }) => message.role !== 'assistant' || !message.metadata?.['failed'],
    );
    return last?.message.role === 'user' && last.message.id === id && last.message.content === text;
  }

  async addUser(id: string, text: string): Promise<void> {
    const taken = this.#stored.some(({ message }) => message.id === id);
    await this.#append({ message: { id: taken ? randomUUID() : id, role: 'user', content: text } }, text);
  }

  /** `failed`: the answer broke off by a fault, and the model is not shown it again. */
  async addAssistant(
    id: string,
    text: string,
    calls: readonly PendingCall[],
    extra: { carry?: ModelCarry; failed?: boolean } = {},
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
    const { carry } = extra;
    await this.#append({ message, model: { calls, ...(carry ? { carry } : {}) } }, text);
  }

  async addResult(
    id: string,
    callId: string,
    content: string,
    metadata: Record<string, unknown>,
  ): Promise<void> {
    await this.#append({ message: { id, role: 'tool', toolCallId: callId, content, metadata } }, content);
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
    await this.#database
      .updateTable('messages')
      .set({ message_json: JSON.stringify(message) })
      .where('thread_id', '=', this.#threadId)
      .where('id', '=', message.id)
      .execute();
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
      const text = contentOf(message);
      if (message.role === 'user') return [{ role: 'user', text }];
      const asked = model?.calls ?? [];
      const answered = asked.filter(({ id }) => results.has(id));
      // The service refuses a call without its result, so a state that mentions one is of no use.
      const carry = model?.carry && answered.length === asked.length ? { carry: model.carry } : {};
      const calls = answered.map((call) => ({ ...call, name: call.modelName }));
      return [
        { role: 'assistant', text, calls, ...carry },
        ...answered.flatMap((call): ModelMessage[] => {
          const result = results.get(call.id);
          if (!result) return [];
          return [
            { role: 'tool', callId: call.id, output: output(call, contentOf(result), result.metadata ?? {}) },
          ];
        }),
      ];
    });
  }

  async #append(entry: Stored, text: string): Promise<void> {
    this.#stored.push(entry);
    await this.#database
      .insertInto('messages')
      .values({
        thread_id: this.#threadId,
        position: this.#stored.length,
        id: entry.message.id,
        run_id: this.#runId,
        role: entry.message.role,
        text: text.replaceAll('\0', ''),
        message_json: JSON.stringify(entry.message),
        model_json: entry.model ? JSON.stringify(entry.model) : null,
        created_at: Date.now(),
      })
      .execute();
  }
}

function contentOf({ content }: Message): string {
  return typeof content === 'string' ? content : '';
}
