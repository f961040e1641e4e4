import type { IncomingMessage, ServerResponse } from 'node:http';
import { AuthPolicy } from '../src/index.js';
import { AuthorityKeys } from '../src/keys/authority.keys.js';
import { makeKey, type SigningKey, TestAuthority } from './authority.js';
import { FakeClock } from './fake-clock.js';
import { API, TENANT } from './tokens.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** One set of authority keys, a real authority on a loopback port, and a clock that stands still. */
export interface KeyStage {
  readonly authority: TestAuthority;
  readonly clock: FakeClock;
  readonly keys: AuthorityKeys;
  readonly first: SigningKey;
  readonly second: SigningKey;
  /** Reasons that the operator's log names, and whether keys were at hand then. */
  readonly failures: string[];
  readonly usableThen: boolean[];
  /** One entry per good load: whether the keys had changed. */
  readonly loads: boolean[];
  /** Moves the clock and waits for the loads that this causes. */
  advance(ms: number): Promise<void>;
  /** What a caller with this key id gets: `found`, or the failure. */
  ask(kid: string): Promise<string>;
  close(): Promise<void>;
}

/** Keys are made once per process: making them is what takes long. */
const pair = Promise.all([makeKey('first'), makeKey('second')]);

/** Sets the stage; the authority publishes the first key. Nothing is loaded yet. */
export async function setKeyStage(): Promise<KeyStage> {
  const [first, second] = await pair;
  const authority = new TestAuthority();
  authority.published['2.0'].push(first.jwk);
  await authority.start();
  const clock = new FakeClock();
  const failures: string[] = [];
  const usableThen: boolean[] = [];
  const loads: boolean[] = [];
  const policy = new AuthPolicy({
    tenantId: TENANT,
    clientId: API,
    authorityHost: authority.host,
    resourceMetadataUrl: 'https://torii.example/metadata',
    clock,
  });
  const keys = new AuthorityKeys({ tenantId: TENANT, version: '2.0' }, policy, {
    loaded: (changed) => loads.push(changed),
    failed: (_authority, reason, usable) => {
      failures.push(reason);
      usableThen.push(usable);
    },
  });
  return {
    authority,
    clock,
    keys,
    first,
    second,
    failures,
    usableThen,
    loads,
    advance: (ms) => clock.advanceSlowly(ms, () => keys.settled()),
    async ask(kid) {
      try {
        await keys.find(kid);
        return 'found';
      } catch (error) {
        return (error as { failure?: string }).failure ?? String(error);
      }
    },
    async close() {
      keys.close();
      await authority.stop();
    },
  };
}

type Fault = (request: IncomingMessage, response: ServerResponse) => void;

/** Ways an authority can fail, each with the name a report would give it. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'status 500': (_request, response) => response.writeHead(500).end('oops'),
  'status 503 with HTML': (_request, response) =>
    response.writeHead(503, { 'content-type': 'text/html' }).end('<html>busy</html>'),
  'HTML with status 200': (_request, response) => response.writeHead(200).end('<html>hello</html>'),
  'an empty body': (_request, response) => response.writeHead(200).end(),
  'an empty object': (_request, response) => response.writeHead(200).end('{}'),
  'an empty key set': (_request, response) => response.writeHead(200).end('{"keys":[]}'),
  'keys that are no keys': (_request, response) =>
    response.writeHead(200).end('{"keys":[1,null,{"kty":"RSA","kid":"first","n":"!","e":"AQAB"}]}'),
  'a reset connection': (request) => request.socket.destroy(),
  'half a body, then a reset': (request, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"keys":[');
    setImmediate(() => request.socket.destroy());
  },
  'a redirect to another host': (_request, response) =>
    response.writeHead(302, { location: 'http://localhost:9/keys' }).end(),
  'a redirect to the metadata service': (_request, response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/keys' }).end(),
  'a redirect to nowhere': (_request, response) => response.writeHead(302).end(),
  'a redirect loop': (request, response) => response.writeHead(302, { location: request.url }).end(),
  'a document over 512 KiB': (_request, response) =>
    response.writeHead(200).end(`"${'x'.repeat(600 * 1024)}"`),
  'a body without end': (_request, response) => {
    response.writeHead(200);
    const pour = (): void => {
      while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
      if (!response.destroyed) response.once('drain', pour);
    };
    pour();
  },
  'more than 1,000 keys': (_request, response) =>
    response
      .writeHead(200)
      .end(JSON.stringify({ keys: Array.from({ length: 1001 }, () => ({ kty: 'RSA' })) })),
};

/** What the operator's log says of each fault. */
export const REASONS: Readonly<Record<keyof typeof FAULTS, RegExp>> = {
  'status 500': /status 500/,
  'status 503 with HTML': /status 503/,
  'HTML with status 200': /not JSON/,
  'an empty body': /not JSON/,
  'an empty object': /no key set/,
  'an empty key set': /no usable key/,
  'keys that are no keys': /no usable key/,
  'a reset connection': /ECONNRESET|UND_ERR_SOCKET|fetch failed|terminated/,
  'half a body, then a reset': /terminated|ECONNRESET|UND_ERR_SOCKET|aborted|fetch failed/,
  'a redirect to another host': /another host/,
  'a redirect to the metadata service': /another host/,
  'a redirect to nowhere': /status 302/,
  'a redirect loop': /too many redirects/,
  'a document over 512 KiB': /over 512 KiB/,
  'a body without end': /over 512 KiB/,
  'more than 1,000 keys': /over 1,000 keys/,
};
