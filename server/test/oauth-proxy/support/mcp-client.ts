import { createHash, randomBytes } from 'node:crypto';
import type { Product } from '../../support/product.js';
import { Browser, type Stop } from './browser.js';

/** What a client may change of an ordinary flow. `undefined` leaves a parameter out. */
export type Changes = Readonly<Record<string, string | undefined>>;

export const CALLBACK = 'http://localhost:51234/callback';

/** An MCP client that does by hand, over HTTP, what client libraries do; each step can be bent by a test. */
export class McpClient {
  readonly verifier = randomBytes(32).toString('base64url');
  readonly challenge = createHash('sha256').update(this.verifier).digest('base64url');
  readonly browser: Browser;
  /** Origin that token requests go to. */
  endpoint: string;

  constructor(
    readonly product: Product,
    readonly clientId: string,
    readonly redirectUri: string = CALLBACK,
  ) {
    this.browser = new Browser([product.url, product.cloud.url]);
    this.endpoint = product.url;
  }

  /** A client that registers itself (RFC 7591). */
  static async registered(product: Product, metadata: object = {}): Promise<McpClient> {
    const body = await register(product, metadata);
    return new McpClient(product, String(body['client_id']));
  }

  authorizeUrl(changes: Changes = {}): string {
    const all = {
      response_type: 'code',
      client_id: this.clientId,
      redirect_uri: this.redirectUri,
      code_challenge: this.challenge,
      code_challenge_method: 'S256',
      state: 'state-1',
      resource: `${this.product.url}/mcp`,
      ...changes,
    };
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `${this.product.url}/authorize?${new URLSearchParams(given)}`;
  }

  /** Up to the consent page. */
  authorize(changes: Changes = {}): Promise<Stop> {
    return this.browser.open(this.authorizeUrl(changes));
  }

  /** Allow, then sign in as a demo user; ends at the client's redirect URI, or at a page that asks for more. */
  async signIn(user = 'ada', changes: Changes = {}): Promise<Stop> {
    const signInPage = await this.browser.press(await this.authorize(changes), { decision: 'allow' });
    return signInPage.target === undefined && signInPage.html.includes('name="user"')
      ? this.browser.press(signInPage, { user })
      : signInPage;
  }

  /** A request to the token endpoint. */
  async token(form: Changes, headers: Readonly<Record<string, string>> = {}): Promise<TokenAnswer> {
    const given = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const response = await fetch(`${this.endpoint}/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(given),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  }

  /** Redeems the code of a redirect. */
  redeem(
    stop: Stop,
    changes: Changes = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TokenAnswer> {
    return this.token(
      {
        grant_type: 'authorization_code',
        client_id: this.clientId,
        redirect_uri: this.redirectUri,
        code: stop.answer.get('code') ?? '',
        code_verifier: this.verifier,
        ...changes,
      },
      headers,
    );
  }

  refresh(refreshToken: unknown, changes: Changes = {}): Promise<TokenAnswer> {
    return this.token({
      grant_type: 'refresh_token',
      client_id: this.clientId,
      refresh_token: String(refreshToken),
      ...changes,
    });
  }

  /** The whole way: tokens of a demo user. */
  async tokens(user = 'ada', changes: Changes = {}): Promise<Body> {
    const { status, body } = await this.redeem(await this.signIn(user, changes));
    if (status !== 200) throw new Error(`no tokens: ${JSON.stringify(body)}`);
    return body;
  }
}

type Body = Record<string, unknown>;

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Registers a client and answers the whole registration. */
export async function register(product: Product, metadata: object = {}): Promise<Body> {
  const response = await fetch(`${product.url}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Test client',
      redirect_uris: ['http://localhost/callback'],
      token_endpoint_auth_method: 'none',
      ...metadata,
    }),
  });
  const body = (await response.json()) as Body;
  if (response.status !== 201) throw new Error(`not registered: ${JSON.stringify(body)}`);
  return body;
}
