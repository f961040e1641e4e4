/** `fetch` for one foreign MCP server: only its own origin, only so many bytes. */

/** Thrown where a foreign server leads elsewhere or answers without end. */
export class GuardedFetchError extends Error {
  constructor(
    readonly code: 'foreign_host' | 'response_too_large',
    message: string,
  ) {
    super(message);
    this.name = 'GuardedFetchError';
  }
}

/**
 * The configured URL is trusted, wherever it points; its answers are not. Requests to another origin (a redirect, an
 * address out of an answer) are refused, so a server cannot make this one reach into a private network. A redirect that
 * stays within the origin is returned: the SDK's transport follows it (307, 308). Bodies are cut off after `maxBytes`.
 */
export function guardedFetch(
  origin: string,
  maxBytes: number,
): (url: string | URL, init?: RequestInit) => Promise<Response> {
  return async (url, init) => {
    if (new URL(url).origin !== origin)
      throw new GuardedFetchError('foreign_host', `only ${origin} may be asked on behalf of this server`);
    const response = await fetch(url, { ...init, redirect: 'manual' });
    if (leadsElsewhere(response, url))
      throw new GuardedFetchError('foreign_host', 'the server redirects to another host');
    if (!response.body) return response;
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(atMost(maxBytes)), { status, statusText, headers });
  };
}

function leadsElsewhere({ status, headers }: Response, from: string | URL): boolean {
  const location = headers.get('location');
  if (status < 300 || status > 399 || location === null) return false;
  return !URL.canParse(location, from) || new URL(location, from).origin !== new URL(from).origin;
}

function atMost(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      if (seen > maxBytes)
        controller.error(new GuardedFetchError('response_too_large', 'the answer is too large'));
      else controller.enqueue(chunk);
    },
  });
}
