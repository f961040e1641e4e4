import { importPKCS8 } from 'jose';
import { type ClientAuth, ClientSecretPost, modifyAssertion, PrivateKeyJwt } from 'openid-client';
import type { ClientAuthentication } from './client-authentication.js';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Entra takes PS256 assertions whose header names the certificate by its SHA-256 thumbprint. */
const ALGORITHM = 'PS256';

/**
 * Client authentication as `openid-client` sends it. Entra wants the token endpoint as audience and `x5t#S256` in the header.
 * Source: https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export async function clientAuth(given: ClientAuthentication, tokenEndpoint: string): Promise<ClientAuth> {
  if ('clientSecret' in given) return ClientSecretPost(given.clientSecret);
  if ('clientAssertion' in given) return federated(given.clientAssertion);
  const { privateKey, thumbprintSha256 } = given.clientCertificate;
  const key = await importPKCS8(privateKey, ALGORITHM);
  const thumbprint = Buffer.from(thumbprintSha256, 'hex').toString('base64url');
  return PrivateKeyJwt(key, {
    [modifyAssertion]: (header, payload) => {
      Object.assign(header, { 'x5t#S256': thumbprint });
      Object.assign(payload, { aud: tokenEndpoint });
    },
  });
}

function federated(assertion: string): ClientAuth {
  return (_server, client, body) => {
    body.set('client_id', client.client_id);
    body.set('client_assertion_type', ASSERTION_TYPE);
    body.set('client_assertion', assertion);
  };
}
