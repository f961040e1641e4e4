/** Mints tokens directly: what a sign-in would have given, without the sign-in. */
import {
  AGENT_APP_ID,
  AGENT_USER,
  API_APP_ID,
  CONTOSO_TENANT_ID,
  DAEMON_APP_ID,
  type DemoUser,
  SPA_CLIENT_ID,
} from '../demo.js';
import type { Entra } from './entra.js';
import { servicePrincipalId } from './grants/client-credentials.js';
import type { SigningKey } from './keys.js';
import type { Registration } from './registration.js';
import { accessTokenClaims, signToken } from './tokens.js';

/** What the token should say; without options: Ada's token for the API, as the browser client gets it. */
export interface IssueTokenOptions {
  readonly user?: DemoUser['key'];
  /** App-only token of the daemon, with roles instead of scopes. */
  readonly app?: boolean;
  /** Entra Agent ID: a person through an agent, an agent alone (app-only), or an agent's own user account. */
  readonly agent?: 'person' | 'alone' | 'user';
  /** `scp` of a token for an app: absent, empty or `/`. */
  readonly appScope?: '' | '/';
  /** Resource URI or app id; any other text becomes `aud` as it is. Default: the API. */
  readonly audience?: string;
  readonly version?: '1.0' | '2.0';
  /** Default: everything the person granted to the client. */
  readonly scopes?: readonly string[];
  readonly roles?: readonly string[];
  /** Default 3600; a negative one gives a token that expired that long ago. */
  readonly lifetimeSeconds?: number;
  /** Merged over the claims; a value of `undefined` (in JSON: `null` in `without`) deletes one. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Merged over the header; `undefined` deletes. */
  readonly header?: Readonly<Record<string, unknown>>;
  readonly clientAppId?: string;
  /** Signed with MFA: `amr` `pwd`, `mfa`. */
  readonly mfa?: boolean;
  /** Satisfied authentication contexts. */
  readonly acrs?: readonly string[];
  /** Declared client capabilities (`xms_cc`). */
  readonly capabilities?: readonly string[];
  readonly tenantId?: string;
  /** A published key's `kid`, `previous`, `unpublished` (in no key set) or `forged` (names the current key, is not signed by it). */
  readonly key?: string;
}

/** The token, signed. Members of `claims` and `header` that are `undefined` do not appear in it. */
export function issueToken(entra: Entra, options: IssueTokenOptions = {}): string {
  const { key, kid } = pickKey(entra, options.key);
  const claims = { ...bare(entra, options), ...options.claims };
  return signToken(claims, key, { ...(kid ? { kid } : {}), ...options.header });
}

function pickKey(entra: Entra, name: string | undefined): { key: SigningKey; kid?: string } {
  const { keys } = entra;
  if (name === undefined) return { key: keys.current };
  if (name === 'previous') return { key: keys.all.at(-2) ?? keys.current };
  if (name === 'unpublished') return { key: keys.unpublished };
  if (name === 'forged') return { key: keys.unpublished, kid: keys.current.kid };
  const key = keys.find(name);
  if (!key) throw new Error(`No published key has the kid '${name}'; use previous, unpublished or forged`);
  return { key };
}

function bare(entra: Entra, options: IssueTokenOptions): Record<string, unknown> {
  const audience = options.audience ?? `api://${API_APP_ID}`;
  const known = entra.directory.resource(audience);
  const resource = known ?? entra.directory.resource(API_APP_ID);
  if (!resource) throw new Error('the API is not registered');
  const app = options.app === true || options.agent === 'alone';
  const clientAppId = options.clientAppId ?? defaultClient(options);
  const authentication = app ? undefined : authenticationOf(entra, options);
  const agentIdentity = entra.directory.registered(clientAppId)?.blueprint !== undefined;
  const claims = accessTokenClaims(entra, {
    tenantId: options.tenantId ?? CONTOSO_TENANT_ID,
    clientAppId,
    clientAuthMethod: agentIdentity ? '2' : app ? '1' : '0',
    resource,
    identifier: audience,
    version: options.version,
    authentication,
    scopes:
      options.scopes ??
      (authentication ? scopesOf(entra, authentication.user, clientAppId, resource, options) : []),
    roles: options.roles ?? (app ? ['Tasks.Run.All'] : []),
    capabilities: options.capabilities,
    appScope: options.appScope,
    principalId: agentIdentity ? clientAppId : servicePrincipalId(clientAppId),
    lifetimeSeconds: options.lifetimeSeconds ?? 3600,
  });
  return known ? claims : { ...claims, aud: audience };
}

function defaultClient({ agent, app }: IssueTokenOptions): string {
  if (agent) return AGENT_APP_ID;
  return app ? DAEMON_APP_ID : SPA_CLIENT_ID;
}

function authenticationOf(entra: Entra, options: IssueTokenOptions) {
  if (options.agent === 'user') return { user: AGENT_USER, amr: [], acrs: [], generation: 0 };
  const user = entra.directory.user({ key: options.user ?? 'ada' });
  if (!user) throw new Error(`No demo user is called '${options.user}'`);
  const amr = options.mfa || options.acrs ? ['pwd', 'mfa'] : ['pwd'];
  return { user, amr, acrs: options.acrs ?? [], generation: entra.accounts.generation(user) };
}

function scopesOf(
  entra: Entra,
  user: DemoUser,
  clientAppId: string,
  resource: Registration,
  { agent }: IssueTokenOptions,
): readonly string[] {
  if (agent) return resource.scopes.slice(0, 1);
  const client = entra.directory.registrations.find((app) => app.appId === clientAppId);
  return client ? entra.accounts.scopesFor(user, client, resource) : [];
}
