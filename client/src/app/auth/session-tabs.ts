import { Injectable } from '@angular/core';

const CHANNEL = 'torii.session';
const HINT = 'torii.signed-in';

/**
 * What the tabs of one browser know together of the sign-in: that there is one, and that it ended. Never a token:
 * those stay in the tab that acquired them.
 */
@Injectable({ providedIn: 'root' })
export class SessionTabs {
  readonly #channel = new BroadcastChannel(CHANNEL);

  /** The sign-in name that a new tab may ask the authority for, silently. */
  hint(): string | null {
    return localStorage.getItem(HINT);
  }

  signedIn(userName: string): void {
    localStorage.setItem(HINT, userName);
  }

  forget(): void {
    localStorage.removeItem(HINT);
  }

  /** Drafts and waiting answers are the person's own: nothing of them stays in this tab. */
  forgetTab(): void {
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith('torii.')) sessionStorage.removeItem(key);
  }

  /** Ends the session in the other tabs too. */
  signOut(): void {
    this.forget();
    this.#channel.postMessage('signed-out');
  }

  onSignOut(end: () => void): void {
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (data === 'signed-out') end();
    });
  }
}
