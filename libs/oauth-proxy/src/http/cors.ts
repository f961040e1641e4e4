/** Headers of an answer that any origin may read: nothing here is authenticated by cookies. */
export const OPEN_CORS = { 'access-control-allow-origin': '*' } as const;

/** Answer to a preflight request for these endpoints. */
export const PREFLIGHT = {
  ...OPEN_CORS,
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, mcp-protocol-version',
  'access-control-max-age': '600',
} as const;
