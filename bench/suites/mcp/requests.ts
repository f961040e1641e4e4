/** The measured call, in the era that a server speaks best, once per user. */
export interface Call {
  readonly method: 'POST';
  readonly path: '/mcp';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Era = 'modern' | 'legacy' | 'session';

const ACCEPT = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** One call per token. With sessions, a session is opened for each first. */
export async function callsOf(
  url: string,
  era: Era,
  tool: string,
  tokens: readonly string[],
): Promise<readonly Call[]> {
  return Promise.all(
    tokens.map(async (token, index): Promise<Call> => {
      const bearer = { authorization: `Bearer ${token}` };
      const params = { name: tool, arguments: { text: 'hi' }, ...(era === 'modern' && { _meta: META }) };
      return {
        method: 'POST',
        path: '/mcp',
        headers: { ...ACCEPT, ...bearer, ...(await eraHeaders(url, era, tool, token)) },
        body: JSON.stringify({ jsonrpc: '2.0', id: index + 1, method: 'tools/call', params }),
      };
    }),
  );
}

/** Sends one call and throws unless it is answered as it should be, and refused without a good token: nothing broken is ever measured. */
export async function check(url: string, call: Call, expected: RegExp): Promise<void> {
  const { path: _path, ...init } = call;
  const response = await fetch(url, init);
  const text = await response.text();
  if (response.status !== 200 || !expected.test(text))
    throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  const { authorization = '' } = call.headers;
  const forged = await fetch(url, {
    ...init,
    headers: { ...call.headers, authorization: `${authorization.slice(0, -8)}AAAAAAAA` },
  });
  await forged.text();
  if (forged.ok) throw new Error(`${url} takes a forged token`);
}

async function eraHeaders(
  url: string,
  era: Era,
  tool: string,
  token: string,
): Promise<Record<string, string>> {
  if (era === 'modern') {
    return { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': tool };
  }
  const version = { 'mcp-protocol-version': '2025-06-18' };
  return era === 'legacy' ? version : { ...version, 'mcp-session-id': await openSession(url, token) };
}

async function openSession(url: string, token: string): Promise<string> {
  const headers: Record<string, string> = { ...ACCEPT, authorization: `Bearer ${token}` };
  const params = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1.0.0' },
  };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params });
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.text();
  const id = response.headers.get('mcp-session-id');
  if (id === null) throw new Error(`${url} opens no session: ${response.status}`);
  const done = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });
  await fetch(url, { method: 'POST', headers: { ...headers, 'mcp-session-id': id }, body: done }).then((r) =>
    r.text(),
  );
  return id;
}
