import type { ClientAuthentication } from '../authority/client-authentication.js';
import { isRecord } from '../authority/shapes.js';

/**
 * What a credential may need to know to authenticate the client.
 * @example
 * load({ clientId, fresh, signal }: CredentialContext) {
 *   return vault.signAssertion(clientId, { fresh, signal });
 * }
 */
export interface CredentialContext {
  /** Tenant (GUID) of the app registration. */
  readonly tenantId: string;
  /** Application id of the confidential client. */
  readonly clientId: string;
  /** Origin of the authority, for example `https://login.microsoftonline.com`. */
  readonly authorityHost: string;
  /** True after the authority refused what was loaded last: nothing kept in memory may be used again. */
  readonly fresh: boolean;
  readonly signal: AbortSignal;
}

/**
 * A client credential: one way in which the server proves to the authority who it is. Implement it to bring
 * your own; the first of the configured credentials that loads is used.
 * @example
 * class VaultCredential implements ClientCredential {
 *   readonly kind = 'vault';
 *   async load({ clientId, signal }: CredentialContext): Promise<ClientAuthentication> {
 *     return { clientAssertion: await vault.signAssertion(clientId, { signal }) };
 *   }
 * }
 */
export interface ClientCredential {
  /** Short stable name, in answers as `credential` and in the log, for example `client-secret`. */
  readonly kind: string;
  /** Loads what one token request needs; rejects where this credential cannot be used here and now. */
  load(context: CredentialContext): Promise<ClientAuthentication>;
}

/**
 * Thrown by a provider that cannot be used; the message is logged and never holds secret material.
 * @example
 * throw new CredentialUnavailableError('the vault does not answer');
 */
export class CredentialUnavailableError extends Error {
  override readonly name = 'CredentialUnavailableError';
  readonly code = 'credential_unavailable';
}

/** A file of a credential that cannot be read: the system's code (`ENOENT`), not its text, which holds paths. */
export function unreadable(what: string, error: unknown): CredentialUnavailableError {
  if (error instanceof CredentialUnavailableError) return error;
  const code = isRecord(error) && typeof error['code'] === 'string' ? error['code'] : 'unknown error';
  return new CredentialUnavailableError(`${what} cannot be read (${code})`);
}
