/**
 * Client assertions (RFC 7523 section 2.2): signed with a registered certificate, or issued by an identity
 * provider that the registration trusts (federated identity credential).
 * Source: https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
import { createHash, X509Certificate } from 'node:crypto';
import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyOptions,
  type ProtectedHeaderParameters,
} from 'jose';
import { AadstsError } from './aadsts.js';
import { plain } from './directory.js';
import type { Entra } from './entra.js';
import type { Registration } from './registration.js';

/** `client_assertion_type` of JWT assertions. */
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** MSAL rounds "now" to whole seconds, and clocks differ: Entra tolerates five minutes. */
const TOLERANCE_SECONDS = 300;

/** Checks a client assertion: issued by the client itself means certificate, by anyone else federation. */
export async function verifyClientAssertion(
  entra: Entra,
  client: Registration,
  assertion: string,
  tokenEndpoint: string,
): Promise<void> {
  const { payload } = decode(assertion);
  if (payload.iss === client.appId) await verifyCertificate(entra, client, assertion, tokenEndpoint);
  else await verifyFederated(entra, client, assertion, payload);
}

function decode(assertion: string): { header: ProtectedHeaderParameters; payload: JWTPayload } {
  try {
    return { header: decodeProtectedHeader(assertion), payload: decodeJwt(assertion) };
  } catch {
    throw new AadstsError(50012, { text: 'Client assertion is not a well-formed JWT.' });
  }
}

async function verifyCertificate(entra: Entra, client: Registration, assertion: string, audience: string) {
  const { header } = decode(assertion);
  const named = String(header['x5t#S256'] ?? header.x5t ?? '');
  const certificate = entra.context.drills.certificates.find((known) => thumbprints(known).includes(named));
  if (!certificate) throw refusal(undefined, named);
  if (new Date(certificate.validTo).getTime() < entra.context.now()) throw new AadstsError(1000502);
  const options = verifyOptions(entra, {
    algorithms: ['RS256', 'PS256'],
    audience,
    issuer: client.appId,
    subject: client.appId,
    requiredClaims: ['exp', 'jti'],
  });
  try {
    await jwtVerify(assertion, certificate.publicKey, options);
  } catch (error) {
    throw refusal(error, named);
  }
}

/** SHA-256 and SHA-1 thumbprints of the certificate, as `x5t#S256` and `x5t` carry them. */
function thumbprints(certificate: X509Certificate): string[] {
  return ['sha256', 'sha1'].flatMap((algorithm) => {
    const digest = createHash(algorithm).update(certificate.raw).digest();
    return [digest.toString('base64url'), digest.toString('hex').toUpperCase()];
  });
}

/** Turns what jose found into Entra's number. */
function refusal(error: unknown, certificate: string): AadstsError {
  if (error instanceof errors.JWTExpired) return new AadstsError(700024);
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf' || error.claim === 'exp') return new AadstsError(700024);
    return new AadstsError(50012, {
      text: `Client assertion has a wrong or missing claim '${error.claim}'.`,
    });
  }
  return new AadstsError(700027, {
    text: `The certificate with identifier '${plain(certificate)}' used to sign the client assertion is not registered on application, or the signature is not valid.`,
  });
}

function verifyOptions(entra: Entra, extra: JWTVerifyOptions): JWTVerifyOptions {
  const currentDate = new Date(entra.context.now());
  return { clockTolerance: TOLERANCE_SECONDS, currentDate, requiredClaims: ['exp'], ...extra };
}

/** Entra looks for a matching issuer first, then the subject, then the audience. */
async function verifyFederated(entra: Entra, client: Registration, assertion: string, payload: JWTPayload) {
  const sameIssuer = (client.federatedCredentials ?? []).filter((known) => known.issuer === payload.iss);
  if (sameIssuer.length === 0) {
    throw new AadstsError(700211, {
      text: `No matching federated identity record found for presented assertion issuer '${plain(String(payload.iss))}'.`,
    });
  }
  const sameSubject = sameIssuer.filter((known) => known.subject === payload.sub);
  if (sameSubject.length === 0) {
    throw new AadstsError(700213, {
      text: `No matching federated identity record found for presented assertion subject '${plain(String(payload.sub))}'.`,
    });
  }
  const audience = Array.isArray(payload.aud) ? payload.aud : [payload.aud];
  if (!sameSubject.some((known) => audience.includes(known.audience))) {
    throw new AadstsError(700212, {
      text: `No matching federated identity record found for presented assertion audience '${plain(String(payload.aud))}'.`,
    });
  }
  try {
    const key = entra.keys.find(decodeProtectedHeader(assertion).kid);
    if (!key) throw new AadstsError(50013);
    await jwtVerify(assertion, key.publicKey, verifyOptions(entra, { algorithms: ['RS256'] }));
  } catch (error) {
    if (error instanceof AadstsError) throw error;
    throw refusal(error, 'of the federated issuer');
  }
}
