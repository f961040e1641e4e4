import { computed, inject, Injectable, signal } from '@angular/core';

import type { RunInterrupt, ThreadDetail } from '#libs/contract';

import { Preferences } from '../preferences/preferences.js';
import { Threads } from './threads.js';
import { PendingAnswers } from './pending-answers.js';
import { withAnswers } from './answered.js';
import type { ChatEvent } from './chat-event.js';
import { begun, EMPTY, type Conversation, type Entry } from './conversation.js';
import { inBatches } from './event-batch.js';
import { faultOf } from '../faults/problem-error.js';
import { reduce } from './reduce.js';
import { RunStream, type ResumeAnswer, type RunRequest } from './run-stream.js';
import { storedConversation } from './stored-conversation.js';
import { OpenVersions } from './versions.js';

/** The open chat: its conversation, and what a person can do with it. */
@Injectable({ providedIn: 'root' })
export class ChatStore {
  readonly #stream = inject(RunStream);
  readonly #threads = inject(Threads);
  readonly #preferences = inject(Preferences);
  readonly #pending = inject(PendingAnswers);
  readonly #versions = inject(OpenVersions);
  readonly #conversation = signal<Conversation>(EMPTY);
  readonly #threadId = signal<string | null>(null);
  readonly #loading = signal(false);
  readonly #answers = signal<readonly ResumeAnswer[]>([]);
  #watch = new AbortController();
  #unsent: RunRequest | null = null;

  readonly conversation = this.#conversation.asReadonly();
  readonly threadId = this.#threadId.asReadonly();
  readonly loading = this.#loading.asReadonly();
  readonly running = computed(() => this.#conversation().runState === 'running');
  /** Interrupts that the person has not answered yet. */
  readonly open = computed(() => {
    const answered = new Set(this.#answers().map((answer) => answer.interruptId));
    return this.#conversation().interrupts.filter((interrupt) => !answered.has(interrupt.id));
  });

  /** Leaves the open thread; a run of it goes on at the server. */
  newChat(): void {
    this.#leave();
    this.#threadId.set(null);
  }

  /** Opens a thread from the server and goes on with whatever is under way in it; `again` reads an open one anew. */
  async openThread(threadId: string, again = false): Promise<void> {
    if (threadId === this.#threadId() && !again) return;
    this.#leave();
    this.#threadId.set(threadId);
    this.#loading.set(true);
    const watch = this.#watch;
    const question = this.#pending.takeQuestion(threadId);
    try {
      const thread = await this.#threads.load(threadId);
      if (watch.signal.aborted) return;
      this.#loading.set(false);
      await this.#show(thread);
      if (question !== undefined && !watch.signal.aborted) this.send(question);
    } catch (cause) {
      if (watch.signal.aborted) return;
      // A first question that was never sent has no thread at the server yet.
      if (question !== undefined) this.send(question);
      else this.#fail(cause);
    } finally {
      if (!watch.signal.aborted) this.#loading.set(false);
    }
  }

  /** Asks; returns the thread's id at once, so that the address can change while the answer streams. */
  send(text: string): string {
    const threadId = this.#threadId() ?? crypto.randomUUID();
    const messageId = crypto.randomUUID();
    this.#threadId.set(threadId);
    const asked: Entry = { kind: 'user', id: messageId, text };
    this.start([...this.#conversation().entries, asked], { text, messageId });
    return threadId;
  }

  /** Stops the run at the server; the stream then ends by itself. */
  async stop(): Promise<void> {
    const { runId } = this.#conversation();
    if (runId !== null) await this.#stream.cancel(runId).catch((cause: unknown) => this.#fail(cause));
  }

  /** Records answers to interrupts; once all are answered the run goes on by itself. */
  answer(...answers: readonly ResumeAnswer[]): void {
    this.#answers.update((known) => [...known, ...answers]);
    const threadId = this.#threadId();
    if (this.open().length > 0 || threadId === null) return;
    const resume = this.#answers();
    this.#answers.set([]);
    this.#conversation.update((state) => withAnswers(state, resume));
    void this.#run({ threadId, runId: crypto.randomUUID(), resume });
  }

  /** Remembers what was answered before the page is left for the authority. */
  rememberAnswers(interrupts: readonly RunInterrupt[]): void {
    const threadId = this.#threadId();
    if (threadId !== null) this.#pending.rememberSignIn(threadId, this.#answers(), interrupts);
  }

  /** Remembers what could not be sent, before the page is left to sign in again: it is sent on the way back. */
  rememberUnsent(): void {
    if (this.#unsent !== null) this.#pending.rememberRequest(this.#unsent);
  }

  /** Asks the last question again. */
  retry(): void {
    const last = this.#conversation().entries.findLast((entry) => entry.kind === 'user');
    if (last?.kind === 'user') this.send(last.text);
  }

  /** Shows these entries and starts a run in the open thread. */
  start(entries: readonly Entry[], request: Omit<RunRequest, 'threadId' | 'runId'>): void {
    const threadId = this.#threadId();
    if (threadId === null) return;
    this.#conversation.update((state) => ({ ...state, entries, spans: [] }));
    void this.#run({ threadId, runId: crypto.randomUUID(), ...request });
  }

  prepend(entries: readonly Entry[]): void {
    this.#conversation.update((state) => ({ ...state, entries: [...entries, ...state.entries] }));
  }

  #leave(): void {
    // Aborting only detaches this page from the run.
    this.#watch.abort();
    this.#watch = new AbortController();
    this.#answers.set([]);
    this.#conversation.set(EMPTY);
    this.#versions.show();
    this.#loading.set(false);
  }

  /** Shows a thread as the server has it, and goes on with whatever is under way in it. */
  async #show(thread: ThreadDetail): Promise<void> {
    const conversation = storedConversation(thread);
    this.#conversation.set(conversation);
    this.#versions.show(thread);
    if (conversation.runState === 'running' && conversation.runId !== null) {
      await this.#consume(this.#stream.resume(conversation.runId, this.#watch.signal));
    } else if (conversation.runState === 'interrupted') {
      const remembered = this.#pending.take(thread.id, conversation.interrupts);
      if (remembered.length > 0) this.answer(...remembered);
    }
  }

  async #run(request: RunRequest): Promise<void> {
    const { signal } = this.#watch;
    this.#unsent = request;
    this.#conversation.update((state) => begun(state, request.runId));
    if (this.#preferences.streaming()) await this.#consume(this.#stream.start(request, signal));
    else await this.#once(request, signal);
    if (signal.aborted) return;
    void this.#threads.refresh();
    void this.#versions.refresh(request.threadId, request.forkFrom !== undefined, signal);
  }

  async #once(request: RunRequest, signal: AbortSignal): Promise<void> {
    try {
      await this.#stream.once(request, signal);
      const thread = await this.#threads.load(request.threadId);
      if (signal.aborted) return;
      await this.#show(thread);
    } catch (cause) {
      if (!signal.aborted) this.#fail(cause);
    }
  }

  async #consume(events: AsyncIterable<ChatEvent>): Promise<void> {
    const { signal } = this.#watch;
    try {
      await inBatches(events, (ready) => signal.aborted || this.#apply(ready));
    } catch (cause) {
      if (!signal.aborted) this.#fail(cause);
    }
  }

  #apply(ready: readonly ChatEvent[]): void {
    const now = Date.now();
    // The server knows the chat from here on, so it can stand in the list while it is answered.
    if (ready.some(({ type }) => type === 'RUN_STARTED')) {
      this.#unsent = null;
      void this.#threads.refresh();
    }
    this.#conversation.update((state) => ready.reduce((next, event) => reduce(next, event, now), state));
  }

  #fail(cause: unknown): void {
    this.#conversation.update((state) => ({
      ...state,
      runState: 'error',
      fault: faultOf(cause, Date.now()),
    }));
  }
}
