/** Stand-in for the Microsoft Learn MCP server at `/learn/api/mcp`, in both protocol eras, without sign-in. */
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Handler } from '../handler.js';
import { learnServer } from './learn-server.js';

export interface LearnOptions {
  /** Origin of the local cloud; browsers of other origins are refused (403). */
  readonly url: string;
}

const PATH = '/learn/api/mcp';

/** Creates the handler; foreign paths are left to others. */
export function createLearn(options: LearnOptions): Handler {
  const mcp = createMcpHandler(learnServer);
  const own = new URL(options.url).origin;
  return async (request) => {
    if (new URL(request.url).pathname !== PATH) return undefined;
    const origin = request.headers.get('origin');
    if (origin !== null && origin !== own) {
      return Response.json({ error: 'origin_not_allowed' }, { status: 403 });
    }
    if (request.method !== 'POST') {
      return Response.json({ error: 'method_not_allowed' }, { status: 405, headers: { allow: 'POST' } });
    }
    return mcp.fetch(request);
  };
}
