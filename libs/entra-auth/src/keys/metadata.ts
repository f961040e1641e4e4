import { isSecureOrLoopback } from '../policy/auth.policy.js';
import type { Authority } from '../policy/authority.js';
import { isObject } from '../claims/claims.js';
import { AuthorityDocumentError } from './fetch-document.js';

/** What is used of an OpenID Provider configuration document. */
export interface AuthorityMetadata {
  readonly issuer: string;
  readonly jwksUri: string;
}

/** URL of the metadata document of a tenant. v1 tokens are judged by the v1 document, v2 tokens by the v2 one. */
export function metadataUrl(authorityHost: string, { tenantId, version }: Authority): string {
  const path = version === '2.0' ? `${tenantId}/v2.0` : tenantId;
  return `${authorityHost}/${path}/.well-known/openid-configuration`;
}

/**
 * Reads a metadata document. The issuer must name the tenant and stay what it was; keys must lie on the pinned
 * authority, wherever the document points.
 * @throws AuthorityDocumentError
 */
export function readMetadata(
  document: unknown,
  authorityHost: string,
  tenantId: string,
  before: AuthorityMetadata | undefined,
): AuthorityMetadata {
  const { issuer: template, jwks_uri: jwksUri } = isObject(document) ? document : {};
  if (typeof template !== 'string' || typeof jwksUri !== 'string') {
    throw new AuthorityDocumentError('metadata without issuer or jwks_uri');
  }
  const issuer = template.replaceAll('{tenantid}', tenantId);
  const issuerUrl = URL.parse(issuer);
  if (issuerUrl === null || !isSecureOrLoopback(issuerUrl) || !issuer.split('/').includes(tenantId)) {
    throw new AuthorityDocumentError('issuer does not name the tenant');
  }
  if (before !== undefined && before.issuer !== issuer) throw new AuthorityDocumentError('issuer changed');
  if (URL.parse(jwksUri)?.origin !== new URL(authorityHost).origin) {
    throw new AuthorityDocumentError('jwks_uri is not on the authority host');
  }
  return { issuer, jwksUri };
}
