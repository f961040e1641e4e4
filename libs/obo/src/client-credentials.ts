import type { ClientAuthentication } from './authority/client-authentication.js';
import type { CredentialChain } from './credentials/credential-chain.js';

/**
 * The configured client credentials, for requests to the authority that are not exchanges: signing people in as the
 * same confidential client, for example.
 * @example
 * const authentication = await credentials.load();
 */
export class ClientCredentials {
  readonly #chain: CredentialChain;

  constructor(chain: CredentialChain) {
    this.#chain = chain;
  }

  /**
   * Loads the first usable credential.
   * @param fresh true after the authority refused what was loaded last: nothing kept in memory is used again
   * @throws OboError `upstream_credential_error` where none is usable
   */
  load(fresh = false, signal?: AbortSignal): Promise<ClientAuthentication> {
    return this.#chain.authentication(fresh, signal);
  }
}
