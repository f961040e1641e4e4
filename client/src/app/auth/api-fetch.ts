import { inject, Injectable } from '@angular/core';

import { nextStep } from './challenge.js';
import { OtherPeople } from './other-people.js';
import { isOwnApi } from './own-api.js';
import type { DemoPerson } from './people.js';
import { Session } from './session.js';
import { SignInFault } from './sign-in-fault.js';

/** `fetch` with the person's token, for what HttpClient cannot do: streams. At most one retry. */
@Injectable({ providedIn: 'root' })
export class ApiFetch {
  readonly #session = inject(Session);
  readonly #others = inject(OtherPeople);

  /** `person`: in the name of somebody else of the local cloud. Answers of any status come back; throws {@link SignInFault} where no token can be had. */
  async fetch(path: string, init: RequestInit = {}, person?: DemoPerson): Promise<Response> {
    if (!isOwnApi(path)) throw new TypeError(`no token is sent to ${path}`);
    if (person !== undefined) return send(path, init, await this.#others.token(person));
    const response = await this.#send(path, init, false);
    const step = nextStep(response.status, response.headers.get('www-authenticate'));
    if (step.kind === 'renew') return this.#send(path, init, true);
    if (step.kind === 'interact' && (await this.#session.answerChallenge(step.claims))) {
      throw new SignInFault('session_expired');
    }
    return response;
  }

  async #send(path: string, init: RequestInit, forceRefresh: boolean): Promise<Response> {
    return send(path, init, await this.#session.token({ forceRefresh }));
  }
}

function send(path: string, init: RequestInit, token: string): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  return fetch(path, { ...init, headers });
}
