/** Stand-in for an Azure AI Search service with one index, `handbook`, trimmed to what the caller may read. */
import type { Handler, TokenVerifier, VerifiedClaims } from '../handler.js';
import {
  badRequest,
  claimsChallenge,
  indexNotFound,
  keyRefused,
  queryTokenRefused,
  SEARCH_AUDIENCE,
  searchError,
  unauthorized,
} from './faults.js';
import { HANDBOOK, INDEX_DEFINITION, INDEX_NAME } from './handbook.js';
import type { HandbookDocument } from './handbook-document.js';
import { project, QueryError, runQuery } from './query.js';
import { groupsOf, mayRead } from './readers.js';

export interface SearchOptions {
  /** Verifies Entra tokens for the audience of Azure AI Search. */
  readonly verify: TokenVerifier;
  /**
   * Continuous access evaluation: the claims request (JSON text) that a person must satisfy first, or nothing.
   * Asked for every verified token.
   */
  readonly challenge?: (claims: VerifiedClaims) => string | undefined;
}

/** Header that carries the person's token. */
const QUERY_SOURCE = 'x-ms-query-source-authorization';

const PATH = /^\/search\/indexes(?:\/([^/()]+)|\('([^']+)'\))?(\/.*)?$/;
const DOCUMENT = /^\/docs(?:\/([^/()]+)|\('([^']+)'\))$/;
const QUERY_PATHS = new Set(['/docs/search', '/docs/search.post.search']);

type Visible = (document: HandbookDocument) => boolean;

/** Creates the handler for `/search/*`; foreign paths are left to others. */
export function createSearch(options: SearchOptions): Handler {
  return async (request) => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith('/search/')) return undefined;
    const refused = refuse(request, url);
    if (refused) return refused;
    const claims = await options.verify(request, [SEARCH_AUDIENCE]);
    if (!claims) return unauthorized(url.origin);
    const wanted = options.challenge?.(claims);
    if (wanted !== undefined) return claimsChallenge(url.origin, wanted);
    const match = PATH.exec(url.pathname);
    if (!match) return searchError(404, '', 'Resource not found.');
    const [, plain, quoted, rest = ''] = match;
    const name = plain ?? quoted;
    const trims = trimsByPerson(url);
    if (name === undefined) return Response.json({ value: [definition(trims)] });
    if (decodeURIComponent(name) !== INDEX_NAME) return indexNotFound(decodeURIComponent(name));
    const person = trims ? await personOf(options, request) : undefined;
    if (person === 'refused') return queryTokenRefused();
    const groups = groupsOf(person ?? {});
    const visible: Visible = (document) => !trims || mayRead(document, groups);
    if (request.method === 'POST' && QUERY_PATHS.has(rest)) return search(request, visible, url.origin);
    if (request.method === 'GET') return read(rest, url, visible, trims);
    return searchError(405, '', `The HTTP method '${request.method}' is not supported on this path.`);
  };
}

/**
 * Whether this API version trims by the person: previews since 2025-05-01 do, stable versions know nothing of it.
 * Source: https://learn.microsoft.com/azure/search/search-query-access-control-rbac-enforcement
 */
function trimsByPerson(url: URL): boolean {
  const version = url.searchParams.get('api-version')?.toLowerCase() ?? '';
  return version.endsWith('-preview') && version >= '2025-05-01';
}

/** Whose documents are asked for: claims of the token in the header, which is a bare one. Nobody without the header. */
async function personOf(
  { verify }: SearchOptions,
  request: Request,
): Promise<VerifiedClaims | 'refused' | undefined> {
  const token = request.headers.get(QUERY_SOURCE);
  if (token === null) return undefined;
  const headers = { authorization: `Bearer ${token}` };
  return (await verify(new Request(request.url, { headers }), [SEARCH_AUDIENCE])) ?? 'refused';
}

/** The index, with what only previews show of it. */
function definition(trims: boolean): object {
  return trims ? { ...INDEX_DEFINITION, permissionFilterOption: 'enabled' } : INDEX_DEFINITION;
}

function refuse(request: Request, url: URL): Response | undefined {
  if (request.headers.has('api-key') || url.searchParams.has('api-key')) return keyRefused();
  const version = url.searchParams.get('api-version');
  if (version === null) {
    return badRequest(
      'The api-version query parameter (?api-version=) is required for all requests.',
      'MissingApiVersionParameter',
    );
  }
  if (/^\d{4}-\d{2}-\d{2}(-preview)?$/i.test(version)) return undefined;
  return badRequest(`The api-version '${version.slice(0, 40)}' is invalid.`, 'InvalidApiVersionParameter');
}

async function search(request: Request, visible: Visible, origin: string): Promise<Response> {
  let body: unknown;
  try {
    body = await request.json();
  } catch {
    return badRequest('The request is invalid. Details: the body is not valid JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return badRequest('The request is invalid. Details: the body must be a JSON object.');
  }
  return query(body as Readonly<Record<string, unknown>>, visible, origin);
}

function query(body: Readonly<Record<string, unknown>>, visible: Visible, origin: string): Response {
  try {
    return Response.json(runQuery(body, visible, origin));
  } catch (error) {
    if (error instanceof QueryError) return badRequest(error.message, 'InvalidRequestParameter');
    throw error;
  }
}

function read(rest: string, url: URL, visible: Visible, trims: boolean): Response {
  if (rest === '')
    return Response.json({
      '@odata.context': `${url.origin}/search/$metadata#indexes/$entity`,
      ...definition(trims),
    });
  if (rest === '/docs') return query(fromUrl(url), visible, url.origin);
  if (rest === '/docs/$count') return new Response(String(HANDBOOK.filter(visible).length));
  const match = DOCUMENT.exec(rest);
  const key = match?.[1] ?? match?.[2];
  if (key === undefined) return searchError(404, '', 'Resource not found.');
  const found = HANDBOOK.find((document) => document.id === decodeURIComponent(key) && visible(document));
  return found ? Response.json(project(found)) : new Response(null, { status: 404 });
}

function fromUrl(url: URL): Readonly<Record<string, unknown>> {
  const entries = [...url.searchParams].filter(([name]) => name !== 'api-version');
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const bare = name.replace(/^\$/, '');
      if (bare === 'top' || bare === 'skip') return [bare, Number(value)];
      return bare === 'count' ? [bare, value === 'true'] : [bare, value];
    }),
  );
}
