/** A browser made of fetch, for specs: keeps cookies, follows redirects within the cloud, posts forms. */
import { createHash, randomBytes } from 'node:crypto';
import { CONTOSO_TENANT_ID, type LocalCloud, SPA_CLIENT_ID } from '../../index.js';

/** Where the flow stopped: a page, or the redirect URI with its parameters. */
export interface Stop {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** Parameters of the redirect, from query and fragment. */
  readonly answer: URLSearchParams;
  readonly location?: string;
}

export const REDIRECT_URI = 'http://localhost:3000/redirect.html';
export const VERIFIER = randomBytes(32).toString('base64url');
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

export class FetchBrowser {
  #cookie = '';

  constructor(readonly cloud: LocalCloud) {}

  /** Opens the authorization endpoint as the browser client would; `undefined` leaves a parameter out. */
  async authorize(
    changed: Record<string, string | undefined> = {},
    tenant = CONTOSO_TENANT_ID,
  ): Promise<Stop> {
    const all = {
      client_id: SPA_CLIENT_ID,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      response_mode: 'fragment',
      scope: 'openid profile offline_access api://a0000000-0000-4000-8a00-0000000000a1/access_as_user',
      state: 'state-1',
      nonce: 'nonce-1',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...changed,
    };
    const entries = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return this.open(`${this.cloud.url}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams(entries)}`);
  }

  async open(url: string, init: RequestInit = {}): Promise<Stop> {
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie: this.#cookie } });
    this.#cookie = cookieOf(response.headers.get('set-cookie')) ?? this.#cookie;
    const location = response.headers.get('location') ?? undefined;
    const target = location && new URL(location, url);
    if (target && target.origin === this.cloud.url) return this.open(target.href);
    return {
      status: response.status,
      html: await response.text(),
      headers: response.headers,
      answer: new URLSearchParams(
        target ? [...target.searchParams, ...new URLSearchParams(target.hash.slice(1))] : [],
      ),
      location,
    };
  }

  /** Presses a button of the page: posts the form that holds `name=value`, with its hidden flow id. */
  async press(page: Stop, fields: Record<string, string>): Promise<Stop> {
    const action = /action="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const ctx = /name="ctx" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    return this.open(this.cloud.url + action, {
      method: 'POST',
      body: new URLSearchParams({ ctx, ...fields }),
    });
  }

  async signIn(user: string, changed: Record<string, string | undefined> = {}): Promise<Stop> {
    return this.press(await this.authorize(changed), { user });
  }

  /** Redeems a code, or any other grant of the browser client. */
  async token(form: Record<string, string>, tenant = CONTOSO_TENANT_ID): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.cloud.url}/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: SPA_CLIENT_ID, client_info: '1', ...form }),
    });
    return { status: response.status, ...((await response.json()) as object) };
  }

  async redeem(stop: Stop, changed: Record<string, string> = {}): Promise<Record<string, unknown>> {
    return this.token({
      grant_type: 'authorization_code',
      code: stop.answer.get('code') ?? '',
      redirect_uri: REDIRECT_URI,
      code_verifier: VERIFIER,
      ...changed,
    });
  }
}

function cookieOf(header: string | null): string | undefined {
  return header?.split(';')[0];
}
