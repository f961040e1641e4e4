import type { ClientAuthentication } from '../authority/client-authentication.js';
import { EntraError } from '../authority/entra-error.js';
import { jwtPayload, numberClaim } from '../authority/jwt-payload.js';
import type { TokenAnswer } from '../authority/msal-transport.js';
import {
  type ClientCredential,
  type CredentialContext,
  CredentialUnavailableError,
} from './client-credential.js';

/** An exchange token is not used in the last seconds of its life. */
const MARGIN_SECONDS = 300;

/**
 * Asks the authority, as the blueprint, for the exchange token of one of its agent identities.
 * @param fmiPath client id of the agent identity
 */
export type ExchangeTokenRequest = (
  authentication: ClientAuthentication,
  fmiPath: string,
  context: CredentialContext,
) => Promise<TokenAnswer>;

interface ExchangeToken {
  readonly token: string;
  /** Seconds since the epoch. */
  readonly usableUntil: number;
}

/**
 * Acts as an agent identity (Entra Agent ID). The configured client is its blueprint: it gets an exchange token for the
 * agent (`fmi_path`), and that token is the client assertion with which the agent asks for what it is asked for.
 * Source: Entra, "Agent on-behalf-of flow".
 */
export class AgentIdentityCredential implements ClientCredential {
  readonly kind = 'agent-identity';
  readonly #agentId: string;
  readonly #blueprint: ClientCredential;
  readonly #request: ExchangeTokenRequest;
  readonly #now: () => number;
  #known: ExchangeToken | undefined;

  constructor(
    agentId: string,
    blueprint: ClientCredential,
    request: ExchangeTokenRequest,
    now: () => number = Date.now,
  ) {
    this.#agentId = agentId;
    this.#blueprint = blueprint;
    this.#request = request;
    this.#now = now;
  }

  async load(context: CredentialContext): Promise<ClientAuthentication> {
    const known = this.#known;
    const usable = known !== undefined && !context.fresh && this.#now() / 1000 < known.usableUntil;
    const { token } = usable ? known : await this.#acquire(context);
    return { clientAssertion: token, clientId: this.#agentId };
  }

  async #acquire(context: CredentialContext): Promise<ExchangeToken> {
    const authentication = await this.#blueprint.load(context);
    const { accessToken, expiresIn = 0 } = await this.#ask(authentication, context);
    const expiresAt =
      numberClaim(jwtPayload(accessToken), 'exp') ?? Math.floor(this.#now() / 1000) + expiresIn;
    this.#known = { token: accessToken, usableUntil: expiresAt - MARGIN_SECONDS };
    return this.#known;
  }

  async #ask(authentication: ClientAuthentication, context: CredentialContext): Promise<TokenAnswer> {
    try {
      return await this.#request(authentication, this.#agentId, context);
    } catch (error) {
      if (!(error instanceof EntraError) || error.code === 'authority_unavailable') throw error;
      throw new CredentialUnavailableError(
        `the blueprint gets no exchange token for the agent identity: ${error.message}`,
      );
    }
  }
}
