import { setTimeout as wait } from 'node:timers/promises';
import { AllowList } from './allow-list.js';
import { AppTokens } from './app-tokens.js';
import { AuthorityDirectory } from './authority.js';
import { checkOptions } from './check-options.js';
import { CredentialChain } from './credential-chain.js';
import { clientCredential } from './credentials/credential-spec.js';
import { Minter } from './minter.js';
import type { OboOptions } from './obo.options.js';
import { OboHealth } from './readiness.js';
import { SealedCache } from './sealed-cache.js';
import { TokenCache } from './token-cache.js';
import { TokenClient } from './token-client.js';
import { TokenExchanger } from './token-exchanger.js';
import { UserBreaker } from './user-breaker.js';

/** The services of the module. */
export interface Obo {
  readonly exchanger: TokenExchanger;
  readonly appTokens: AppTokens;
  readonly health: OboHealth;
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
 * @throws TypeError where options are wrong, naming all of them
 */
export function createObo(options: OboOptions): Obo {
  checkOptions(options);
  const all = withDefaults(options);
  const { now, enabled, clientId, tenantId, sharedCache } = all;
  const credentials = all.credentials.map((spec) => clientCredential(spec, now));
  const chain = new CredentialChain({ ...all, credentials });
  const minter = new Minter({
    chain,
    authorities: new AuthorityDirectory(all),
    client: new TokenClient(all),
    sleep: all.sleep,
    random: all.random,
  });
  const exchanger = new TokenExchanger({
    enabled,
    clientId,
    now,
    minter,
    allowList: new AllowList(all),
    cache: new TokenCache(all.maxCachedTokens),
    breaker: new UserBreaker(all.maxCachedTokens, now),
    times: all,
    ...(sharedCache === undefined ? {} : { shared: new SealedCache(sharedCache) }),
  });
  const appTokens = new AppTokens({ minter, tenantId, now, expiryMarginSeconds: all.expiryMarginSeconds });
  return { exchanger, appTokens, health: new OboHealth(chain, enabled) };
}

/** Defaults for what is absent; an option that is there but `undefined` counts as absent. */
function withDefaults(options: OboOptions): OboOptions & typeof DEFAULTS {
  const all = { ...DEFAULTS, ...options };
  for (const name of Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]) {
    if (options[name] === undefined) Object.assign(all, { [name]: DEFAULTS[name] });
  }
  return all;
}
