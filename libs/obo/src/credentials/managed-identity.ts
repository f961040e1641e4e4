import { ManagedIdentityCredential as AzureManagedIdentity } from '@azure/identity';
import type { ClientAuthentication } from '../authority/client-authentication.js';
import {
  type ClientCredential,
  type CredentialContext,
  CredentialUnavailableError,
} from './client-credential.js';
import { checkAssertion, TOKEN_EXCHANGE_AUDIENCES, tokenExchangeAudience } from './federated-assertion.js';

/** Where version 1 tokens of the clouds come from, beside the authority host itself. */
const V1_ISSUERS = ['https://sts.windows.net', 'https://sts.chinacloudapi.cn'];

/**
 * Settings of {@link ManagedIdentityCredential}.
 * @example
 * const options: ManagedIdentityOptions = { clientId: 'a0b1c2d3-0000-4000-8000-000000000002' };
 */
export interface ManagedIdentityOptions {
  /** Client id of a user-assigned identity; absent for the system-assigned one. */
  readonly clientId?: string;
  /** What to ask the identity for. Default the token exchange audience of the authority's cloud. */
  readonly audience?: string;
  /** Object id of the identity that the federated credential of the app names as subject, to be checked. */
  readonly subject?: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * Managed identity as federated credential: the identity's token for the token exchange (`api://AzureADTokenExchange`,
 * in sovereign clouds their own) is the client assertion. Source: Entra, "Configure an application to trust a managed identity".
 */
export class ManagedIdentityCredential implements ClientCredential {
  readonly kind = 'managed-identity';
  readonly #options: ManagedIdentityOptions;
  #identity: AzureManagedIdentity | undefined;

  constructor(options: ManagedIdentityOptions = {}) {
    this.#options = options;
  }

  async load(context: CredentialContext): Promise<ClientAuthentication> {
    const { clientId, subject, now = Date.now } = this.#options;
    const audience = this.#options.audience ?? tokenExchangeAudience(context.authorityHost);
    const token = await this.#token(`${audience}/.default`, context.signal);
    const claims = checkAssertion(
      token,
      {
        audiences: [...TOKEN_EXCHANGE_AUDIENCES, audience],
        issuer: (issuer) => isTenantIssuer(issuer, context),
        ...(subject === undefined ? {} : { subject }),
      },
      now() / 1000,
    );
    if (claims['scp'] !== undefined) {
      throw new CredentialUnavailableError('the assertion belongs to a person, not to a managed identity');
    }
    const identity = claims['azp'] ?? claims['appid'];
    if (clientId !== undefined && typeof identity === 'string' && identity !== clientId) {
      throw new CredentialUnavailableError('the assertion belongs to another managed identity');
    }
    return { clientAssertion: token };
  }

  async #token(scope: string, signal: AbortSignal): Promise<string> {
    const { clientId } = this.#options;
    try {
      this.#identity ??= new AzureManagedIdentity(clientId === undefined ? {} : { clientId });
      const { token } = await this.#identity.getToken(scope, { abortSignal: signal });
      return token;
    } catch {
      // The message of the lower layer may quote the answer of the endpoint: not to be passed on.
      throw new CredentialUnavailableError('no token from the managed identity endpoint');
    }
  }
}

function isTenantIssuer(issuer: string, context: CredentialContext): boolean {
  if (!URL.canParse(issuer)) return false;
  const { origin, pathname } = new URL(issuer);
  const origins = [new URL(context.authorityHost).origin, ...V1_ISSUERS];
  return origins.includes(origin) && pathname.split('/')[1] === context.tenantId;
}
