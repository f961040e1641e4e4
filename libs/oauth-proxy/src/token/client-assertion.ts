import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  jwtVerify,
} from 'jose';
import type { Client } from '../clients/client.js';
import { isKeySet } from '../clients/client-keys.js';
import { SIGNING_ALGORITHMS } from '../clients/client-methods.js';
import type { DocumentStore } from '../documents/document-store.js';
import { OAuthError } from '../oauth-error.js';
import { sha256 } from '../seal/hash.js';
import type { OAuthProxyStore } from '../store/oauth-proxy-store.js';

/** `client_assertion_type` of RFC 7523 section 2.2. */
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Longest assertion, in characters. */
const LONGEST = 8192;
/** Longest life of an assertion, and tolerance for clocks, in seconds. */
const LIFE_SECONDS = 300;
const TOLERANCE_SECONDS = 30;
/** Headers that bring keys along: only the client's own metadata says which keys are its. */
const KEY_HEADERS = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'zip'];

type KeySet = NonNullable<Client['jwks']>;

/** Settings of {@link ClientAssertions}. */
export interface ClientAssertionOptions {
  /** Accepted audiences: the issuer and the token endpoint, character by character. */
  readonly audiences: readonly string[];
  readonly keySets: DocumentStore;
  readonly store: OAuthProxyStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** `sub` of an assertion, unverified: who says that it is, where `client_id` is not sent. */
export function assertedClient(assertion: string): string | undefined {
  try {
    return assertion.length > LONGEST ? undefined : decodeJwt(assertion).sub;
  } catch {
    return undefined;
  }
}

/** Checks client assertions (`private_key_jwt`, RFC 7523 and OpenID Connect Core section 9); each is good once. */
export class ClientAssertions {
  readonly #options: ClientAssertionOptions;

  constructor(options: ClientAssertionOptions) {
    this.#options = options;
  }

  /** @throws OAuthError `invalid_client` */
  async check(client: Client, assertion: string): Promise<void> {
    if (assertion.length > LONGEST) throw refused('is too long');
    const payload = await this.#verify(client, assertion);
    const { aud, exp = 0, jti } = payload;
    // An array could hold a stranger's audience beside ours: the assertion would be good there, too.
    if (typeof aud !== 'string' || !this.#options.audiences.includes(aud)) {
      throw refused('has to have the issuer or the token endpoint as its only audience');
    }
    const now = this.#options.now() / 1000;
    if (exp > now + LIFE_SECONDS + TOLERANCE_SECONDS) throw refused('lives longer than five minutes');
    if (typeof jti !== 'string' || jti === '') throw refused('has no jti');
    const key = `jti:${sha256(`${client.id}\n${jti}`)}`;
    const added = await this.#options.store.add(key, '1', (exp + TOLERANCE_SECONDS) * 1000);
    if (!added) throw refused('was used before');
  }

  async #verify(client: Client, assertion: string): Promise<JWTPayload> {
    const kid = headOf(client, assertion);
    try {
      return await this.#verifyWith(await this.#keys(client, false), client, assertion);
    } catch (error) {
      const unknown = error instanceof errors.JWKSNoMatchingKey && kid && client.jwksUri !== undefined;
      if (!unknown) throw error instanceof OAuthError ? error : refused('is not valid');
    }
    try {
      return await this.#verifyWith(await this.#keys(client, true), client, assertion);
    } catch (error) {
      throw error instanceof OAuthError ? error : refused('is not valid');
    }
  }

  async #verifyWith(keys: KeySet, client: Client, assertion: string): Promise<JWTPayload> {
    const { payload } = await jwtVerify(assertion, createLocalJWKSet({ keys: [...keys.keys] }), {
      algorithms: [...SIGNING_ALGORITHMS],
      issuer: client.id,
      subject: client.id,
      requiredClaims: ['exp', 'aud', 'jti'],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: new Date(this.#options.now()),
    });
    return payload;
  }

  async #keys(client: Client, fresh: boolean): Promise<KeySet> {
    if (client.jwks !== undefined) return client.jwks;
    if (client.jwksUri === undefined) throw refused('cannot be checked: the client names no keys');
    const { keySets } = this.#options;
    try {
      const json = fresh ? await keySets.fetch(client.jwksUri) : await keySets.get(client.jwksUri);
      if (isKeySet(json)) return json;
    } catch (cause) {
      throw new OAuthError('invalid_client', "The client's jwks_uri cannot be read.", { cause });
    }
    keySets.forget(client.jwksUri);
    throw refused('cannot be checked: jwks_uri holds no set of public keys');
  }
}

/** Checks the header. @returns whether it names a key */
function headOf(client: Client, assertion: string): boolean {
  try {
    const header = decodeProtectedHeader(assertion);
    const fixed = client.signingAlgorithm;
    if (KEY_HEADERS.some((member) => member in header)) throw refused('must not bring its own key');
    if (fixed !== undefined && header.alg !== fixed) throw refused(`has to be signed with ${fixed}`);
    return header.kid !== undefined;
  } catch (error) {
    throw error instanceof OAuthError ? error : refused('is not a JWT');
  }
}

function refused(fault: string): OAuthError {
  return new OAuthError('invalid_client', `The client assertion ${fault}.`);
}
