/**
 * Verifies bearer tokens for the resources of the local cloud (Graph, AI Search, models).
 * @module
 */
import { jwtVerify } from 'jose';
import type { Entra } from './entra/entra.js';
import type { TokenVerifier } from './handler.js';

/** A verifier of signature (RS256, published keys), time, issuer and audience. */
export function createTokenVerifier(entra: Entra): TokenVerifier {
  return async (request, audiences) => {
    const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token) return undefined;
    try {
      const { payload } = await jwtVerify(token, (header) => keyOf(entra, header.kid), {
        algorithms: ['RS256'],
        audience: audiences.flatMap((audience) => [audience, `${audience}/`]),
        currentDate: new Date(entra.context.now()),
        requiredClaims: ['exp', 'tid'],
      });
      const tid = String(payload['tid']);
      const issuers = [entra.issuer(tid, '1.0'), entra.issuer(tid, '2.0')];
      return issuers.includes(String(payload.iss)) ? payload : undefined;
    } catch {
      return undefined;
    }
  };
}

function keyOf(entra: Entra, kid: string | undefined) {
  const key = entra.keys.find(kid);
  if (!key) throw new Error('no such key');
  return key.publicKey;
}
