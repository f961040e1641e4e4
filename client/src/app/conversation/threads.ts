import { HttpClient } from '@angular/common/http';
import { inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';

import type { ThreadDetail, ThreadList, ThreadSummary } from '#libs/contract';

import { faultOf } from '../faults/problem-error.js';
import type { Fault } from '../faults/fault.js';

const URL = '/api/chat/threads';

/** The person's chats. */
@Injectable({ providedIn: 'root' })
export class Threads {
  readonly #http = inject(HttpClient);
  readonly #list = signal<readonly ThreadSummary[]>([]);
  readonly #state = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly #nextCursor = signal<string | null>(null);
  readonly #fault = signal<Fault | null>(null);

  readonly list = this.#list.asReadonly();
  readonly state = this.#state.asReadonly();
  readonly nextCursor = this.#nextCursor.asReadonly();
  readonly fault = this.#fault.asReadonly();

  /** Reads the newest page of the list; `query` searches. */
  async refresh(query = ''): Promise<void> {
    try {
      const answer = await this.#page(query === '' ? {} : { q: query });
      this.#list.set(answer.threads);
      this.#nextCursor.set(answer.nextCursor ?? null);
      this.#state.set('ready');
      this.#fault.set(null);
    } catch (cause) {
      this.#fault.set(faultOf(cause, Date.now()));
      this.#state.set('failed');
    }
  }

  async more(query = ''): Promise<void> {
    const cursor = this.#nextCursor();
    if (cursor === null) return;
    const answer = await this.#page({ cursor, ...(query === '' ? {} : { q: query }) });
    this.#list.update((list) => [...list, ...answer.threads]);
    this.#nextCursor.set(answer.nextCursor ?? null);
  }

  load(id: string): Promise<ThreadDetail> {
    return firstValueFrom(this.#http.get<ThreadDetail>(`${URL}/${encodeURIComponent(id)}`));
  }

  async rename(id: string, title: string): Promise<void> {
    await firstValueFrom(this.#http.patch(`${URL}/${encodeURIComponent(id)}`, { title }));
    this.#list.update((list) => list.map((thread) => (thread.id === id ? { ...thread, title } : thread)));
  }

  async remove(id: string): Promise<void> {
    await firstValueFrom(this.#http.delete(`${URL}/${encodeURIComponent(id)}`));
    this.#list.update((list) => list.filter((thread) => thread.id !== id));
  }

  #page(params: Record<string, string>): Promise<ThreadList> {
    return firstValueFrom(this.#http.get<ThreadList>(URL, { params }));
  }
}
