/** After a crash: what the person had already read becomes part of the thread. */
import { EventType, type Message } from '@ag-ui/core';
import type { Transaction } from 'kysely';
import type { Tables } from '../../store/schema.js';
import type { Event } from '../agent/events.js';
import { insertMessage } from './messages.js';

/** Stores answers that were streamed but not finished, as broken ones: seen again, not shown to the model. */
export async function salvage(tx: Transaction<Tables>, runId: string): Promise<void> {
  const { thread_id: threadId, branch } = await tx
    .selectFrom('runs')
    .select(['thread_id', 'branch'])
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  const stored = await tx
    .selectFrom('messages')
    .select(['id', 'position'])
    .where('thread_id', '=', threadId)
    .execute();
  const known = new Set(stored.map(({ id }) => id));
  let position = Math.max(0, ...stored.map((row) => row.position));
  for (const [id, text] of await streamedTexts(tx, runId)) {
    if (known.has(id)) continue;
    const message: Message = { id, role: 'assistant', content: text, metadata: { failed: true } };
    await insertMessage(tx, { threadId, runId, branch, position: ++position, message });
  }
}

async function streamedTexts(tx: Transaction<Tables>, runId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('run_events')
    .select('event_json')
    .where('run_id', '=', runId)
    .orderBy('seq')
    .execute();
  const texts = new Map<string, string>();
  for (const row of rows) {
    const event = JSON.parse(row.event_json) as Event;
    if (event.type !== EventType.TEXT_MESSAGE_CONTENT) continue;
    texts.set(event.messageId, (texts.get(event.messageId) ?? '') + event.delta);
  }
  return texts;
}
