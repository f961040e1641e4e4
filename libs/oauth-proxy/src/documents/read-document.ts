import { cleanName } from '../clients/clean-name.js';
import type { Client } from '../clients/client.js';
import { keysOf } from '../clients/client-keys.js';
import { type ClientMethod, CLIENT_METHODS, isClientMethod, usesSecret } from '../clients/client-methods.js';
import { redirectFault } from '../clients/redirect-uri.js';
import { OAuthError } from '../oauth-error.js';
import { clientKey } from '../seal/hash.js';
import { DocumentError } from './document-error.js';

/** Members that only a client with a shared secret could have; a public document must not hold them. */
const SECRET_MEMBERS = ['client_secret', 'client_secret_expires_at'];

/**
 * Reads a client id metadata document. Unknown members and grants are passed over, redirect URIs that this server
 * does not accept are left out.
 * Source: draft-ietf-oauth-client-id-metadata-document, sections 3 and 4; MCP 2026-07-28, authorization.
 * @throws DocumentError `invalid`
 */
export function readDocument(url: string, json: unknown, redirectHosts: readonly string[]): Client {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw bad('is not a JSON object');
  const document = json as Readonly<Record<string, unknown>>;
  if (document['client_id'] !== url) throw bad('names another client_id than its own address');
  if (SECRET_MEMBERS.some((member) => member in document)) throw bad('holds a client secret');
  const name = cleanName(document['client_name']);
  if (name === undefined) throw bad('has no client_name');
  const methods = methodsOf(document);
  const algorithm = document['token_endpoint_auth_signing_alg'];
  return {
    id: url,
    key: clientKey(url),
    kind: 'document',
    name,
    redirectUris: redirectsOf(document['redirect_uris'], redirectHosts),
    methods,
    ...(typeof algorithm === 'string' ? { signingAlgorithm: algorithm } : {}),
    ...(methods.includes('private_key_jwt') ? keysIn(document) : {}),
  };
}

function redirectsOf(given: unknown, hosts: readonly string[]): readonly string[] {
  const all: readonly unknown[] = Array.isArray(given) ? given : [];
  const accepted = all.filter((uri): uri is string => redirectFault(uri, hosts) === undefined);
  if (accepted.length === 0) throw bad('has no redirect_uris that this server accepts');
  return accepted;
}

/** The list wins over the single method, and a client that names neither is a public one. */
function methodsOf(document: Readonly<Record<string, unknown>>): readonly ClientMethod[] {
  const { token_endpoint_auth_method: single, token_endpoint_auth_methods_supported: list } = document;
  const named: readonly unknown[] = Array.isArray(list) ? list : [single ?? 'none'];
  const methods = CLIENT_METHODS.filter((method) => named.includes(method));
  if (!Array.isArray(list) && isClientMethod(single) && usesSecret(single)) {
    throw bad('asks for a shared secret, which a public document cannot have');
  }
  const usable = methods.filter((method) => !usesSecret(method));
  if (usable.length === 0) throw bad('names no token_endpoint_auth_method that this server knows');
  return usable;
}

function keysIn(document: Readonly<Record<string, unknown>>): ReturnType<typeof keysOf> {
  try {
    return keysOf(document);
  } catch (error) {
    if (error instanceof OAuthError) throw bad('has no usable jwks_uri or jwks');
    throw error;
  }
}

function bad(message: string): DocumentError {
  return new DocumentError('invalid', `the document ${message}`);
}
