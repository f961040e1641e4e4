import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { DocumentError } from './document-error.js';
import { isPublicAddress } from './public-address.js';

/** A JSON answer, and for how long its host lets it be kept. */
export interface FetchedDocument {
  readonly json: unknown;
  /** `max-age` of `Cache-Control` in seconds; 0 for `no-store` and `no-cache`; absent where the host says nothing. */
  readonly maxAgeSeconds?: number;
}

/**
 * What the network looks like; for tests, and for networks with a name service of their own.
 * @example
 * documentNetwork: { resolve: (hostname) => internalDns.lookupAll(hostname) }
 */
export interface DocumentNetwork {
  /** All addresses of a host name. Default: the system's resolver. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
  /** Default: globally routable unicast addresses only. */
  readonly isAllowed?: (address: string) => boolean;
  /** Certificate authorities in PEM instead of the system's. */
  readonly ca?: string;
  /** Longest time for one document, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number;
  /** Most fetches from one host in a minute. Default 30. */
  readonly fetchesPerHost?: number;
}

const TIMEOUT_MS = 5000;

/**
 * Gets one JSON document over https from a public address: every address of the name has to be public, the
 * connection goes to one that was judged (so that a name cannot change in between), redirects are not followed, and
 * bytes and time are bounded while reading.
 * @throws DocumentError
 */
export async function fetchPinned(
  url: string,
  maxBytes: number,
  network: DocumentNetwork = {},
): Promise<FetchedDocument> {
  const abort = AbortSignal.timeout(network.timeoutMs ?? TIMEOUT_MS);
  const { hostname } = new URL(url);
  const address = await within(abort, pickAddress(hostname.replace(/^\[|\]$/g, ''), network));
  const answer = await within(abort, ask(url, address, network.ca, abort));
  try {
    checkHead(answer);
    const json = parse(await within(abort, readAll(answer, maxBytes)));
    return { json, ...freshness(answer.headers['cache-control']) };
  } finally {
    answer.destroy();
  }
}

async function within<T>(abort: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(new DocumentError('refused', 'the host took too long'));
  abort.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    abort.removeEventListener('abort', end);
  }
}

async function pickAddress(hostname: string, network: DocumentNetwork): Promise<LookupAddress> {
  const { resolve = resolveAll, isAllowed = isPublicAddress } = network;
  const family = isIP(hostname);
  const all = family === 0 ? await resolve(hostname).catch(unresolved) : [{ address: hostname, family }];
  const [first] = all;
  if (first === undefined) throw new DocumentError('refused', 'the host has no address');
  if (!all.every(({ address }) => isAllowed(address))) {
    throw new DocumentError('forbidden', 'the host is not on the public internet');
  }
  return first;
}

function unresolved(cause: unknown): never {
  throw new DocumentError('refused', 'the host name is not known', cause);
}

function resolveAll(hostname: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    dnsLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
}

function ask(
  url: string,
  address: LookupAddress,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const options: RequestOptions = {
    // A connection of its own: none is shared, none outlives the request, no proxy of the environment is used.
    agent: false,
    signal,
    maxHeaderSize: 8192,
    headers: { accept: 'application/json', 'user-agent': 'torii-oauth-proxy' },
    lookup: (_hostname, wanted, callback) => {
      // Node asks for all addresses, as it may try several at once.
      if (wanted.all) callback(null, [address]);
      else callback(null, address.address, address.family);
    },
    ...(ca === undefined ? {} : { ca }),
  };
  return new Promise((resolve, reject) => {
    request(url, options, resolve)
      .on('error', (cause) => reject(new DocumentError('refused', 'the host cannot be reached', cause)))
      .end();
  });
}

function checkHead({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode >= 300 && statusCode < 400) throw new DocumentError('invalid', 'the host redirects');
  if (statusCode === 404 || statusCode === 410)
    throw new DocumentError('absent', 'there is no such document');
  if (statusCode !== 200) {
    const challenge = headers['cf-mitigated'] === undefined ? '' : ' (bot challenge)';
    throw new DocumentError('refused', `the host answered ${String(statusCode)}${challenge}`);
  }
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json' && !/^application\/[a-z0-9.+-]+\+json$/.test(type)) {
    throw new DocumentError(type === 'text/html' ? 'refused' : 'invalid', 'the answer is not JSON');
  }
}

async function readAll(answer: IncomingMessage, maxBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      size += part.byteLength;
      if (size > maxBytes)
        throw new DocumentError('invalid', `the document is over ${String(maxBytes)} bytes`);
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    throw new DocumentError('refused', 'the connection broke', error);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DocumentError('invalid', 'the document is not JSON');
  }
}

function freshness(header: string | undefined): { maxAgeSeconds?: number } {
  const directives = (header ?? '').toLowerCase();
  if (/(^|[\s,])no-(store|cache)\b/.test(directives)) return { maxAgeSeconds: 0 };
  const seconds = /(?:^|[\s,])max-age=(\d{1,9})/.exec(directives)?.[1];
  return seconds === undefined ? {} : { maxAgeSeconds: Number(seconds) };
}
