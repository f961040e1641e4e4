import { createHash, randomBytes } from 'node:crypto';
import { API_APP_ID, CONTOSO_TENANT_ID, type LocalCloud, SPA_CLIENT_ID } from '#local-cloud';

const REDIRECT_URI = 'http://localhost:3000/redirect.html';

/** Where the flow stopped: on a page, or at the redirect URI. */
interface Stop {
  readonly html: string;
  readonly location: string;
}

/** Signs a demo user in as the browser client does (code + PKCE), pressing the buttons of the pages it meets. */
export class SignIn {
  #cookie = '';

  constructor(
    readonly cloud: LocalCloud,
    readonly user: 'ada' | 'ben' | 'carla',
  ) {}

  /** A new access token for the API; `changed` are further parameters of the authorization request. */
  async token(changed: Readonly<Record<string, string>> = {}): Promise<string> {
    const verifier = randomBytes(32).toString('base64url');
    const parameters = new URLSearchParams({
      client_id: SPA_CLIENT_ID,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      response_mode: 'query',
      scope: `openid profile offline_access api://${API_APP_ID}/access_as_user`,
      state: 'state',
      nonce: 'nonce',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...changed,
    });
    let stop = await this.#open(`${this.#endpoint('authorize')}?${parameters.toString()}`);
    for (const [name, value] of [
      ['user', this.user],
      ['answer', 'accept'],
      ['answer', 'approve'],
    ] as const) {
      if (new RegExp(`name="${name}"[^>]*value="${value}"`).test(stop.html))
        stop = await this.#press(stop.html, { [name]: value });
    }
    return this.#redeem(stop.location, verifier, changed['claims']);
  }

  #endpoint(name: string): string {
    return `${this.cloud.url}/${CONTOSO_TENANT_ID}/oauth2/v2.0/${name}`;
  }

  async #open(url: string, init: RequestInit = {}): Promise<Stop> {
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie: this.#cookie } });
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie;
    const location = response.headers.get('location');
    if (location === null) return { html: await response.text(), location: '' };
    const target = new URL(location, url);
    return target.origin === this.cloud.url ? this.#open(target.href) : { html: '', location: target.href };
  }

  #press(html: string, fields: Readonly<Record<string, string>>): Promise<Stop> {
    const action = /action="([^"]+)"/.exec(html)?.[1] ?? '';
    const ctx = /name="ctx" value="([^"]+)"/.exec(html)?.[1] ?? '';
    return this.#open(this.cloud.url + action, {
      method: 'POST',
      body: new URLSearchParams({ ctx, ...fields }),
    });
  }

  async #redeem(location: string, verifier: string, claims?: string): Promise<string> {
    const response = await fetch(this.#endpoint('token'), {
      method: 'POST',
      body: new URLSearchParams({
        client_id: SPA_CLIENT_ID,
        grant_type: 'authorization_code',
        code: new URL(location).searchParams.get('code') ?? '',
        redirect_uri: REDIRECT_URI,
        code_verifier: verifier,
        ...(claims === undefined ? {} : { claims }),
      }),
    });
    const { access_token: token } = (await response.json()) as { access_token?: string };
    if (token === undefined) throw new Error(`${this.user} could not sign in`);
    return token;
  }
}
