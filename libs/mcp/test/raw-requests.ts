/** One raw request of the table. */
export interface RawRequest {
  readonly title: string;
  readonly method?: string;
  /** `null` removes a header of the default set. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** A string is sent as it is. */
  readonly body?: unknown;
}

const VERSION = 'io.modelcontextprotocol/protocolVersion';
const INFO = 'io.modelcontextprotocol/clientInfo';
const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';
const LOG_LEVEL = 'io.modelcontextprotocol/logLevel';

const META = { [VERSION]: '2026-07-28', [INFO]: { name: 'raw', version: '1' }, [CAPABILITIES]: {} };
const CALL = { name: 'echo', arguments: { text: 'hi' } };
const MODERN = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'echo' };
const LEGACY = { 'mcp-protocol-version': '2025-06-18' };

/** A request of 2026-07-28. */
export function modern(
  changes: { readonly meta?: object; readonly params?: object; readonly top?: object } = {},
): object {
  const params = { ...CALL, ...changes.params, _meta: { ...META, ...changes.meta } };
  return { jsonrpc: '2.0', id: 7, method: 'tools/call', params, ...changes.top };
}

/** A request of 2025. */
export function legacy(top: object = {}): object {
  return { jsonrpc: '2.0', id: 'x', method: 'tools/call', params: CALL, ...top };
}

const modernRequests: readonly RawRequest[] = [
  { title: 'a plain call', body: modern() },
  { title: 'a string id', body: modern({ top: { id: 'abc' } }) },
  { title: 'no client info', body: modern({ meta: { [INFO]: undefined } }) },
  { title: 'client info without version', body: modern({ meta: { [INFO]: { name: 'raw' } } }) },
  {
    title: 'client info with icons',
    body: modern({ meta: { [INFO]: { name: 'r', version: '1', icons: [] } } }),
  },
  { title: 'capabilities missing', body: modern({ meta: { [CAPABILITIES]: undefined } }) },
  { title: 'capabilities of a wrong type', body: modern({ meta: { [CAPABILITIES]: 'all' } }) },
  {
    title: 'an elicitation capability of a wrong type',
    body: modern({ meta: { [CAPABILITIES]: { elicitation: 1 } } }),
  },
  { title: 'a log level that is none', body: modern({ meta: { [LOG_LEVEL]: 'loud' } }) },
  {
    title: 'another version in header and body',
    headers: { 'mcp-protocol-version': '2027-01-01' },
    body: modern({ meta: { [VERSION]: '2027-01-01' } }),
  },
  {
    title: 'another version in the header',
    headers: { 'mcp-protocol-version': '2025-11-25' },
    body: modern(),
  },
  { title: 'no version header', headers: { 'mcp-protocol-version': null }, body: modern() },
  { title: 'no method header', headers: { 'mcp-method': null }, body: modern() },
  { title: 'another method header', headers: { 'mcp-method': 'tools/list' }, body: modern() },
  { title: 'no name header', headers: { 'mcp-name': null }, body: modern() },
  { title: 'another name header', headers: { 'mcp-name': 'who' }, body: modern() },
  { title: 'the name header in base64', headers: { 'mcp-name': '=?base64?ZWNobw==?=' }, body: modern() },
  { title: 'the name header in broken base64', headers: { 'mcp-name': '=?base64?%%?=' }, body: modern() },
  { title: 'the version header without envelope', body: legacy() },
  { title: 'an unknown tool', headers: { 'mcp-name': 'no' }, body: modern({ params: { name: 'no' } }) },
  { title: 'arguments of a wrong type', body: modern({ params: { arguments: 3 } }) },
  { title: 'arguments that do not fit', body: modern({ params: { arguments: { text: 3 } } }) },
  {
    title: 'an unknown method',
    headers: { 'mcp-method': 'no/such' },
    body: modern({ top: { method: 'no/such' } }),
  },
  {
    title: 'initialize with an envelope',
    headers: { 'mcp-method': 'initialize' },
    body: modern({ top: { method: 'initialize' } }),
  },
  {
    title: 'ping, which is gone',
    headers: { 'mcp-method': 'ping' },
    body: modern({ top: { method: 'ping' } }),
  },
  {
    title: 'a list that is not served',
    headers: { 'mcp-method': 'prompts/list' },
    body: modern({ top: { method: 'prompts/list' } }),
  },
  { title: 'a forged request state', body: modern({ params: { requestState: 7 } }) },
  { title: 'a null id', body: modern({ top: { id: null } }) },
  { title: 'a fractional id', body: modern({ top: { id: 1.5 } }) },
  { title: 'a progress token of a wrong type', body: modern({ meta: { progressToken: {} } }) },
  {
    title: 'a notification',
    headers: { 'mcp-method': 'notifications/cancelled' },
    body: { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } },
  },
  {
    title: 'discover',
    headers: { 'mcp-method': 'server/discover', 'mcp-name': null },
    body: { jsonrpc: '2.0', id: 1, method: 'server/discover', params: { _meta: META } },
  },
];

const legacyRequests: readonly RawRequest[] = [
  { title: 'a plain call', body: legacy() },
  { title: 'a call without version header', headers: { 'mcp-protocol-version': null }, body: legacy() },
  { title: 'an unknown version header', headers: { 'mcp-protocol-version': '1999-01-01' }, body: legacy() },
  { title: 'an unknown tool', body: legacy({ params: { name: 'no' } }) },
  { title: 'arguments that do not fit', body: legacy({ params: { name: 'echo', arguments: {} } }) },
  { title: 'arguments of a wrong type', body: legacy({ params: { name: 'echo', arguments: [] } }) },
  { title: 'params that are no object', body: legacy({ params: 'x' }) },
  { title: 'an unknown method', body: legacy({ method: 'no/such' }) },
  { title: 'discover without envelope', body: legacy({ method: 'server/discover', params: {} }) },
  { title: 'ping', body: legacy({ method: 'ping', params: undefined }) },
  { title: 'an accept header without JSON', headers: { accept: 'text/event-stream' }, body: legacy() },
  { title: 'no JSON-RPC version', body: legacy({ jsonrpc: undefined }) },
  { title: 'an extra member', body: legacy({ extra: 1 }) },
  { title: 'a null id', body: legacy({ id: null }) },
  {
    title: 'initialize',
    body: legacy({
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'r', version: '1' } },
    }),
  },
  { title: 'a notification', body: { jsonrpc: '2.0', method: 'notifications/initialized' } },
  { title: 'a response nobody asked for', body: { jsonrpc: '2.0', id: 1, result: {} } },
  { title: 'bad JSON', body: '{"jsonrpc":' },
  { title: 'an empty body', body: '' },
  { title: 'an empty batch', body: [] },
  { title: 'a string', body: '"hello"' },
  { title: 'a wrong content type', headers: { 'content-type': 'text/plain' }, body: legacy() },
  { title: 'GET', method: 'GET' },
  { title: 'DELETE', method: 'DELETE', headers: { 'content-type': null } },
  { title: 'PUT', method: 'PUT', body: legacy() },
];

/** All raw requests with their complete headers. */
export const RAW_REQUESTS = [
  ...modernRequests.map((request) => ({
    ...request,
    title: `2026: ${request.title}`,
    headers: { ...MODERN, ...request.headers },
  })),
  ...legacyRequests.map((request) => ({
    ...request,
    title: `2025: ${request.title}`,
    headers: { ...LEGACY, ...request.headers },
  })),
];

/** Sends one; says status and the JSON-RPC error code, or that there was a result. */
export async function sendRaw(url: string, request: (typeof RAW_REQUESTS)[number]): Promise<string> {
  const defaults = {
    authorization: 'Bearer ada',
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
  };
  const headers = Object.entries({ ...defaults, ...request.headers }).filter(
    (pair): pair is [string, string] => pair[1] !== null,
  );
  const body = typeof request.body === 'string' ? request.body : JSON.stringify(request.body);
  const response = await fetch(url, { method: request.method ?? 'POST', headers, body });
  const text = await response.text();
  const data = text.startsWith('event:') ? (text.split('data: ')[1] ?? '') : text;
  if (data === '') return `${response.status}`;
  const answer = JSON.parse(data) as {
    error?: { code: number };
    id?: unknown;
    result?: { isError?: boolean };
  };
  return `${response.status} ${answer.error?.code ?? (answer.result?.isError === true ? 'tool error' : 'result')} id ${JSON.stringify(answer.id)}`;
}
