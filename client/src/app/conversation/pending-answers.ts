import { Injectable } from '@angular/core';

import type { RunInterrupt } from '#libs/contract';

import type { ResumeAnswer } from './run-stream.js';

const KEY = 'torii.pending-answers';

interface Pending {
  readonly threadId: string;
  readonly answers: readonly ResumeAnswer[];
  /** What was asked and could not be sent. */
  readonly question?: string;
}

/**
 * Carries the answers of a run across a visit to the authority (which reloads the page), so that the run goes on by
 * itself afterwards. Holds ids and payloads, never a token.
 */
@Injectable({ providedIn: 'root' })
export class PendingAnswers {
  remember(pending: Pending): void {
    sessionStorage.setItem(KEY, JSON.stringify(pending));
  }

  forget(): void {
    sessionStorage.removeItem(KEY);
  }

  /** The thread that waits for the person's return, if any. */
  thread(): string | null {
    return read()?.threadId ?? null;
  }

  /** Hands out, once, the question that a thread still has to be asked. */
  takeQuestion(threadId: string): string | undefined {
    const pending = read();
    if (pending?.threadId !== threadId || pending.question === undefined) return undefined;
    this.forget();
    return pending.question;
  }

  /** Hands out, once, the answers that still fit the open interrupts of a thread. */
  take(threadId: string, interrupts: readonly RunInterrupt[]): readonly ResumeAnswer[] {
    const pending = read();
    if (pending?.threadId !== threadId) return [];
    this.forget();
    return pending.answers.filter((answer) =>
      interrupts.some((interrupt) => interrupt.id === answer.interruptId),
    );
  }
}

function read(): Pending | undefined {
  try {
    const value = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Pending | null;
    return value !== null && Array.isArray(value.answers) ? value : undefined;
  } catch {
    return undefined;
  }
}
