import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jwt } from './jwt.js';

/** A token request as it arrived. */
export interface Arrived {
  readonly tenant: string;
  readonly form: Readonly<Record<string, string>>;
}

/** What a scripted step answers; an absent body drops the connection. */
export interface Scripted {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Decides on a token request, or leaves it to the default: a token for the user of the assertion. */
export type Script = (
  arrived: Arrived,
  count: number,
) => Scripted | undefined | Promise<Scripted | undefined>;

/** A token endpoint on loopback that speaks Entra's shapes and answers as it was set up to. */
export class FakeAuthority {
  readonly requests: Arrived[] = [];
  discoveries = 0;
  script: Script = () => undefined;
  discovery: () => Scripted | undefined = () => undefined;
  /** Lifetime of minted tokens in seconds. */
  lifetime = 3600;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<FakeAuthority> {
    const authority = new FakeAuthority();
    await new Promise<void>((resolve) => {
      authority.#server.listen(0, '127.0.0.1', resolve);
    });
    return authority;
  }

  get origin(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.origin);
    const tenant = pathname.split('/')[1] ?? '';
    if (request.method === 'GET') {
      this.discoveries += 1;
      return send(
        response,
        this.discovery() ?? { status: 200, body: discoveryDocument(this.origin, tenant) },
      );
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const arrived = {
      tenant,
      form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
    };
    this.requests.push(arrived);
    const scripted = await this.script(arrived, this.requests.length);
    send(response, scripted ?? { status: 200, body: tokenAnswer(this.origin, arrived, this.lifetime) });
  }
}

function send(response: ServerResponse, { status, body, headers = {} }: Scripted): void {
  if (body === undefined) {
    response.destroy();
    return;
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

/** Discovery document in Entra's layout. */
export function discoveryDocument(origin: string, tenant: string): Record<string, string> {
  const base = `${origin}/${tenant}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  };
}

let serial = 0;

/** A good answer: a token for the user of the assertion, for the resource that the scope names. */
export function tokenAnswer(
  origin: string,
  { tenant, form }: Arrived,
  lifetime: number,
  nowMs = Date.now(),
): object {
  const user = form['assertion'] === undefined ? {} : claimsOf(form['assertion']);
  const [scope = ''] = (form['scope'] ?? '').split(' ').filter((one) => one.includes('/'));
  const named = scope.slice(scope.lastIndexOf('/') + 1);
  const exp = Math.floor(nowMs / 1000) + lifetime;
  const { oid, tid = tenant } = user;
  serial += 1;
  const claims = {
    aud: scope.slice(0, scope.lastIndexOf('/')),
    iss: `${origin}/${tenant}/v2.0`,
    exp,
    tid,
    sub: `sub-of-${String(oid)}`,
    upn: `${String(oid)}@contoso.example`,
    scp: named === '.default' ? 'user_impersonation' : named,
    serial,
    ...(oid === undefined ? {} : { oid }),
  };
  return {
    token_type: 'Bearer',
    expires_in: lifetime,
    ext_expires_in: lifetime,
    scope,
    access_token: jwt(claims),
  };
}

/** Payload of a JWT. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
}

/** A refusal in Entra's own shape. */
export function aadsts(
  number: number,
  error: string,
  more: Readonly<Record<string, unknown>> = {},
  status = 400,
): Scripted {
  const ids = {
    trace_id: '4a1b7f3c-0000-4000-8000-000000000001',
    correlation_id: '4a1b7f3c-0000-4000-8000-000000000002',
  };
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${String(number)}: Scripted. Trace ID: ${ids.trace_id}`,
      error_codes: [number],
      timestamp: '2026-11-23 07:00:00Z',
      ...ids,
      ...more,
    },
  };
}
