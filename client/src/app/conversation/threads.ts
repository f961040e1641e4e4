import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
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

  readonly #hidden = signal<ReadonlySet<string>>(new Set());

  readonly list = computed(() => this.#list().filter(({ id }) => !this.#hidden().has(id)));
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

  /** The newest messages, or those before one (`earlier` of the page that is shown). */
  load(id: string, before?: string): Promise<ThreadDetail> {
    const params: Record<string, string> = before === undefined ? {} : { before };
    return firstValueFrom(this.#http.get<ThreadDetail>(`${URL}/${encodeURIComponent(id)}`, { params }));
  }

  /** Makes another branch the current one. */
  async goTo(id: string, branch: string): Promise<void> {
    await firstValueFrom(this.#http.patch(`${URL}/${encodeURIComponent(id)}`, { branch }));
  }

  /** The whole chat as a file. */
  export(id: string, format: 'md' | 'json'): Promise<Blob> {
    const params = { format };
    return firstValueFrom(
      this.#http.get(`${URL}/${encodeURIComponent(id)}/export`, { params, responseType: 'blob' }),
    );
  }

  /** Takes a chat out of the list, while its deletion can still be undone. */
  hide(id: string): void {
    this.#hidden.update((hidden) => new Set([...hidden, id]));
  }

  show(id: string): void {
    this.#hidden.update((hidden) => new Set([...hidden].filter((one) => one !== id)));
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
