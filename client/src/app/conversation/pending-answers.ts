import { Injectable } from '@angular/core';

import type { RunInterrupt } from '#libs/contract';

import type { ResumeAnswer, RunRequest } from './run-stream.js';

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
  /** The answers given so far, and those that the visit to the authority gives. */
  rememberSignIn(
    threadId: string,
    given: readonly ResumeAnswer[],
    interrupts: readonly RunInterrupt[],
  ): void {
    const bySignIn = interrupts.map(
      ({ id }) => ({ interruptId: id, status: 'resolved', payload: {} }) as const,
    );
    remember({ threadId, answers: [...given, ...bySignIn] });
  }

  /** A request that could not be sent. */
  rememberRequest({ threadId, resume = [], text }: RunRequest): void {
    remember({ threadId, answers: resume, ...(text === undefined ? {} : { question: text }) });
  }

  forget(): void {
    sessionStorage.removeItem(KEY);
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

function remember(pending: Pending): void {
  sessionStorage.setItem(KEY, JSON.stringify(pending));
}

function read(): Pending | undefined {
  try {
    const value = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Pending | null;
    return value !== null && Array.isArray(value.answers) ? value : undefined;
  } catch {
    return undefined;
  }
}
