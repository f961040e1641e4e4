import type { Product } from '../../support/product.js';
import type { Stop } from '../support/browser.js';
import { McpClient, type TokenAnswer } from '../support/mcp-client.js';

/** What every hostile flow plays on: the product, and an honest client with three redirect URIs. */
export interface Stage {
  readonly product: Product;
  /** A fresh browser for the honest client, which is registered once. */
  client(redirectUri?: string): McpClient;
}

/** How a flow has to end. */
export type Ending =
  | { readonly page: number }
  | { readonly error: string }
  | { readonly json: string; readonly status: number };

/** One attack: what it does, which document warns of it, and how it has to end. */
export interface HostileFlow {
  readonly title: string;
  readonly source: string;
  readonly attack: (stage: Stage) => Promise<Stop | TokenAnswer>;
  readonly ending: Ending;
}

export const HONEST = {
  client_name: 'Honest client',
  redirect_uris: ['http://localhost/callback', 'https://app.example/cb', 'https://app.example/cb?tenant=1'],
};

/** Shown to the person; nothing is sent anywhere. */
export const page = (status = 400): Ending => ({ page: status });
/** Sent to the client's own redirect URI. */
export const error = (code: string): Ending => ({ error: code });
/** JSON of RFC 6749 section 5.2. */
export const json = (code: string, status = 400): Ending => ({ json: code, status });

/** @throws where the flow ended otherwise */
export function expectEnding(result: Stop | TokenAnswer, ending: Ending, issuer: string): void {
  if ('json' in ending) {
    expect(result).toMatchObject({ status: ending.status, body: { error: ending.json } });
    expect(JSON.stringify((result as TokenAnswer).body)).not.toMatch(/evil|access_token/);
    expect(result.headers.get('content-type')).toMatch(/^application\/json/);
    expect(result.headers.get('cache-control')).toBe('no-store');
    return;
  }
  const stop = result as Stop;
  expect(stop.answer.get('code')).toBeNull();
  if ('error' in ending) {
    expect(stop.target).toMatch(/^(http:\/\/localhost:51234\/callback|https:\/\/app\.example\/cb)\?/);
    expect(Object.fromEntries(stop.answer)).toMatchObject({
      error: ending.error,
      state: 'state-1',
      iss: issuer,
    });
    return;
  }
  expect(stop.target).toBeUndefined();
  expect(stop.status).toBe(ending.page);
  expect(stop.headers.get('content-type')).toMatch(/^text\/html/);
  expect(stop.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(stop.html).not.toMatch(/evil|alert\(|<script|torii\.invalid/);
}
