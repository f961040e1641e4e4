import { inject, Injectable } from '@angular/core';
import { MsalService } from '@azure/msal-angular';

import { CLIENT_CONFIG } from '../config/config.js';
import { asPerson, type DemoPerson } from './people.js';
import { SignInFault } from './sign-in-fault.js';

/** Access tokens of people of the local cloud who are in the background: MSAL keeps an account for each. */
@Injectable({ providedIn: 'root' })
export class OtherPeople {
  readonly #msal = inject(MsalService);
  readonly #config = inject(CLIENT_CONFIG);

  /** An access token for our API in that person's name. Throws {@link SignInFault}. */
  async token(person: DemoPerson): Promise<string> {
    const msal = this.#msal.instance;
    const scopes = [this.#config.apiScope];
    const account = msal.getAccount({ username: person.userName });
    try {
      const { accessToken } =
        account === null
          ? await msal.ssoSilent({ scopes, ...asPerson(person) })
          : await msal.acquireTokenSilent({ scopes, account });
      return accessToken;
    } catch (cause) {
      throw SignInFault.from(cause);
    }
  }
}
