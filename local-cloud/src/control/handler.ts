/** `/_drill`: reads, changes and resets drills over HTTP, and mints tokens, for tests that run outside. */
import type { Entra } from '../entra/entra.js';
import { signCompact } from '../entra/keys.js';
import type { Handler } from '../handler.js';
import { issueToken } from '../entra/issue-token.js';
import { applyDrill, resetCloud } from './apply-drill.js';
import { DrillFault, kind, record } from '../drills/checks.js';
import { GUIDE } from '../drills/guide.js';
import { readDrill } from '../drills/schema.js';
import { readTokenOptions } from './token-options.js';

const MAX_BODY = 256 * 1024;
const NO_STORE = { 'cache-control': 'no-store' };

const rawToken = record({ header: kind('string'), payload: kind('string') }, ['header', 'payload']);

/** Drills as a handler. A page of another origin may not use them: they change state. */
export function createDrillHandler(entra: Entra): Handler {
  return async (request) => {
    const { pathname } = new URL(request.url);
    const origin = request.headers.get('origin');
    if (!pathname.startsWith('/_drill')) return undefined;
    if (origin && origin !== entra.url)
      return json({ error: 'forbidden', detail: 'Not for other origins.' }, 403);
    try {
      if (pathname === '/_drill') return await drill(entra, request);
      if (pathname === '/_drill/token' || pathname === '/_drill/token/raw') return await mint(entra, request);
      if (pathname === '/_drill/journal') return journal(entra, request);
      return undefined;
    } catch (error) {
      if (!(error instanceof DrillFault)) throw error;
      return json({ error: error.code, member: error.member, detail: error.message }, 400);
    }
  };
}

function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: NO_STORE });
}

async function drill(entra: Entra, request: Request): Promise<Response> {
  if (request.method === 'GET') return json(state(entra));
  if (request.method === 'DELETE') {
    resetCloud(entra);
    return json(state(entra));
  }
  if (request.method !== 'POST')
    return new Response(null, { status: 405, headers: { allow: 'GET, POST, DELETE' } });
  applyDrill(entra, readDrill(await readJson(request)));
  return json(state(entra));
}

function state(entra: Entra) {
  const { accounts, context, keys } = entra;
  return {
    drills: { ...context.drills.state(), ...accounts.state() },
    keys: keys.all.map(({ kid }) => ({ kid, signs: kid === keys.current.kid })),
    guide: GUIDE,
  };
}

async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.length > MAX_BODY) throw new DrillFault('body', `must be at most ${MAX_BODY} characters`);
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw new DrillFault('body', 'must be JSON');
  }
}

async function mint(entra: Entra, request: Request): Promise<Response> {
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
  const body = await readJson(request);
  if (new URL(request.url).pathname.endsWith('/raw')) {
    rawToken(body, '');
    const { header, payload } = body as { header: string; payload: string };
    return json({ access_token: signCompact(header, payload, entra.keys.current) });
  }
  try {
    return json({ access_token: issueToken(entra, readTokenOptions(body)) });
  } catch (error) {
    throw error instanceof DrillFault ? error : new DrillFault('key', String(error));
  }
}

function journal(entra: Entra, request: Request): Response {
  if (request.method === 'DELETE') entra.context.journal.clear();
  return json({ requests: entra.context.journal.entries });
}
