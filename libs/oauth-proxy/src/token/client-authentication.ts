import type { Parameters } from '../authorize/parameters.js';
import type { Client } from '../clients/client.js';
import type { ClientDirectory } from '../clients/client-directory.js';
import type { ClientMethod } from '../clients/client-methods.js';
import { DocumentError } from '../documents/document-error.js';
import { OAuthError } from '../oauth-error.js';
import { sameText, sha256 } from '../seal/hash.js';
import { assertedClient, ASSERTION_TYPE, type ClientAssertions } from './client-assertion.js';

/** What a request presents. */
interface Presented {
  readonly method: ClientMethod;
  readonly clientId: string;
  readonly secret?: string;
  readonly assertion?: string;
}

/** Authenticates clients at the token endpoint (RFC 6749 section 2.3). */
export class ClientAuthenticator {
  readonly #clients: ClientDirectory;
  readonly #assertions: ClientAssertions;

  constructor(clients: ClientDirectory, assertions: ClientAssertions) {
    this.#clients = clients;
    this.#assertions = assertions;
  }

  /** @throws OAuthError `invalid_client`, or `invalid_request` where two methods are used at once */
  async authenticate(form: Parameters, authorization: string | undefined): Promise<Client> {
    const basic = authorization !== undefined;
    try {
      const presented = read(form, authorization);
      const client = await this.#find(presented.clientId);
      await this.#check(client, presented);
      return client;
    } catch (error) {
      if (!basic || !(error instanceof OAuthError) || error.code !== 'invalid_client') throw error;
      throw new OAuthError('invalid_client', error.message, { ...error.details, basic });
    }
  }

  async #find(clientId: string): Promise<Client> {
    try {
      const client = await this.#clients.find(clientId);
      if (client !== undefined) return client;
    } catch (cause) {
      if (!(cause instanceof DocumentError)) throw cause;
      if (cause.fault === 'refused' || cause.fault === 'busy') {
        throw new OAuthError(
          'temporarily_unavailable',
          "The client's metadata document cannot be read now.",
          {
            retryAfterSeconds: 30,
            cause,
          },
        );
      }
      throw new OAuthError('invalid_client', "The client's metadata document cannot be used.", { cause });
    }
    throw new OAuthError('invalid_client', 'The client is not known here. Register again.');
  }

  async #check(client: Client, { method, secret, assertion }: Presented): Promise<void> {
    if (!client.methods.includes(method)) {
      throw new OAuthError(
        'invalid_client',
        `The client has to authenticate by ${client.methods.join(' or ')}.`,
      );
    }
    if (assertion !== undefined) return this.#assertions.check(client, assertion);
    if (secret === undefined) return;
    if (client.secretHash === undefined || !sameText(sha256(secret), client.secretHash)) {
      throw new OAuthError('invalid_client', 'The client secret is wrong.');
    }
  }
}

function read(form: Parameters, authorization: string | undefined): Presented {
  const [assertion, secret] = [form.get('client_assertion'), form.get('client_secret')];
  const used = [authorization, assertion, secret].filter((given) => given !== undefined).length;
  if (used > 1)
    throw new OAuthError('invalid_request', 'Only one way to authenticate the client may be used.');
  if (authorization !== undefined) return readBasic(form, authorization);
  const clientId = form.get('client_id') ?? (assertion === undefined ? undefined : assertedClient(assertion));
  if (clientId === undefined) throw new OAuthError('invalid_client', 'client_id is missing.');
  if (assertion !== undefined) {
    if (form.get('client_assertion_type') !== ASSERTION_TYPE) {
      throw new OAuthError('invalid_client', `client_assertion_type has to be ${ASSERTION_TYPE}.`);
    }
    return { method: 'private_key_jwt', clientId, assertion };
  }
  if (secret !== undefined) return { method: 'client_secret_post', clientId, secret };
  return { method: 'none', clientId };
}

/** RFC 6749 section 2.3.1: id and secret are form-encoded inside the credentials. */
function readBasic(form: Parameters, authorization: string): Presented {
  const [, encoded] = /^basic ([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  const at = text.indexOf(':');
  const [clientId, secret] = [decoded(text.slice(0, at)), decoded(text.slice(at + 1))];
  if (at < 0 || clientId === undefined || secret === undefined) {
    throw new OAuthError(
      'invalid_client',
      'The Authorization header has to be Basic with client id and secret.',
    );
  }
  const named = form.get('client_id');
  if (named !== undefined && named !== clientId) {
    throw new OAuthError('invalid_request', 'client_id differs from the one in the Authorization header.');
  }
  return { method: 'client_secret_basic', clientId, secret };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
