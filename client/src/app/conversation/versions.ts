import { inject, Injectable, signal } from '@angular/core';

import type { ThreadBranch, ThreadDetail } from '#libs/contract';

import { Threads } from './threads.js';

/** Where one stands among the versions of a message or an answer. */
export interface Version {
  /** From 1. */
  readonly index: number;
  readonly count: number;
  /** Branch to go to. */
  readonly previous?: string;
  readonly next?: string;
}

/** What is known of a thread's branches: the ids of its messages in order, and the others. */
export interface Versions {
  readonly branch: string;
  readonly order: readonly string[];
  readonly branches: readonly ThreadBranch[];
}

const NO_VERSIONS: Versions = { branch: 'main', order: [], branches: [] };

/** Reads the branches of a thread. */
export function versionsOf({ branch, branches, messages }: ThreadDetail): Versions {
  const order = messages.map((message) => (message as { readonly id: string }).id);
  return { branch, order, branches };
}

/** The versions of a message of the person: what stood in its place when it was edited. */
export function versionOfMessage(versions: Versions, messageId: string): Version | undefined {
  const at = versions.order.indexOf(messageId);
  return at < 0 ? undefined : versionAfter(versions, versions.order[at - 1]);
}

/** The versions of the answer to a message. */
export function versionOfAnswer(versions: Versions, messageId: string): Version | undefined {
  return versionAfter(versions, messageId);
}

/** Of several branches that go on with the same message the newest stands for all of them. */
function versionAfter({ branches }: Versions, after: string | undefined): Version | undefined {
  const others = new Map<string, ThreadBranch>();
  for (const one of branches) if (one.after === after && one.next !== undefined) others.set(one.next, one);
  if (others.size === 0) return undefined;
  const older = [...others.values()].filter((one) => one.older);
  const newer = [...others.values()].filter((one) => !one.older);
  const previous = older.at(-1)?.id;
  const next = newer[0]?.id;
  return {
    index: older.length + 1,
    count: others.size + 1,
    ...(previous === undefined ? {} : { previous }),
    ...(next === undefined ? {} : { next }),
  };
}

/** The versions of the open chat, and where there is more of it. */
@Injectable({ providedIn: 'root' })
export class OpenVersions {
  readonly #threads = inject(Threads);
  readonly #versions = signal<Versions>(NO_VERSIONS);
  readonly #earlier = signal<string | undefined>(undefined);

  readonly versions = this.#versions.asReadonly();
  /** Where there are messages before those shown: the value for their page. */
  readonly earlier = this.#earlier.asReadonly();

  /** Takes what the server says of a thread; without one nothing is known. */
  show(thread?: ThreadDetail): void {
    this.#versions.set(thread ? versionsOf(thread) : NO_VERSIONS);
    this.#earlier.set(thread?.earlier);
  }

  /** After a run: what there is now, where the run made a branch or there are some. */
  async refresh(threadId: string, forked: boolean, signal: AbortSignal): Promise<void> {
    if (!forked && this.#versions().branches.length === 0) return;
    const thread = await this.#threads.load(threadId).catch(() => undefined);
    if (thread && !signal.aborted) this.show(thread);
  }

  /** After a page before the shown ones. */
  showEarlier(earlier: string | undefined): void {
    this.#earlier.set(earlier);
  }
}
