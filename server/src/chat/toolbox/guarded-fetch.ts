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
 * address out of an answer) are refused, so a server cannot make this one reach into a private network.
 * Bodies are cut off after `maxBytes`.
 */
export function guardedFetch(
  origin: string,
  maxBytes: number,
): (url: string | URL, init?: RequestInit) => Promise<Response> {
  return async (url, init) => {
    if (new URL(url).origin !== origin)
      throw new GuardedFetchError('foreign_host', `only ${origin} may be asked on behalf of this server`);
    const response = await fetch(url, { ...init, redirect: 'manual' });
    if (response.status >= 300 && response.status < 400)
      throw new GuardedFetchError('foreign_host', 'the server answered with a redirect');
    if (!response.body) return response;
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(atMost(maxBytes)), { status, statusText, headers });
  };
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
