/** An authorization request (RFC 6749 section 4.1.1, OpenID Connect Core 3.1.2.1), read and checked. */
import { AadstsError } from '../aadsts.js';
import { type ClaimsRequest, readClaimsRequest } from '../claims-request.js';
import { plain, type Tenant } from '../directory.js';
import type { Entra } from '../entra.js';
import type { Registration } from '../registration.js';
import { checkResource, checkSelf, readScopes, type ScopeRequest } from '../scopes.js';
import { isRegistered } from './redirect-uri.js';

/** How the answer travels. */
export type ResponseMode = 'query' | 'fragment' | 'form_post';

/** Where an answer may go: known before anything else is checked. */
export interface ReturnAddress {
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly state?: string;
}

/** A request that may be answered. */
export interface AuthorizeRequest extends ReturnAddress {
  readonly segment: string;
  readonly tenant: Tenant;
  readonly client: Registration;
  readonly scope: string;
  readonly scopes: ScopeRequest;
  readonly prompt?: string;
  readonly loginHint?: string;
  readonly nonce?: string;
  readonly codeChallenge?: string;
  readonly claims: ClaimsRequest;
  readonly claimsText?: string;
  readonly wantsClientInfo: boolean;
}

const MODES: readonly ResponseMode[] = ['query', 'fragment', 'form_post'];
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const PROMPTS = new Set(['none', 'login', 'select_account', 'consent', 'create']);

/** Client and return address. Its errors must be shown, never sent: the address is not trusted yet. */
export function readReturnAddress(
  entra: Entra,
  query: URLSearchParams,
): ReturnAddress & { client: Registration } {
  const clientId = query.get('client_id');
  if (!clientId) {
    throw new AadstsError(900144, {
      text: "The request body must contain the following parameter: 'client_id'.",
    });
  }
  const client = entra.directory.client(clientId);
  if (client.blueprint !== undefined) throw new AadstsError(82014);
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!isRegistered(client, redirectUri)) {
    throw new AadstsError(50011, {
      text: `The redirect URI '${plain(redirectUri)}' specified in the request does not match the redirect URIs configured for the application '${client.appId}'. Make sure the redirect URI sent in the request matches one added to your application.`,
    });
  }
  const mode = query.get('response_mode') ?? 'query';
  const responseMode = MODES.find((known) => known === mode);
  if (!responseMode) throw new AadstsError(70007);
  return { client, redirectUri, responseMode, state: query.get('state') ?? undefined };
}

/** The rest of the request. Its errors go to the return address. */
export function readAuthorizeRequest(
  entra: Entra,
  segment: string,
  query: URLSearchParams,
  address: ReturnAddress & { client: Registration },
): AuthorizeRequest {
  const tenant = entra.directory.tenant(segment);
  if (query.get('response_type') !== 'code') throw new AadstsError(700054);
  const prompt = query.get('prompt') ?? undefined;
  if (prompt !== undefined && !PROMPTS.has(prompt)) {
    throw new AadstsError(90023, { text: "Unsupported 'prompt' value." });
  }
  const claimsText = query.get('claims') ?? undefined;
  const claims = readClaimsRequest(claimsText);
  if (!claims) throw new AadstsError(9002313, { text: "The 'claims' parameter is not a JSON object." });
  const scope = scopeOf(query);
  const scopes = readScopes(entra.directory, scope, 'first');
  checkResource(scopes, query.get('resource'));
  checkSelf(address.client, scopes);
  return {
    ...address,
    segment,
    tenant,
    scope,
    scopes,
    prompt,
    claims,
    claimsText,
    loginHint: query.get('login_hint') ?? undefined,
    nonce: query.get('nonce') ?? undefined,
    codeChallenge: checkPkce(address.client, query),
    wantsClientInfo: query.get('client_info') === '1',
  };
}

function scopeOf(query: URLSearchParams): string {
  const resource = query.get('resource');
  return query.get('scope') ?? (resource ? `openid profile offline_access ${resource}/.default` : '');
}

function checkPkce(client: Registration, query: URLSearchParams): string | undefined {
  const challenge = query.get('code_challenge');
  if (!challenge) {
    if (client.publicClient) throw new AadstsError(9002325);
    return undefined;
  }
  if (query.get('code_challenge_method') !== 'S256' || !CHALLENGE.test(challenge))
    throw new AadstsError(501491);
  return challenge;
}
