import {
  allowInsecureRequests,
  authorizationCodeGrant,
  clockTolerance,
  Configuration,
  refreshTokenGrant,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client';
import { Logger } from '@nestjs/common';
import { sha256 } from '../seal/hash.js';
import type { Authority, AuthorityMetadata } from './authority.js';
import { AuthorityError, authorityFault } from './authority-fault.js';
import { clientAuth } from './client-auth.js';
import type { LoadsClientAuthentication } from './client-authentication.js';

const TIMEOUT_SECONDS = 10;
const CLOCK_TOLERANCE_SECONDS = 300;
/** Asked for beside the API's scopes: who it is, and a refresh token. */
const OIDC_SCOPES = ['openid', 'profile', 'offline_access'];

/** What a sign-in brought. */
export interface EntraTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Seconds. */
  readonly expiresIn?: number;
  readonly scopes: readonly string[];
  /** From the id_token: whom the tokens belong to. */
  readonly tid?: string;
  readonly oid?: string;
  readonly name?: string;
  readonly username?: string;
}

/** An authorization request to the authority. */
export interface EntraAuthorization {
  readonly state: string;
  readonly verifier: string;
  readonly scopes: readonly string[];
  readonly claims?: string;
  readonly loginHint?: string;
  readonly prompt?: string;
}

/** Settings of {@link EntraClient}. */
export interface EntraClientOptions {
  readonly authority: Authority;
  readonly clientId: string;
  /** The one redirect URI registered at the authority. */
  readonly redirectUri: string;
  readonly clientAuthentication: LoadsClientAuthentication;
}

type Answer = TokenEndpointResponse & TokenEndpointResponseHelpers;

/** One confidential client at the authority: builds its authorization requests, redeems codes, refreshes. */
export class EntraClient {
  readonly #options: EntraClientOptions;
  readonly #logger = new Logger('OAuthProxy');
  /** Made anew only when the credential or the authority's document changed. */
  #last:
    | {
        readonly metadata: AuthorityMetadata;
        readonly key: string;
        readonly configuration: Configuration;
      }
    | undefined;

  constructor(options: EntraClientOptions) {
    this.#options = options;
  }

  /** Where the browser goes to sign in. @throws AuthorityError */
  async authorizationUrl(request: EntraAuthorization): Promise<string> {
    const { authority, clientId, redirectUri } = this.#options;
    const { authorization_endpoint: endpoint } = await authority.metadata();
    const url = new URL(endpoint);
    const parameters: Readonly<Record<string, string | undefined>> = {
      client_id: clientId,
      response_type: 'code',
      // A form post from another site would come without the cookie that binds the browser.
      response_mode: 'query',
      redirect_uri: redirectUri,
      scope: [...new Set([...OIDC_SCOPES, ...request.scopes])].join(' '),
      state: request.state,
      code_challenge: sha256(request.verifier),
      code_challenge_method: 'S256',
      client_info: '1',
      claims: request.claims,
      login_hint: request.loginHint,
      prompt: request.prompt,
    };
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return url.href;
  }

  /** Redeems the authority's code (RFC 6749 section 4.1.3). @throws AuthorityError */
  async redeem(code: string, verifier: string): Promise<EntraTokens> {
    const callback = new URL(this.#options.redirectUri);
    callback.searchParams.set('code', code);
    // What the browser brought was checked at the callback; the library wants to see it again where it is announced.
    callback.searchParams.set('iss', (await this.#options.authority.metadata()).issuer);
    return this.#ask((configuration) =>
      authorizationCodeGrant(configuration, callback, { pkceCodeVerifier: verifier }),
    );
  }

  /** Refreshes (RFC 6749 section 6), always naming the scopes. @throws AuthorityError */
  async refresh(refreshToken: string, scopes: readonly string[], claims?: string): Promise<EntraTokens> {
    const parameters = {
      scope: [...new Set([...OIDC_SCOPES, ...scopes])].join(' '),
      ...(claims === undefined ? {} : { claims }),
    };
    return this.#ask((configuration) => refreshTokenGrant(configuration, refreshToken, parameters));
  }

  async #ask(grant: (configuration: Configuration) => Promise<Answer>): Promise<EntraTokens> {
    try {
      return tokensOf(await this.#attempt(grant, false));
    } catch (error) {
      const fault = authorityFault(error);
      if (fault.kind === 'client') this.#logger.error(`the proxy's client was refused: ${fault.message}`);
      throw fault;
    }
  }

  /** A credential that rotated is read anew and tried once more: the code was not used up by the refusal. */
  async #attempt(grant: (configuration: Configuration) => Promise<Answer>, fresh: boolean): Promise<Answer> {
    const configuration = await this.#configuration(fresh);
    try {
      return await grant(configuration);
    } catch (error) {
      if (fresh || authorityFault(error).kind !== 'client') throw error;
      return this.#attempt(grant, true);
    }
  }

  async #configuration(fresh: boolean): Promise<Configuration> {
    const { authority, clientId, clientAuthentication } = this.#options;
    const metadata = await authority.metadata();
    const authentication = await clientAuthentication(fresh).catch((cause: unknown) => {
      throw new AuthorityError('client', { error: 'credential_unavailable' }, cause);
    });
    const known = this.#last;
    if (known?.metadata === metadata && known.key === JSON.stringify(authentication))
      return known.configuration;
    const auth = await clientAuth(authentication, metadata.token_endpoint);
    const client = { [clockTolerance]: CLOCK_TOLERANCE_SECONDS };
    const configuration = new Configuration(metadata, clientId, client, auth);
    configuration.timeout = TIMEOUT_SECONDS;
    if (authority.insecure) allowInsecureRequests(configuration);
    this.#last = { metadata, key: JSON.stringify(authentication), configuration };
    return configuration;
  }
}

function tokensOf(answer: Answer): EntraTokens {
  const claims = answer.claims();
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const [tid, oid] = [text(claims?.['tid']), text(claims?.['oid'])];
  const [name, username] = [text(claims?.['name']), text(claims?.['preferred_username'])];
  const expiresIn = answer.expires_in;
  return {
    accessToken: answer.access_token,
    scopes: (answer.scope ?? '').split(' ').filter(Boolean),
    ...(answer.refresh_token === undefined ? {} : { refreshToken: answer.refresh_token }),
    ...(expiresIn === undefined ? {} : { expiresIn }),
    ...(tid === undefined ? {} : { tid }),
    ...(oid === undefined ? {} : { oid }),
    ...(name === undefined ? {} : { name }),
    ...(username === undefined ? {} : { username }),
  };
}
