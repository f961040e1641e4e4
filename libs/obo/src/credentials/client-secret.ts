import type { ClientAuthentication } from '../authority/client-authentication.js';
import { type ClientCredential, CredentialUnavailableError } from './client-credential.js';

/** Client secret: for development; production should do without a shared secret. */
export class ClientSecretCredential implements ClientCredential {
  readonly kind = 'client-secret';
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  load(): Promise<ClientAuthentication> {
    if (this.#secret === '')
      return Promise.reject(new CredentialUnavailableError('the client secret is empty'));
    return Promise.resolve({ clientSecret: this.#secret });
  }
}
