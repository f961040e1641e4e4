/** What a drill may change. The same members are accepted by `LocalCloud.drill()` and by `POST /_drill`. */
import type { DemoUser } from '../demo.js';
import type { ModelDrill } from '../openai/drill.js';

/** Ways in which an answer goes wrong. */
export const FAULTS = [
  'status',
  'html',
  'garbage',
  'empty',
  'hang',
  'reset',
  'redirect',
  'huge',
  'slow',
] as const;
export type FaultKind = (typeof FAULTS)[number];

/** A fault of one service. */
export interface Fault {
  readonly fault: FaultKind;
  /** HTTP status of `status` (default 503), `html` (503), `garbage` (200), `empty` (200), `huge` (200). */
  readonly status?: number;
  /** `Retry-After`, seconds. */
  readonly retryAfter?: number;
  /** Target of `redirect`. */
  readonly location?: string;
  /** Delay of `slow`, milliseconds; the true answer follows. Default 1000. */
  readonly delayMs?: number;
  /** How many requests it meets; absent = all. */
  readonly count?: number;
}

/** A scripted answer of the token endpoint; the first rule that matches answers. */
export interface TokenRule extends Partial<Fault> {
  /** Answers as Entra would with this AADSTS number. */
  readonly aadsts?: number;
  readonly suberror?: string;
  /** Claims request as JSON text, for Conditional Access answers; a plausible one by default. */
  readonly claims?: string;
  /** Only for this person, client id, resource URI, grant type. */
  readonly user?: DemoUser['key'];
  readonly client?: string;
  readonly resource?: string;
  readonly grant?: string;
}

/** A fault of the model stand-in, acted on by the OpenAI handler. */
export interface ModelFault extends ModelDrill {
  /** How many requests it meets; absent = all. */
  readonly count?: number;
}

/** A Conditional Access policy on top of Carla's. */
export interface PolicyDrill {
  readonly user: DemoUser['key'];
  readonly resource: string;
  readonly control: 'mfa' | 'block';
}

/** Services whose answers a fault can replace. */
export const FAULTY_SERVICES = [
  'metadata',
  'jwks',
  'authorize',
  'graph',
  'search',
  'learn',
  'managedIdentity',
] as const;
export type FaultyService = (typeof FAULTY_SERVICES)[number];

/** Changes to the key set that leave it well-formed. */
export interface KeySetDrill {
  /** `issuer` that every key names; `null` leaves the member out. */
  readonly issuer?: string | null;
  /** That many more keys, which sign nothing. */
  readonly padding?: number;
}

/** What `users/delta` may do by its documentation and yet surprises. */
export interface DeltaDrill {
  /** People on one page; default 100. */
  readonly pageSize?: number;
  /** Every round begins with an empty page. */
  readonly emptyPages?: boolean;
  /** Every person comes twice. */
  readonly replay?: boolean;
  /** Selected properties that are left out. */
  readonly omit?: readonly string[];
  /** Links are refused as expired (400) or with a new start (410), as often as `count` says. */
  readonly refuse?: 'expired' | 'reset';
  /** Changes show only when asked that many times more. */
  readonly lag?: number;
  /** How many refusals; absent = all. */
  readonly count?: number;
}

/** One change; `null` takes a setting back. */
export interface DrillSettings extends Partial<Record<FaultyService, Fault | null>> {
  readonly model?: ModelFault | null;
  /** Replaces all token rules; the empty list clears them. */
  readonly token?: readonly TokenRule[];
  /** Token version of the API's manifest. */
  readonly tokenVersion?: '1.0' | '2.0' | null;
  /** Members of the metadata document to replace, such as `issuer` or `jwks_uri`. */
  readonly metadataMembers?: Readonly<Record<string, string>> | null;
  /** Discovery announces client id metadata documents, as the preview of Entra does. */
  readonly clientIdMetadataDocuments?: boolean | null;
  readonly keySet?: KeySetDrill | null;
  /** Publishes a new signing key; takes old ones back. */
  readonly keys?: { readonly rollover?: boolean; readonly removeOld?: boolean };
  /** Revokes sessions, refresh tokens and continuous-access tokens of these people. */
  readonly revoke?: readonly DemoUser['key'][];
  /** Disables these accounts; `enable` takes it back. */
  readonly disable?: readonly DemoUser['key'][];
  /** Deletes these accounts (restorable); `enable` takes it back. */
  readonly remove?: readonly DemoUser['key'][];
  readonly enable?: readonly DemoUser['key'][];
  /** Objects that Graph makes are missed by that many requests that name them (eventual consistency). */
  readonly graphLag?: number;
  /** How Graph's `users/delta` misbehaves. */
  readonly delta?: DeltaDrill | null;
  /** Ends every refresh token: as expired, or as revoked. */
  readonly refreshTokens?: 'expire' | 'revoke';
  /** Forgets consents: everyone's back to the start, or these people's altogether. */
  readonly consent?: { readonly reset: 'all' | readonly DemoUser['key'][] };
  readonly policies?: readonly PolicyDrill[];
  /** Certificates (PEM) registered for the API, replacing earlier ones. */
  readonly certificates?: readonly string[];
  /** Identifier URIs of more downstream APIs that on-behalf-of may be asked for. */
  readonly resources?: readonly string[];
}
