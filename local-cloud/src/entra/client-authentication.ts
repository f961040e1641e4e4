/** Client authentication at the token endpoint: none (public clients), secret, or assertion. */
import { timingSafeEqual } from 'node:crypto';
import { AadstsError } from './aadsts.js';
import { verifyAgentAssertion } from './agent-exchange.js';
import { ASSERTION_TYPE, verifyClientAssertion } from './client-assertion.js';
import type { Entra } from './entra.js';
import type { Registration } from './registration.js';
import type { ClientAuthMethod } from './tokens.js';

/** The client, and how it proved itself. */
export interface AuthenticatedClient {
  readonly client: Registration;
  readonly clientAuthMethod: ClientAuthMethod;
}

/** Finds the client and checks its credential; throws the AADSTS error of whatever is wrong. */
export async function authenticateClient(
  entra: Entra,
  request: Request,
  form: URLSearchParams,
  endpoint: { readonly url: string; readonly tenantId: string },
): Promise<AuthenticatedClient> {
  const basic = basicCredentials(request);
  const clientId = form.get('client_id') ?? basic.id;
  if (!clientId) {
    throw new AadstsError(900144, {
      text: "The request body must contain the following parameter: 'client_id'.",
    });
  }
  const client = entra.directory.client(clientId);
  const secret = form.get('client_secret') ?? basic.secret;
  const assertion = form.get('client_assertion');
  if (client.blueprint !== undefined) {
    if (!assertion || secret) throw new AadstsError(7000216);
    await verifyAgentAssertion(entra, client, assertion, endpoint.tenantId);
    return { client, clientAuthMethod: '2' };
  }
  if (client.publicClient) {
    if (secret || assertion) throw new AadstsError(700025);
    return { client, clientAuthMethod: '0' };
  }
  if (assertion) {
    if (form.get('client_assertion_type') !== ASSERTION_TYPE) throw new AadstsError(7000218);
    await verifyClientAssertion(entra, client, assertion, endpoint.url);
    return { client, clientAuthMethod: '2' };
  }
  if (!secret) throw new AadstsError(7000218);
  if (!client.secret || !sameSecret(secret, client.secret)) {
    throw new AadstsError(7000215, {
      text: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client.appId}'.`,
    });
  }
  return { client, clientAuthMethod: '1' };
}

/** `client_secret_basic` (RFC 6749 section 2.3.1): id and secret are form-encoded inside the credentials. */
function basicCredentials(request: Request): { id?: string; secret?: string } {
  const [scheme, encoded] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic' || !encoded) return {};
  const [id, ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  try {
    return { id: decodeURIComponent(id ?? ''), secret: decodeURIComponent(secret.join(':')) };
  } catch {
    throw new AadstsError(9002313);
  }
}

function sameSecret(presented: string, expected: string): boolean {
  const [a, b] = [Buffer.from(presented), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
