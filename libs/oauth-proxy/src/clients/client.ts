import type { ClientMethod } from './client-methods.js';

/** Public keys of a client: given with its metadata, or to be fetched. */
export interface ClientKeys {
  readonly jwksUri?: string;
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}

/** A client, wherever it is known from. */
export interface Client extends ClientKeys {
  /** `client_id` exactly as it was presented. */
  readonly id: string;
  /** Short name of the id, by which everything sealed is bound to the client. */
  readonly key: string;
  /** Where the client is known from: a registration, the settings, or a metadata document. */
  readonly kind: 'registered' | 'configured' | 'document';
  /** Name that the client declares of itself. */
  readonly name?: string;
  readonly redirectUris: readonly string[];
  /** Ways in which the client may authenticate at the token endpoint. */
  readonly methods: readonly ClientMethod[];
  /** SHA-256 of the client secret, base64url. */
  readonly secretHash?: string;
  /** `token_endpoint_auth_signing_alg`, where the client fixed it. */
  readonly signingAlgorithm?: string;
}

/** The id as people and the audit see it: what a sealed registration holds is not worth reading. */
export function shownId(client: Client): string {
  return client.kind === 'registered' ? `registered:${client.key}` : client.id;
}
