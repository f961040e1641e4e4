import { OAuthError } from '../oauth-error.js';

/**
 * The API that access tokens are for.
 * @example
 * const api: ProtectedApi = { appId, appIdUri: `api://${appId}`, requiredScope: 'access_as_user' };
 */
export interface ProtectedApi {
  /** Application ID URI; clients ask for scopes below it, for example `api://…/access_as_user`. */
  readonly appIdUri: string;
  /** Application id (GUID) of the API's registration. */
  readonly appId: string;
  /** Short name of the delegated scope that every token needs. */
  readonly requiredScope: string;
  /** Short names of further delegated scopes that clients may ask for; read when they are needed. Default none. */
  readonly moreScopes?: () => readonly string[];
  /** What a client that names no scope signs in for: `all` (default), or the required scope only. */
  readonly signInScopes?: 'all' | 'required';
}

/** Scopes of OpenID Connect: the proxy asks the authority for what it needs of them itself. */
const OIDC: ReadonlySet<string> = new Set([
  'openid',
  'profile',
  'email',
  'offline_access',
  'address',
  'phone',
]);

/**
 * The scopes of one API in their three spellings: short, as clients write them, and as the authority wants them. An
 * application that asks for a token for itself has to name the resource by its id (AADSTS90009).
 */
export class ApiScopes {
  readonly #api: ProtectedApi;
  readonly #prefixes: readonly string[];
  readonly #entraPrefix: string;

  /** @param clientId the proxy's client at the authority */
  constructor(api: ProtectedApi, clientId: string, resource: string) {
    this.#api = api;
    this.#entraPrefix = clientId === api.appId ? api.appId : api.appIdUri;
    this.#prefixes = [...new Set([api.appIdUri, api.appId, `api://${api.appId}`, resource])];
  }

  /** `scopes_supported`: as a client asks for them. */
  get supported(): readonly string[] {
    return this.#known().map((scope) => this.forClient(scope));
  }

  /**
   * Reads a `scope` parameter. A request that names none of the API's scopes gets those of a sign-in: the token would
   * be for nothing otherwise.
   * @returns short names
   * @throws OAuthError `invalid_scope`
   */
  read(parameter: string | undefined): readonly string[] {
    const asked = (parameter ?? '').split(' ').filter((scope) => scope !== '' && !OIDC.has(scope));
    const short = asked.flatMap((scope) => this.#short(scope));
    const { requiredScope, signInScopes = 'all' } = this.#api;
    const wanted = short.length > 0 || signInScopes === 'required' ? short : this.#known();
    return [...new Set([requiredScope, ...wanted])];
  }

  /** A short name as clients write it. */
  forClient(scope: string): string {
    return `${this.#api.appIdUri}/${scope}`;
  }

  /** A short name as the authority wants it. */
  forAuthority(scope: string): string {
    return `${this.#entraPrefix}/${scope}`;
  }

  /** Granted scopes as the authority words them, as clients write them. */
  granted(scopes: readonly string[]): readonly string[] {
    const short = scopes.map((scope) => this.#strip(scope) ?? scope);
    return this.#known()
      .filter((scope) => short.includes(scope))
      .map((scope) => this.forClient(scope));
  }

  #known(): readonly string[] {
    return [...new Set([this.#api.requiredScope, ...(this.#api.moreScopes?.() ?? [])])];
  }

  #short(scope: string): readonly string[] {
    const name = this.#strip(scope) ?? scope;
    if (name === '.default') return this.#known();
    if (this.#known().includes(name)) return [name];
    throw new OAuthError(
      'invalid_scope',
      `A scope is not known here. Known are ${this.supported.join(' ')}.`,
    );
  }

  #strip(scope: string): string | undefined {
    const prefix = this.#prefixes.find((known) => scope.startsWith(`${known}/`));
    return prefix === undefined ? undefined : scope.slice(prefix.length + 1);
  }
}
