import { inject, Injectable, InjectionToken } from '@angular/core';

import type { RunInterrupt } from '#libs/contract';

import { ApiFetch } from '../auth/api-fetch.js';
import type { DemoPerson } from '../auth/people.js';
import { SignInFault } from '../auth/sign-in-fault.js';
import type { ChatEvent } from './chat-event.js';
import { readFrames, type Frame } from './frames.js';
import { ProblemError } from '../faults/problem-error.js';

/** Of AG-UI: a server leaves out what an older client would fail on. */
const AG_UI_VERSION = '1.0';

/** Answer to one interrupt. */
export interface ResumeAnswer {
  readonly interruptId: string;
  readonly status: 'resolved' | 'cancelled';
  readonly payload?: unknown;
}

/** What starts a run: a question, or the answers to all open interrupts. */
export interface RunRequest {
  readonly threadId: string;
  readonly runId: string;
  readonly text?: string;
  readonly messageId?: string;
  readonly resume?: readonly ResumeAnswer[];
  /** Id of the message that is edited, or whose answer is asked for again. */
  readonly forkFrom?: string;
  /** Whose run it is, where it is not that of the signed-in person. */
  readonly person?: DemoPerson;
}

/** Answer of a run in JSON mode. */
export interface RunAnswer {
  readonly threadId: string;
  readonly runId: string;
  readonly outcome: string | { readonly type: string };
  readonly response: string;
  readonly interrupts?: readonly RunInterrupt[];
}

const TRIES = 5;

/** Wait before the first reconnect; it doubles from there. */
export const FIRST_WAIT_MS = new InjectionToken<number>('first wait', { factory: () => 500 });

/** Runs over SSE, reconnecting by the event log, or in one JSON answer. */
@Injectable({ providedIn: 'root' })
export class RunStream {
  readonly #api = inject(ApiFetch);
  readonly #firstWaitMs = inject(FIRST_WAIT_MS);

  /** Starts a run and yields its events to the end, whatever the connection does. Throws ProblemError. */
  async *start(request: RunRequest, signal: AbortSignal): AsyncGenerator<ChatEvent> {
    const response = await this.#post(request, 'text/event-stream', signal);
    yield* this.#follow(request, response, undefined, signal);
  }

  /** Goes on with a run from its event log, from the beginning unless `lastEventId` is given. */
  async *resume(runId: string, signal: AbortSignal, lastEventId?: string): AsyncGenerator<ChatEvent> {
    yield* this.#follow({ runId }, undefined, lastEventId, signal);
  }

  /** Runs to the end and answers once. Throws ProblemError. */
  async once(request: RunRequest, signal: AbortSignal): Promise<RunAnswer> {
    const response = await this.#post(request, 'application/json', signal);
    return (await response.json()) as RunAnswer;
  }

  async cancel(runId: string): Promise<void> {
    const response = await this.#api.fetch(`/api/chat/runs/${encodeURIComponent(runId)}/cancel`, {
      method: 'POST',
    });
    if (!response.ok) throw await ProblemError.from(response);
  }

  async *#follow(
    run: Pick<RunRequest, 'runId' | 'person'>,
    first: Response | undefined,
    lastEventId: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<ChatEvent> {
    let response = first;
    let last = lastEventId;
    let tries = 0;
    for (;;) {
      try {
        response ??= await this.#events(run, last, signal);
        for await (const frame of readFrames(response, signal)) {
          tries = 0;
          last = frame.id ?? last;
          yield frame.event;
          if (isEnd(frame)) return;
        }
      } catch (cause) {
        // A refusal is an answer; only a broken connection is worth another try.
        if (signal.aborted || cause instanceof ProblemError || cause instanceof SignInFault) throw cause;
        if (tries >= TRIES) throw new ProblemError({ code: 'connection_lost', status: 0 }, { cause });
      }
      if (signal.aborted) return;
      if (tries >= TRIES) throw new ProblemError({ code: 'connection_lost', status: 0 });
      await pause(this.#firstWaitMs * 2 ** tries * (0.75 + Math.random() / 2), signal);
      tries += 1;
      response = undefined;
    }
  }

  async #events(
    { runId, person }: Pick<RunRequest, 'runId' | 'person'>,
    last: string | undefined,
    signal: AbortSignal,
  ): Promise<Response> {
    const headers = { accept: 'text/event-stream', ...(last === undefined ? {} : { 'last-event-id': last }) };
    const path = `/api/chat/runs/${encodeURIComponent(runId)}/events`;
    const response = await this.#api.fetch(path, { headers, signal }, person);
    // A server that is just restarting answers 502 to 504 through a proxy: that is a lost connection, not a refusal.
    if (response.status >= 502) throw new TypeError(`GET events answered ${response.status}`);
    if (!response.ok) throw await ProblemError.from(response);
    return response;
  }

  async #post(request: RunRequest, accept: string, signal: AbortSignal): Promise<Response> {
    const messages =
      request.text === undefined
        ? []
        : [{ id: request.messageId ?? crypto.randomUUID(), role: 'user', content: request.text }];
    const init = {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json' },
      body: JSON.stringify({
        threadId: request.threadId,
        runId: request.runId,
        messages,
        tools: [],
        context: [],
        protocolVersion: AG_UI_VERSION,
        ...(request.forkFrom === undefined ? {} : { forkFrom: request.forkFrom }),
        ...(request.resume === undefined ? {} : { resume: request.resume }),
      }),
      signal,
    };
    const response = await this.#api.fetch('/api/chat/runs', init, request.person);
    if (!response.ok) throw await ProblemError.from(response);
    return response;
  }
}

function isEnd(frame: Frame): boolean {
  return frame.event.type === 'RUN_FINISHED' || frame.event.type === 'RUN_ERROR';
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
