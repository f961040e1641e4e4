import type { ClientDirectory } from '../clients/client-directory.js';
import { type Client, shownId } from '../clients/client.js';
import { isRegistered, redirectFault } from '../clients/redirect-uri.js';
import { DocumentError } from '../documents/document-error.js';
import { OAuthError, PageError } from '../oauth-error.js';
import type { SealedRequest } from '../seal/sealed-values.js';
import type { ApiScopes } from './api-scopes.js';
import type { Parameters } from './parameters.js';
import { checkResource } from './resource-indicator.js';

const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
/** Longest `state`: it travels in a cookie, of which browsers keep 4,096 bytes. */
const LONGEST_STATE = 1024;
/** Prompts that go on to the authority. `consent` would ask for an administrator (clients send it by habit). */
const PROMPTS: readonly string[] = ['login', 'select_account'];
const DROPPED_PROMPTS: readonly string[] = ['consent', 'create'];

/** What a request is judged by. */
export interface AuthorizeRules {
  readonly clients: ClientDirectory;
  readonly scopes: ApiScopes;
  readonly resource: string;
  readonly redirectHosts: readonly string[];
}

/** Where an answer may go: known before anything else is looked at. */
export interface ReturnAddress {
  readonly client: Client;
  readonly redirectUri: string;
  readonly state?: string;
}

/**
 * Finds the client and the redirect URI of a request.
 * @throws PageError: as long as the redirect URI is not trusted, nothing is sent there
 */
export async function readReturnAddress(rules: AuthorizeRules, query: Parameters): Promise<ReturnAddress> {
  const fault = query.fault('resource');
  if (fault !== undefined) throw new PageError('request', 400, fault);
  const clientId = query.get('client_id');
  if (clientId === undefined) throw new PageError('request', 400, 'client_id is missing');
  const client = await findClient(rules.clients, clientId);
  const redirectUri = query.get('redirect_uri');
  if (redirectUri === undefined) throw new PageError('request', 400, 'redirect_uri is missing');
  if (!isRegistered(client.redirectUris, redirectUri)) throw new PageError('redirect_uri');
  // A registration is good without end; what this server accepts may have become narrower since.
  if (client.kind !== 'configured' && redirectFault(redirectUri, rules.redirectHosts) !== undefined) {
    throw new PageError('redirect_uri');
  }
  const state = query.get('state');
  if (state !== undefined && state.length > LONGEST_STATE) {
    throw new PageError('request', 400, `state is longer than ${String(LONGEST_STATE)} characters`);
  }
  return { client, redirectUri, ...(state === undefined ? {} : { state }) };
}

async function findClient(clients: ClientDirectory, clientId: string): Promise<Client> {
  try {
    const client = await clients.find(clientId);
    if (client !== undefined) return client;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const later = error.fault === 'refused' || error.fault === 'busy';
    throw later
      ? new PageError('client_document_unavailable', 503, error.message, error)
      : new PageError('client_document', 400, error.message, error);
  }
  throw new PageError('client_unknown');
}

/**
 * Reads the rest of the request.
 * @throws OAuthError: an error for the client, sent to its redirect URI
 */
export function readAuthorizeRequest(
  rules: AuthorizeRules,
  query: Parameters,
  { client, redirectUri, state }: ReturnAddress,
): SealedRequest {
  checkKind(query);
  const challenge = query.get('code_challenge');
  if (
    challenge === undefined ||
    query.get('code_challenge_method') !== 'S256' ||
    !CHALLENGE.test(challenge)
  ) {
    throw new OAuthError(
      'invalid_request',
      'PKCE is required: code_challenge with code_challenge_method=S256.',
    );
  }
  checkResource(query.all('resource'), rules.resource);
  const prompt = promptOf(query);
  const loginHint = query.get('login_hint')?.slice(0, 200);
  return {
    client: client.key,
    clientId: shownId(client),
    redirectUri,
    challenge,
    scopes: rules.scopes.read(query.get('scope')),
    ...(client.name === undefined ? {} : { clientName: client.name }),
    ...(state === undefined ? {} : { state }),
    ...(prompt === undefined ? {} : { prompt }),
    ...(loginHint === undefined ? {} : { loginHint }),
  };
}

function checkKind(query: Parameters): void {
  const type = query.get('response_type');
  if (type === undefined) throw new OAuthError('invalid_request', 'response_type is missing.');
  if (type !== 'code') throw new OAuthError('unsupported_response_type', 'response_type has to be code.');
  if ((query.get('response_mode') ?? 'query') !== 'query') {
    throw new OAuthError('invalid_request', 'response_mode has to be query.');
  }
  if (query.get('request') !== undefined) {
    throw new OAuthError('request_not_supported', 'Request objects are not supported.');
  }
  if (query.get('request_uri') !== undefined) {
    throw new OAuthError('request_uri_not_supported', 'Request objects are not supported.');
  }
}

function promptOf(query: Parameters): string | undefined {
  const asked = (query.get('prompt') ?? '').split(' ').filter(Boolean);
  if (asked.includes('none')) {
    throw new OAuthError(
      'interaction_required',
      'Every sign-in is shown to the person: prompt=none cannot be served.',
    );
  }
  if (asked.some((prompt) => !PROMPTS.includes(prompt) && !DROPPED_PROMPTS.includes(prompt))) {
    throw new OAuthError('invalid_request', 'prompt has an unknown value.');
  }
  return asked.find((prompt) => PROMPTS.includes(prompt));
}
