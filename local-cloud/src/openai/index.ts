/** Stand-in for Azure OpenAI: the v1 routes and the dated Chat Completions route, answered by rules. */
import { randomUUID } from 'node:crypto';
import type { Handler, TokenVerifier } from '../handler.js';
import { answerChat, answerResponses, type AnswerContext } from './answer.js';
import { requireAccess } from './auth.js';
import { modelList } from './deployments.js';
import type { ModelDrill } from './drill.js';
import { ModelFault, resourceNotFound } from './faults.js';
import { IdSource } from './ids.js';
import { ResponseStore } from './responses/response-store.js';

export type { ModelDrill } from './drill.js';

export interface OpenAiOptions {
  /** Verifies Entra tokens; asked for the audiences of Azure OpenAI. */
  readonly verify: TokenVerifier;
  /** `human` writes 60 tokens a second, `instant` does not wait. */
  readonly pace: 'human' | 'instant';
  /** Current time, milliseconds since the epoch. */
  readonly now: () => number;
  /** Keys that open the resource, as `api-key` header or as Bearer. */
  readonly apiKeys: readonly string[];
  /** Fault settings; read once for each answer that is asked for in good order. */
  readonly drills: () => ModelDrill | undefined;
}

const LEGACY = /^\/openai\/deployments\/([^/]+)\/chat\/completions$/;
const ONE_RESPONSE = /^\/openai\/v1\/responses\/([^/]+)$/;
const ONE_MODEL = /^\/openai\/v1\/models\/([^/]+)$/;

/** Creates the handler for `/openai/*`; foreign paths are left to others. */
export function createOpenAi(options: OpenAiOptions): Handler {
  const ids = new IdSource();
  const stored = new ResponseStore();
  return async (request) => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith('/openai/')) return undefined;
    let response: Response;
    try {
      await requireAccess(request, options.apiKeys, options.verify);
      response = await route(request, url, { ...options, ids, stored });
    } catch (error) {
      response = faultResponse(error);
    }
    const requestId = randomUUID();
    response.headers.set('x-request-id', requestId);
    response.headers.set('apim-request-id', requestId);
    response.headers.set('x-ms-region', 'Local Cloud');
    return response;
  };
}

async function route(request: Request, url: URL, context: AnswerContext): Promise<Response> {
  const { pathname } = url;
  if (request.method === 'POST') {
    if (pathname === '/openai/v1/responses') return answerResponses(request, context);
    if (pathname === '/openai/v1/chat/completions') return answerChat(request, context);
    const legacy = LEGACY.exec(pathname)?.[1];
    if (legacy !== undefined && url.searchParams.get('api-version')) {
      return answerChat(request, context, decodeURIComponent(legacy));
    }
  }
  const response = ONE_RESPONSE.exec(pathname)?.[1];
  if (response !== undefined && request.method === 'GET') return Response.json(context.stored.get(response));
  if (response !== undefined && request.method === 'DELETE') {
    return Response.json(context.stored.delete(response));
  }
  if (request.method === 'GET') {
    if (pathname === '/openai/v1/models') return Response.json(modelList());
    const name = ONE_MODEL.exec(pathname)?.[1];
    if (name !== undefined) return Response.json(modelList(decodeURIComponent(name)));
  }
  throw resourceNotFound();
}

function faultResponse(error: unknown): Response {
  if (!(error instanceof ModelFault)) throw error;
  return Response.json({ error: error.body }, { status: error.status, headers: { ...error.headers } });
}
