/** The search stand-in, served, with demo users' keys as bearer tokens. */
import { DEMO_USERS } from '../demo.js';
import type { VerifiedClaims } from '../handler.js';
import { serveHandler } from '../openai/loopback.spec-support.js';
import { createSearch } from './index.js';

/** The query parameter every request needs. */
export const VERSION = 'api-version=2026-05-01-preview';

type Found = Record<string, unknown>;

/** Serves the stand-in; `seen.audiences` is what tokens were last verified for, `seen.revoked` who is challenged. */
export async function serveSearch() {
  const seen = { audiences: [] as readonly string[], revoked: '' };
  const served = await serveHandler(() =>
    createSearch({
      verify: (request, wanted) => {
        seen.audiences = wanted;
        return Promise.resolve(claimsOf(request));
      },
      challenge: (claims) =>
        claims['key'] === seen.revoked ? '{"access_token":{"nbf":{"essential":true}}}' : undefined,
    }),
  );
  const call = async (path: string, user = 'ada', init: RequestInit = {}) => {
    const response = await fetch(`${served.url}/search${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${user}`,
        'x-ms-query-source-authorization': user,
        'content-type': 'application/json',
        ...init.headers,
      },
    });
    const text = await response.text();
    const body = (text.startsWith('{') ? JSON.parse(text) : { text }) as Found & {
      error?: Found;
      value: Found[];
    };
    return { status: response.status, headers: response.headers, body };
  };
  const query = (body: unknown, user = 'ada', path = `/indexes/handbook/docs/search?${VERSION}`) =>
    call(path, user, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  const ids = async (body: object, user = 'ada'): Promise<unknown[]> =>
    (await query(body, user)).body.value.map((document) => document['id']);
  return { seen, call, query, ids, close: () => served.close() };
}

/** A served search stand-in. */
export type ServedSearch = Awaited<ReturnType<typeof serveSearch>>;

function claimsOf(request: Request): VerifiedClaims | undefined {
  const key = request.headers.get('authorization')?.replace('Bearer ', '');
  const user = DEMO_USERS.find((entry) => entry.key === key);
  return user ? { ...user } : key === 'daemon' ? {} : undefined;
}
