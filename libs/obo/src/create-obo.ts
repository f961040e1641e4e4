import { setTimeout as wait } from 'node:timers/promises';
import { AllowList } from './allow-list.js';
import { AppTokens } from './app-tokens.js';
import { AuthorityDirectory } from './authority/directory.js';
import { TokenClient } from './authority/token-client.js';
import { TokenCache } from './cache/token-cache.js';
import { checkOptions } from './check-options.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { ClientCredentials } from './client-credentials.js';
import { CredentialChain } from './credentials/credential-chain.js';
import type { ExchangeTokenRequest } from './credentials/agent-identity.js';
import { clientCredential } from './credentials/credential-spec.js';
import { tokenExchangeAudience } from './credentials/federated-assertion.js';
import { OboHealth } from './obo-health.js';
import type { OboOptions } from './obo.options.js';
import { StepUps } from './step-ups.js';
import { TokenAcquirer } from './token-acquirer.js';
import { TokenExchanger } from './token-exchanger.js';

/**
 * The services of the module.
 * @example
 * const { exchanger, appTokens, health }: Obo = createObo(options);
 */
export interface Obo {
  readonly exchanger: TokenExchanger;
  readonly appTokens: AppTokens;
  readonly health: OboHealth;
  readonly credentials: ClientCredentials;
}

const DEFAULTS = {
  enabled: true,
  clientCapabilities: ['cp1'] as readonly string[],
  requestTimeoutMs: 10_000,
  credentialTimeoutMs: 10_000,
  expiryMarginSeconds: 300,
  refreshAheadSeconds: 300,
  maxCachedTokens: 10_000,
  fetch: (url: string, init: RequestInit): Promise<Response> => fetch(url, init),
  now: Date.now,
  sleep: (ms: number, signal: AbortSignal): Promise<void> => wait(ms, undefined, { signal }),
  random: Math.random,
};

/**
 * Puts the services together from options, without Nest; what `OboModule` does inside.
 * @example
 * const { exchanger } = createObo({
 *   authorityHost: 'https://login.microsoftonline.com',
 *   tenantId,
 *   clientId,
 *   credentials: [{ kind: 'certificate', path: '/etc/torii/client.pem' }],
 *   allowedResources: ['https://search.azure.com'],
 * });
 * @throws TypeError where options are wrong, naming all of them
 */
export function createObo(options: OboOptions): Obo {
  checkOptions(options);
  const all = withDefaults(options);
  const { now, enabled, clientId, tenantId } = all;
  const authorities = new AuthorityDirectory(all);
  const client = new TokenClient(all);
  const exchangeToken = exchangeTokenRequest(authorities, client);
  const credentials = all.credentials.map((spec) => clientCredential(spec, { now, exchangeToken }));
  const chain = new CredentialChain({ ...all, credentials });
  const acquirer = new TokenAcquirer({
    chain,
    authorities,
    client,
    sleep: all.sleep,
    random: all.random,
  });
  const exchanger = new TokenExchanger({
    enabled,
    clientId,
    now,
    acquirer,
    allowList: new AllowList(all),
    cache: new TokenCache(all.maxCachedTokens),
    breaker: new CircuitBreaker(all.maxCachedTokens, now),
    stepUps: new StepUps(all.maxCachedTokens, now),
    times: all,
    report: all.onExchange,
  });
  const appTokens = new AppTokens({ acquirer, tenantId, now, expiryMarginSeconds: all.expiryMarginSeconds });
  const health = new OboHealth(chain, enabled);
  return { exchanger, appTokens, health, credentials: new ClientCredentials(chain) };
}

/** The first leg of an agent identity: the blueprint asks in its own tenant, where its agents live. */
function exchangeTokenRequest(authorities: AuthorityDirectory, client: TokenClient): ExchangeTokenRequest {
  return async (authentication, fmiPath, { tenantId, authorityHost, signal }) =>
    client.acquire({
      grant: { kind: 'client-credentials', fmiPath },
      authority: await authorities.find(tenantId, signal),
      authentication,
      scopes: [`${tokenExchangeAudience(authorityHost)}/.default`],
      correlationId: crypto.randomUUID(),
      signal,
    });
}

/** Defaults for what is absent; an option that is there but `undefined` counts as absent. */
function withDefaults(options: OboOptions): OboOptions & typeof DEFAULTS {
  const all = { ...DEFAULTS, ...options };
  for (const name of Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]) {
    if (options[name] === undefined) Object.assign(all, { [name]: DEFAULTS[name] });
  }
  return all;
}
