import { OAuthError } from '../oauth-error.js';
import { randomText, sha256 } from '../seal/hash.js';
import type { Sealer } from '../seal/sealer.js';
import { SEAL_RULES, type SealedClient } from '../seal/sealed-values.js';
import { type ClientMethod, CLIENT_METHODS, isClientMethod, usesSecret } from './client-methods.js';
import { keysOf } from './client-keys.js';
import { redirectFault } from './redirect-uri.js';
import { cleanName } from './clean-name.js';

const MAX_REDIRECTS = 10;

/** Settings of {@link Registration}. */
export interface RegistrationOptions {
  readonly sealer: Sealer;
  /** See `redirectHosts` of the module's options. */
  readonly redirectHosts: readonly string[];
  readonly scopes: { readonly supported: readonly string[] };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Dynamic client registration (RFC 7591) that keeps nothing: the registration itself, sealed, is the `client_id`
 * (RFC 7591 appendix A.5.2). There is no management endpoint (RFC 7592), so none is named.
 */
export class Registration {
  readonly #options: RegistrationOptions;

  constructor(options: RegistrationOptions) {
    this.#options = options;
  }

  /**
   * Answers a registration request.
   * @param metadata the parsed body
   * @throws OAuthError `invalid_redirect_uri` or `invalid_client_metadata`, naming the member and the fix
   */
  async register(metadata: unknown): Promise<Readonly<Record<string, unknown>>> {
    if (!isRecord(metadata)) throw bad('The body has to be a JSON object with redirect_uris.');
    const redirectUris = this.#redirectUris(metadata['redirect_uris']);
    const method = methodOf(metadata['token_endpoint_auth_method']);
    checkGrants(metadata);
    const name = cleanName(metadata['client_name']);
    const secret = usesSecret(method) ? randomText(32) : undefined;
    const client: SealedClient = {
      redirectUris,
      method,
      ...(name === undefined ? {} : { name }),
      ...(secret === undefined ? {} : { secretHash: sha256(secret) }),
      ...(method === 'private_key_jwt' ? keysOf(metadata) : {}),
    };
    const clientId = await this.#options.sealer.seal('client', client);
    if (clientId.length > SEAL_RULES.client.longest) {
      throw bad('The registration is too large: register fewer or shorter redirect_uris, or use jwks_uri.');
    }
    return {
      client_id: clientId,
      client_id_issued_at: Math.floor(this.#options.now() / 1000),
      ...(secret === undefined ? {} : { client_secret: secret, client_secret_expires_at: 0 }),
      redirect_uris: redirectUris,
      token_endpoint_auth_method: method,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      ...(name === undefined ? {} : { client_name: name }),
      ...(client.jwksUri === undefined ? {} : { jwks_uri: client.jwksUri }),
      ...(client.jwks === undefined ? {} : { jwks: client.jwks }),
      scope: this.#options.scopes.supported.join(' '),
    };
  }

  #redirectUris(given: unknown): readonly string[] {
    if (!Array.isArray(given) || given.length === 0 || given.length > MAX_REDIRECTS) {
      throw new OAuthError(
        'invalid_redirect_uri',
        `redirect_uris has to be a list of 1 to ${String(MAX_REDIRECTS)} URIs.`,
      );
    }
    for (const [index, uri] of given.entries()) {
      const fault = redirectFault(uri, this.#options.redirectHosts);
      if (fault !== undefined) {
        throw new OAuthError('invalid_redirect_uri', `redirect_uris[${String(index)}] ${fault}.`);
      }
    }
    return given as string[];
  }
}

/** RFC 7591 section 2: without a word of the client it is `client_secret_basic`. */
function methodOf(given: unknown): ClientMethod {
  const method = given ?? 'client_secret_basic';
  if (isClientMethod(method)) return method;
  throw bad(`token_endpoint_auth_method has to be one of ${CLIENT_METHODS.join(', ')}.`);
}

function checkGrants(metadata: Readonly<Record<string, unknown>>): void {
  const { grant_types: grants, response_types: responses } = metadata;
  if (grants !== undefined && !(Array.isArray(grants) && grants.includes('authorization_code'))) {
    throw bad('grant_types has to include authorization_code.');
  }
  if (responses !== undefined && !(Array.isArray(responses) && responses.includes('code'))) {
    throw bad('response_types has to include code.');
  }
}

function bad(description: string): OAuthError {
  return new OAuthError('invalid_client_metadata', description);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
