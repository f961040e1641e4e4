/** Events of a run that are not in its log yet. */
import { EventType } from '@ag-ui/core';
import type { Event } from '../agent/events.js';
import type { LoggedEvent } from '../records/event-log.js';

/** Joined events stay small enough to be sent and stored in portions. */
const MAX_DELTA = 8 * 1024;

/** Words that follow each other in one message are joined while they wait: fewer events, the same text. */
export class EventBuffer {
  #events: Event[] = [];
  /** The words that are being joined, where the last event is one of ours to change. */
  #open?: Extract<Event, { delta: string }>;
  #seq: number;
  readonly #runId: string;

  /** @param after the last event that is in the log already */
  constructor(after: Pick<LoggedEvent, 'runId' | 'seq'>) {
    this.#runId = after.runId;
    this.#seq = after.seq;
  }

  get length(): number {
    return this.#events.length;
  }

  add(event: Event): void {
    if (!isDelta(event)) {
      this.#open = undefined;
      this.#events.push(event);
      return;
    }
    const open = this.#open;
    if (open && continues(open, event) && open.delta.length <= MAX_DELTA) {
      open.delta += event.delta;
      return;
    }
    this.#open = { ...event };
    this.#events.push(this.#open);
  }

  /** Everything that waits, numbered. */
  take(): readonly LoggedEvent[] {
    const runId = this.#runId;
    const events = this.#events.map((event) => ({ runId, seq: ++this.#seq, json: JSON.stringify(event) }));
    this.#events = [];
    this.#open = undefined;
    return events;
  }
}

type Delta = Extract<Event, { type: EventType.TEXT_MESSAGE_CONTENT | EventType.TOOL_CALL_ARGS }>;

function isDelta(event: Event): event is Delta {
  return event.type === EventType.TEXT_MESSAGE_CONTENT || event.type === EventType.TOOL_CALL_ARGS;
}

function continues(open: Event, next: Delta): boolean {
  if (open.type === EventType.TEXT_MESSAGE_CONTENT && next.type === EventType.TEXT_MESSAGE_CONTENT)
    return open.messageId === next.messageId;
  if (open.type === EventType.TOOL_CALL_ARGS && next.type === EventType.TOOL_CALL_ARGS)
    return open.toolCallId === next.toolCallId;
  return false;
}
