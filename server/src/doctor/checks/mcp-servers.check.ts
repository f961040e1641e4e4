import type { Settings } from '../../settings/settings.js';
import { type Finding, fail, ok, warn } from '../finding.js';
import { reasonOf } from './authority.check.js';

const HELLO = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'torii-doctor', version: '0.1.0' },
  },
};

/** Says hello to every server of `MCP_SERVERS`. One that wants a person's token answers 401, which is as it should be. */
export function checkMcpServers({ MCP_SERVERS: servers }: Settings): Promise<readonly Finding[]> {
  return Promise.all(
    Object.entries(servers).map(([name, { url, auth }]) => check(`MCP server ${name}`, url, auth)),
  );
}

async function check(title: string, url: string, auth: 'none' | 'user'): Promise<Finding> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify(HELLO),
      signal: AbortSignal.timeout(10_000),
      redirect: 'error',
    });
    await response.body?.cancel();
    if (response.ok) return ok(title, 'answers');
    if (auth === 'user' && response.status === 401)
      return ok(title, 'answers, and asks for a token of the person');
    if (response.status === 401)
      return fail(title, 'asks for a token', 'set "auth": "user" and its "audience"');
    return fail(title, `status ${response.status}`, 'check its url in MCP_SERVERS');
  } catch (error) {
    return warn(title, reasonOf(error), 'chats go on without it; check its url in MCP_SERVERS');
  }
}
