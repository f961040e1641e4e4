import type { AllowListOptions } from './allow-list.js';
import type { ClientCredential } from './credentials/client-credential.js';
import type { CredentialSpec } from './credentials/credential-spec.js';
import type { ExchangeEvent } from './exchange-event.js';
import type { Fetch } from './authority/http.js';

/**
 * Options of `OboModule`.
 * @example
 * const options: OboOptions = {
 *   authorityHost: 'https://login.microsoftonline.com',
 *   tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47',
 *   clientId: 'a0b1c2d3-0000-4000-8000-000000000001',
 *   credentials: [{ kind: 'managed-identity' }],
 *   allowedResources: ['https://search.azure.com'],
 *   allowedScopes: ['https://graph.microsoft.com/User.Read'],
 * };
 */
export interface OboOptions extends AllowListOptions {
  /** `false` refuses every exchange with `obo_disabled`. Default `true`. */
  readonly enabled?: boolean;
  /** Origin of the authority, for example `https://login.microsoftonline.com`; `http` for loopback hosts only. */
  readonly authorityHost: string;
  /** Tenant (GUID) of the confidential client's registration. */
  readonly tenantId: string;
  /** Application id (GUID) of the confidential client. */
  readonly clientId: string;
  /** Credentials in the order to try; the first that loads is used. */
  readonly credentials: readonly (CredentialSpec | ClientCredential)[];
  /** Capabilities declared to the authority. Default `['cp1']`: claims challenges are understood. */
  readonly clientCapabilities?: readonly string[];
  /** Longest time one request to the authority may take, in milliseconds. Default 10,000. */
  readonly requestTimeoutMs?: number;
  /** Longest time one credential may take to load, in milliseconds. Default 10,000. */
  readonly credentialTimeoutMs?: number;
  /** A token is not served in the last seconds of its life. Default 300. */
  readonly expiryMarginSeconds?: number;
  /** A hit in the seconds before the margin starts a refresh in the background. Default 300. */
  readonly refreshAheadSeconds?: number;
  /** Most tokens kept in memory; the least recently used goes first. Default 10,000. */
  readonly maxCachedTokens?: number;
  /** Called once per exchange, also of a cached token and of a refusal; for an audit. Must not throw. */
  readonly onExchange?: (event: ExchangeEvent) => void;
  /** Default the global `fetch`. */
  readonly fetch?: Fetch;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
  /** Waits between retries; rejects with the signal's reason when it aborts. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for jitter. Default `Math.random`. */
  readonly random?: () => number;
}
