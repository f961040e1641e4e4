/** Events of a run that are not in its log yet. */
import { EventType } from '@ag-ui/core';
import type { Event } from '../agent/events.js';
import type { LogEntry, TransactionPart } from '../records/event-log.js';

/** Words that follow each other in one message are joined while they wait: fewer events, the same text. */
export class EventBuffer {
  #events: Event[] = [];
  #also?: TransactionPart;
  #seq = 0;
  readonly #runId: string;

  constructor(runId: string) {
    this.#runId = runId;
  }

  get length(): number {
    return this.#events.length;
  }

  add(event: Event, also?: TransactionPart): void {
    if (also) this.#also = also;
    const last = this.#events.at(-1);
    const joined = last && join(last, event);
    if (joined) this.#events[this.#events.length - 1] = joined;
    else this.#events.push(event);
  }

  /** Everything that waits, numbered. */
  readonly take = (): LogEntry => {
    const runId = this.#runId;
    const also = this.#also;
    const events = this.#events.map((event) => ({ runId, seq: ++this.#seq, json: JSON.stringify(event) }));
    this.#events = [];
    return { events, ...(also ? { also } : {}) };
  };
}

/** Joined events stay small enough to be sent and stored in portions. */
const MAX_DELTA = 8 * 1024;

function join(last: Event, next: Event): Event | undefined {
  if ('delta' in last && (last.delta?.length ?? 0) > MAX_DELTA) return undefined;
  if (last.type === EventType.TEXT_MESSAGE_CONTENT && next.type === EventType.TEXT_MESSAGE_CONTENT)
    return last.messageId === next.messageId ? { ...last, delta: last.delta + next.delta } : undefined;
  if (last.type === EventType.TOOL_CALL_ARGS && next.type === EventType.TOOL_CALL_ARGS)
    return last.toolCallId === next.toolCallId ? { ...last, delta: last.delta + next.delta } : undefined;
  return undefined;
}
