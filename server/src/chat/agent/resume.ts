/** Matching the answers of a request against the open questions of its thread. */
import type { AgUiInterrupt } from './events.js';
import { ChatError, invalid } from '../chat-error.js';
import type { InterruptAnswer, InterruptState } from './interrupt.js';

/** One entry of `resume`, already known to have the right shape. */
export interface ResumeEntry {
  readonly interruptId: string;
  readonly status: 'resolved' | 'cancelled';
  readonly payload?: unknown;
}

/** A stored interrupt. */
export interface StoredInterrupt {
  readonly interrupt: AgUiInterrupt;
  readonly state: InterruptState;
  readonly status: 'open' | 'resolved' | 'cancelled';
  readonly expiresAt: number;
}

/**
 * The answers to go on with: every interrupt that is still open must be answered, exactly once. Those that
 * expired count as not answered. Throws `ChatError` 400 (unknown, malformed) or 409 (missing, answered, expired).
 */
export function matchAnswers(
  resume: readonly ResumeEntry[],
  stored: readonly StoredInterrupt[],
  now: number,
): readonly InterruptAnswer[] {
  const open = stored.filter(({ status }) => status === 'open');
  for (const entry of resume) refuseStale(entry, stored, now);
  const missing = open.filter(
    ({ interrupt, expiresAt }) =>
      expiresAt > now && !resume.some(({ interruptId }) => interruptId === interrupt.id),
  );
  if (missing.length > 0) {
    const ids = missing.map(({ interrupt }) => interrupt.id).join(', ');
    throw new ChatError(409, 'interrupts_open', `Answer every open interrupt in "resume": ${ids}`);
  }
  return open.map(({ interrupt, state, expiresAt }) => {
    const index = resume.findIndex(({ interruptId }) => interruptId === interrupt.id);
    const entry = resume[index];
    if (!entry || expiresAt <= now) return { interrupt, state, status: 'expired' as const, payload: {} };
    return {
      interrupt,
      state,
      status: entry.status,
      payload: payloadOf(entry, interrupt, `resume.${index}.payload`),
    };
  });
}

function refuseStale({ interruptId }: ResumeEntry, stored: readonly StoredInterrupt[], now: number): void {
  const known = stored.find(({ interrupt }) => interrupt.id === interruptId);
  if (!known)
    throw new ChatError(400, 'interrupt_unknown', `There is no interrupt ${interruptId} on this thread.`);
  if (known.status !== 'open') throw alreadyAnswered(interruptId);
  if (known.expiresAt <= now)
    throw new ChatError(
      409,
      'interrupt_expired',
      `Interrupt ${interruptId} has expired. Send a new message.`,
    );
}

function payloadOf(
  entry: ResumeEntry,
  { reason }: AgUiInterrupt,
  field: string,
): Readonly<Record<string, unknown>> {
  if (entry.status === 'cancelled') return {};
  const payload = entry.payload ?? {};
  if (!isObject(payload)) throw invalid(field, 'must be an object');
  if (reason !== 'tool_approval') return payload;
  if (typeof payload['approved'] !== 'boolean') throw invalid(`${field}.approved`, 'must be true or false');
  if (payload['arguments'] !== undefined && !isObject(payload['arguments']))
    throw invalid(`${field}.arguments`, 'must be an object');
  if (![undefined, 'chat', 'always'].includes(payload['remember'] as string | undefined))
    throw invalid(`${field}.remember`, 'must be "chat" or "always"');
  return payload;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** 409: an answer is taken once. */
export function alreadyAnswered(interruptId: string): ChatError {
  return new ChatError(409, 'interrupt_answered', `Interrupt ${interruptId} has been answered already.`);
}
