import { CLIENT_METHODS, SIGNING_ALGORITHMS } from '../clients/client-methods.js';

/** What the document depends on. */
export interface MetadataFacts {
  readonly issuer: string;
  /** As clients ask for them. */
  readonly scopes: readonly string[];
  readonly acceptRegistrations: boolean;
  readonly acceptDocuments: boolean;
}

/**
 * The authorization server's metadata (RFC 8414), as JSON text. The issuer is ours, character by character: clients
 * refuse a document that names another one than they asked.
 */
export function authorizationServerMetadata(facts: MetadataFacts): string {
  const { issuer, scopes, acceptRegistrations, acceptDocuments } = facts;
  return JSON.stringify({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    ...(acceptRegistrations ? { registration_endpoint: `${issuer}/register` } : {}),
    scopes_supported: [...scopes, 'offline_access'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['none', ...CLIENT_METHODS.filter((method) => method !== 'none')],
    token_endpoint_auth_signing_alg_values_supported: SIGNING_ALGORITHMS,
    code_challenge_methods_supported: ['S256'],
    ui_locales_supported: ['en', 'ja'],
    ...(acceptDocuments ? { client_id_metadata_document_supported: true } : {}),
    authorization_response_iss_parameter_supported: true,
  });
}
