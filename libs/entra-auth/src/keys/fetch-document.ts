/** Largest document that is read, in bytes. */
const MAX_BYTES = 512 * 1024;
const MAX_REDIRECTS = 3;

/** A document of the authority that could not be had or is not acceptable. Never reaches a caller. */
export class AuthorityDocumentError extends Error {
  override readonly name = 'AuthorityDocumentError';
  readonly code = 'authority_document_unusable';

  /** `retryAfter` is the header of that name, as the authority sent it. */
  constructor(
    message: string,
    readonly retryAfter?: string | null,
  ) {
    super(message);
  }
}

/**
 * Fetches a JSON document. Redirects are followed on the same origin only; a body is cut off at 512 KiB while it
 * streams; `signal` bounds the whole exchange.
 * @throws AuthorityDocumentError, or what `fetch` throws
 */
export async function fetchDocument(
  fetcher: typeof fetch,
  url: string,
  signal: AbortSignal,
): Promise<unknown> {
  const origin = new URL(url).origin;
  let target = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await fetcher(target, {
      redirect: 'manual',
      signal,
      headers: { accept: 'application/json' },
    });
    if (response.status === 200) return parse(await readBody(response));
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) {
      throw new AuthorityDocumentError(`status ${response.status}`, response.headers.get('retry-after'));
    }
    const next = URL.parse(location, target);
    if (next?.origin !== origin) throw new AuthorityDocumentError('redirect to another host');
    target = next.href;
  }
  throw new AuthorityDocumentError('too many redirects');
}

async function readBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream, so an endless body ends here.
    if (size > MAX_BYTES) throw new AuthorityDocumentError('document over 512 KiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AuthorityDocumentError('document is not JSON');
  }
}
