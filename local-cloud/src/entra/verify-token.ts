/** Verifies bearer tokens for the resources of the local cloud (Graph, AI Search, models). */
import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Entra } from './entra.js';
import type { TokenVerifier } from '../handler.js';

/** Why a token is not good. */
export type TokenFault = 'missing' | 'malformed' | 'signature' | 'expired' | 'audience' | 'issuer';

/** A verified payload, or the reason why there is none. */
export type TokenVerdict = { readonly claims: JWTPayload } | { readonly fault: TokenFault };

/** Checks signature (RS256, published keys), time, audience and issuer of the request's bearer token. */
export async function judgeToken(
  entra: Entra,
  request: Request,
  audiences: readonly string[],
): Promise<TokenVerdict> {
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) return { fault: 'missing' };
  try {
    const { payload } = await jwtVerify(token, (header: { kid?: string }) => keyOf(entra, header.kid), {
      algorithms: ['RS256'],
      audience: audiences.flatMap((audience) => [audience, `${audience}/`]),
      currentDate: new Date(entra.context.now()),
      requiredClaims: ['exp', 'tid'],
    });
    const tid = String(payload['tid']);
    const issuers = [entra.issuer(tid, '1.0'), entra.issuer(tid, '2.0')];
    return issuers.includes(String(payload.iss)) ? { claims: payload } : { fault: 'issuer' };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

/** The same as a yes-or-no answer, as the other stand-ins take it. */
export function createTokenVerifier(entra: Entra): TokenVerifier {
  return async (request, audiences) => {
    const verdict = await judgeToken(entra, request, audiences);
    return 'claims' in verdict ? verdict.claims : undefined;
  };
}

function keyOf(entra: Entra, kid: string | undefined) {
  const key = entra.keys.find(kid);
  if (!key) throw new errors.JWKSNoMatchingKey();
  return key.publicKey;
}

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'audience';
    return error.claim === 'nbf' ? 'expired' : 'malformed';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  return error instanceof errors.JWKSNoMatchingKey ? 'signature' : 'malformed';
}
