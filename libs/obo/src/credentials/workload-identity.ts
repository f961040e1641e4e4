import { readFile } from 'node:fs/promises';
import type { ClientAuthentication } from '../authority/client-authentication.js';
import { type ClientCredential, unreadable } from './client-credential.js';
import { checkAssertion, TOKEN_EXCHANGE_AUDIENCES } from './federated-assertion.js';

/**
 * Settings of {@link WorkloadIdentityCredential}.
 * @example
 * const options: WorkloadIdentityOptions = { tokenFile: '/var/run/secrets/azure/tokens/azure-identity-token' };
 */
export interface WorkloadIdentityOptions {
  /** Path of the projected token file. */
  readonly tokenFile: string;
  /** Issuer that the federated credential of the app names, to be compared exactly. */
  readonly issuer?: string;
  /** Subject that the federated credential of the app names, for example `system:serviceaccount:ns:name`. */
  readonly subject?: string;
  /** Audiences accepted beside those of Entra's token exchange. */
  readonly audiences?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Workload identity: a projected token file as client assertion, read anew for every request, because it rotates. */
export class WorkloadIdentityCredential implements ClientCredential {
  readonly kind = 'workload-identity';
  readonly #options: WorkloadIdentityOptions;

  constructor(options: WorkloadIdentityOptions) {
    this.#options = options;
  }

  async load(): Promise<ClientAuthentication> {
    const { issuer, subject, audiences = [], now = Date.now } = this.#options;
    const token = await this.#read();
    checkAssertion(
      token,
      {
        audiences: [...TOKEN_EXCHANGE_AUDIENCES, ...audiences],
        ...(issuer === undefined ? {} : { issuer: (claimed) => claimed === issuer }),
        ...(subject === undefined ? {} : { subject }),
      },
      now() / 1000,
    );
    return { clientAssertion: token };
  }

  async #read(): Promise<string> {
    try {
      return (await readFile(this.#options.tokenFile, 'utf8')).trim();
    } catch (error) {
      throw unreadable('the federated token file', error);
    }
  }
}
