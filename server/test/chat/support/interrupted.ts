/** Reading interrupts off a stream, and answering them. */
import { EventSchema } from '@ag-ui/core/schemas';
import { lastOf, type JsonObject, type Streamed } from './chat-client.js';

export type Interrupt = JsonObject & { id: string; reason: string; toolCallId: string; metadata: JsonObject };

/** The questions a run ended with; every event of it is valid. */
export function interruptsOf(streamed: Streamed): Interrupt[] {
  for (const { event } of streamed.frames) EventSchema.parse(event);
  const { outcome } = lastOf(streamed) as unknown as { outcome: { type: string; interrupts: Interrupt[] } };
  if (outcome.type !== 'interrupt') throw new Error(`the run ended with ${outcome.type}`);
  return outcome.interrupts;
}

/** The only question that matters to a spec. */
export function first(streamed: Streamed): Interrupt {
  const [interrupt] = interruptsOf(streamed);
  if (!interrupt) throw new Error('no interrupt');
  return interrupt;
}

/** An entry of `resume`. */
export const resolved = (interruptId: string, payload: JsonObject): JsonObject => ({
  interruptId,
  status: 'resolved',
  payload,
});
