import { inject, Injectable } from '@angular/core';

import { nextStep } from './challenge.js';
import { isOwnApi } from './own-api.js';
import { Session } from './session.js';
import { SignInFault } from './sign-in-fault.js';

/** `fetch` with the person's token, for what HttpClient cannot do: streams. At most one retry. */
@Injectable({ providedIn: 'root' })
export class ApiFetch {
  readonly #session = inject(Session);

  /** Answers of any status come back; throws {@link SignInFault} where no token can be had. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    if (!isOwnApi(path)) throw new TypeError(`no token is sent to ${path}`);
    const response = await this.#send(path, init, false);
    const step = nextStep(response.status, response.headers.get('www-authenticate'));
    if (step.kind === 'renew') return this.#send(path, init, true);
    if (step.kind === 'interact' && (await this.#session.answerChallenge(step.claims))) {
      throw new SignInFault('session_expired');
    }
    return response;
  }

  async #send(path: string, init: RequestInit, forceRefresh: boolean): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await this.#session.token({ forceRefresh })}`);
    return fetch(path, { ...init, headers });
  }
}
