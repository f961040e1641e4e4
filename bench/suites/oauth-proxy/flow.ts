import { createHash, randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const REDIRECT = 'http://localhost:51234/callback';
const VERIFIER = randomBytes(32).toString('base64url');
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

interface Answer {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The steps of one sign-in, each without a socket: what is measured is the proxy, not the loopback. */
export class Flow {
  readonly #app: NestFastifyApplication;
  #clientId = '';

  constructor(app: NestFastifyApplication) {
    this.#app = app;
  }

  async register(): Promise<void> {
    const payload = { client_name: 'Bench', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' };
    const { body } = await this.#inject({ method: 'POST', url: '/register', payload }, 201);
    this.#clientId = (JSON.parse(body) as { client_id: string }).client_id;
  }

  /** The consent page. */
  authorize(): Promise<Answer> {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: this.#clientId,
      redirect_uri: REDIRECT,
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      state: 'a-state',
    });
    return this.#inject({ method: 'GET', url: `/authorize?${query}` }, 200);
  }

  metadata(): Promise<Answer> {
    return this.#inject({ method: 'GET', url: '/.well-known/oauth-authorization-server' }, 200);
  }

  /** From the consent page to a code. */
  async code(): Promise<string> {
    const page = await this.authorize();
    const request = /name="request"\s+value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const payload = new URLSearchParams({ request, decision: 'allow' }).toString();
    const headers = { ...FORM, cookie: cookieOf(page) };
    const forward = await this.#inject({ method: 'POST', url: '/oauth/consent', payload, headers }, 200);
    const target = new URL(String(forward.headers['refresh']).replace(/^0; url=/, ''));
    const query = new URLSearchParams({
      code: 'C'.repeat(1000),
      state: target.searchParams.get('state') ?? '',
    });
    const url = `/oauth/callback?${query}`;
    const answer = await this.#inject({ method: 'GET', url, headers: { cookie: cookieOf(forward) } }, 302);
    return new URL(String(answer.headers['location'])).searchParams.get('code') ?? '';
  }

  redeem(code: string): Promise<Answer> {
    const payload = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: this.#clientId,
      redirect_uri: REDIRECT,
      code,
      code_verifier: VERIFIER,
    }).toString();
    return this.#inject({ method: 'POST', url: '/token', payload, headers: FORM }, 200);
  }

  async #inject(request: object, status: number): Promise<Answer> {
    const answer = await this.#app.inject(request);
    if (answer.statusCode !== status)
      throw new Error(`${String(answer.statusCode)}: ${answer.body.slice(0, 500)}`);
    return answer;
  }
}

function cookieOf({ headers }: Answer): string {
  const given = headers['set-cookie'];
  const all = Array.isArray(given) ? (given as string[]) : [String(given)];
  return all.map((cookie) => cookie.split(';')[0]).join('; ');
}
