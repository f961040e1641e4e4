/** Who may use the model: a key (as `api-key` or as Bearer, both of which Azure takes) or an Entra token. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { TokenVerifier } from '../handler.js';
import { wrongKey, wrongToken } from './faults.js';

/** Audiences that Azure OpenAI accepts: today's and the older one. */
export const MODEL_AUDIENCES = ['https://ai.azure.com', 'https://cognitiveservices.azure.com'] as const;

/** Throws the 401 of Azure OpenAI unless the request carries a known key or a good token. */
export async function requireAccess(
  request: Request,
  keys: readonly string[],
  verify: TokenVerifier,
): Promise<void> {
  const known = (key: string): boolean => keys.some((candidate) => sameText(candidate, key));
  const header = request.headers.get('api-key');
  if (header !== null) {
    if (known(header)) return;
    throw wrongKey();
  }
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (bearer === undefined) throw wrongKey();
  if (known(bearer)) return;
  if (bearer.split('.').length !== 3) throw wrongKey();
  if (!(await verify(request, MODEL_AUDIENCES))) throw wrongToken();
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
