import { Injectable } from '@angular/core';

const KEY = 'torii.interaction';
/** After this long a new challenge is a new matter, not a loop. */
const WINDOW_MS = 5 * 60_000;

/**
 * Allows one interaction per challenge. It lives in sessionStorage because an interaction by redirect reloads the
 * page: a budget in memory would allow one more on every round and so never stop.
 */
@Injectable({ providedIn: 'root' })
export class InteractionBudget {
  /** True once per challenge; false while the same challenge comes back. `now` is milliseconds. */
  take(challenge: string, now = Date.now()): boolean {
    const spent = read().filter((entry) => now - entry.at < WINDOW_MS);
    if (spent.some((entry) => entry.challenge === challenge)) return false;
    sessionStorage.setItem(KEY, JSON.stringify([...spent, { challenge, at: now }]));
    return true;
  }
}

interface Spent {
  readonly challenge: string;
  readonly at: number;
}

function read(): readonly Spent[] {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? (value as Spent[]) : [];
  } catch {
    return [];
  }
}
