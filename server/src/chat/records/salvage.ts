/** After a crash: what the person had already read becomes part of the thread. */
import { EventType, type Message } from '@ag-ui/core';
import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.js';
import { first, rows, type Step } from '../../store/step.js';
import type { Event } from '../agent/events.js';
import { insertMessage } from './messages.js';

/**
 * Stores answers that were streamed but not finished, as broken ones: seen again, not shown to the model. Text after a
 * tool call is a message of its own on the wire (`<id>-2`), and part of `<id>` in the thread.
 */
export function* salvage(db: Kysely<Tables>, runId: string): Step<void> {
  const run = yield* first(db.selectFrom('runs').select(['thread_id', 'branch']).where('id', '=', runId));
  if (!run) return;
  const { thread_id: threadId, branch } = run;
  const stored = yield* rows(
    db.selectFrom('messages').select(['id', 'position']).where('thread_id', '=', threadId),
  );
  const known = new Set(stored.map(({ id }) => id));
  let position = Math.max(0, ...stored.map((row) => row.position));
  for (const [id, text] of yield* streamedTexts(db, runId)) {
    if (known.has(id)) continue;
    const message: Message = { id, role: 'assistant', content: text, metadata: { failed: true } };
    yield* insertMessage(db, { threadId, runId, branch, position: ++position, message });
  }
}

function* streamedTexts(db: Kysely<Tables>, runId: string): Step<ReadonlyMap<string, string>> {
  const logged = yield* rows(
    db.selectFrom('run_events').select('event_json').where('run_id', '=', runId).orderBy('seq'),
  );
  const texts = new Map<string, string>();
  for (const row of logged) {
    const event = JSON.parse(row.event_json) as Event;
    if (event.type !== EventType.TEXT_MESSAGE_CONTENT) continue;
    const id = event.messageId.replace(/-\d+$/, (part) =>
      texts.has(event.messageId.slice(0, -part.length)) ? '' : part,
    );
    texts.set(id, (texts.get(id) ?? '') + event.delta);
  }
  return texts;
}
