import { inject, Injectable } from '@angular/core';

import { ChatStore } from './chat-store.js';
import type { UserEntry } from './conversation.js';
import { storedEntries } from './stored-entries.js';
import { Threads } from './threads.js';
import { OpenVersions } from './versions.js';

/** What a person can do with what was said: edit it, ask again, go to another version, read further back. */
@Injectable({ providedIn: 'root' })
export class Revisions {
  readonly #store = inject(ChatStore);
  readonly #threads = inject(Threads);
  readonly #open = inject(OpenVersions);

  /** Asks for another answer to the last question; the one that stands stays as a version. */
  askAgain(): void {
    const { entries } = this.#store.conversation();
    const at = entries.findLastIndex((entry) => entry.kind === 'user');
    const question = entries[at];
    if (question) this.#store.start(entries.slice(0, at + 1), { forkFrom: question.id });
  }

  /** Sends a message with another text in its place; what stood there stays as a version. */
  edit(messageId: string, text: string): void {
    const { entries } = this.#store.conversation();
    const at = entries.findIndex((entry) => entry.kind === 'user' && entry.id === messageId);
    const changed: UserEntry = { kind: 'user', id: crypto.randomUUID(), text };
    if (at < 0) return;
    const request = { forkFrom: messageId, messageId: changed.id, text };
    this.#store.start([...entries.slice(0, at), changed], request);
  }

  /** Goes to another version of a message or an answer. */
  async goTo(branch: string): Promise<void> {
    const threadId = this.#store.threadId();
    if (threadId === null || this.#store.running()) return;
    await this.#threads.goTo(threadId, branch);
    await this.#store.openThread(threadId, true);
  }

  /** Puts the page before the messages that are shown in front of them. */
  async showEarlier(): Promise<void> {
    const threadId = this.#store.threadId();
    const before = this.#open.earlier();
    if (threadId === null || before === undefined) return;
    const page = await this.#threads.load(threadId, before);
    if (threadId !== this.#store.threadId()) return;
    this.#open.showEarlier(page.earlier);
    this.#store.prepend(storedEntries(page.messages));
  }
}
