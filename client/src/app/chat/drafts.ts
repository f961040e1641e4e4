import { Injectable } from '@angular/core';

/** What was written and not sent yet, by thread, for as long as the tab lives. */
@Injectable({ providedIn: 'root' })
export class Drafts {
  of(threadId: string | null): string {
    return sessionStorage.getItem(key(threadId)) ?? '';
  }

  keep(threadId: string | null, text: string): void {
    if (text === '') sessionStorage.removeItem(key(threadId));
    else sessionStorage.setItem(key(threadId), text);
  }
}

function key(threadId: string | null): string {
  return `torii.draft.${threadId ?? 'new'}`;
}
