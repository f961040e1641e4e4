import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AuthPolicy } from '../policy/auth.policy.js';
import type { Authority, TokenVersion } from '../policy/authority.js';
import { AuthorityKeys } from './authority.keys.js';
import type { TrustedKey } from './key-set.js';

/** Answer of {@link KeyManager.ready}. */
export interface Readiness {
  readonly ready: boolean;
  /** What is missing, where something is. */
  readonly reason?: string;
}

/**
 * The signing keys of the pinned authority: one {@link AuthorityKeys} per allowed tenant and token version, those
 * of the home tenant loaded from start in the background. Start-up never waits for the authority.
 *
 * @example
 * const { ready, reason } = app.get(KeyManager).ready(); // for a readiness probe
 */
@Injectable()
export class KeyManager implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('KeyManager');
  readonly #authorities = new Map<string, AuthorityKeys>();
  /** Last failure that was logged, by authority: an outage is logged once, not every two seconds. */
  readonly #logged = new Map<string, string>();
  #editions = 0;
  readonly #policy: AuthPolicy;

  constructor(policy: AuthPolicy) {
    this.#policy = policy;
  }

  /** Counts up whenever any key comes, goes or changes. */
  get edition(): number {
    return this.#editions;
  }

  onModuleInit(): void {
    if (this.#policy.strategy !== 'jose') return;
    for (const version of this.#versions) void this.#home(version).refresh();
  }

  onModuleDestroy(): void {
    for (const keys of this.#authorities.values()) keys.close();
  }

  /**
   * The key of an allowed tenant; synchronous while it is at hand.
   * @throws AuthError `kid_unknown`, `key_issuer_mismatch`, `keys_unavailable` (also as a rejection)
   */
  find(authority: Authority, kid: string): TrustedKey | Promise<TrustedKey> {
    return this.#keysOf(authority).find(kid);
  }

  /** Ready once the keys of the home tenant are at hand, for every token version that is accepted. */
  ready(): Readiness {
    if (this.#policy.strategy !== 'jose') return { ready: true };
    const missing = this.#versions.filter((version) => this.#home(version).usable === undefined);
    if (missing.length === 0) return { ready: true };
    const reason = `signing keys for token version ${missing.join(' and ')} are not available from the authority`;
    return { ready: false, reason };
  }

  /** Seconds since the keys of the home tenant were loaded, of the oldest; `undefined` before the first load. For a metric. */
  get ageSeconds(): number | undefined {
    if (this.#policy.strategy !== 'jose') return undefined;
    const ages = this.#versions.map((version) => this.#home(version).age ?? 0);
    const oldest = Math.max(...ages);
    return oldest === 0 ? undefined : oldest / 1000;
  }

  get #versions(): readonly TokenVersion[] {
    return this.#policy.acceptV1Tokens ? ['2.0', '1.0'] : ['2.0'];
  }

  #home(version: TokenVersion): AuthorityKeys {
    return this.#keysOf({ tenantId: this.#policy.tenantId, version });
  }

  #keysOf(authority: Authority): AuthorityKeys {
    const id = `${authority.version} ${authority.tenantId}`;
    const known = this.#authorities.get(id);
    if (known !== undefined) return known;
    const keys = new AuthorityKeys(authority, this.#policy, {
      loaded: (changed) => {
        if (changed) this.#editions += 1;
        if (this.#logged.delete(id))
          this.#logger.log(
            `keys of tenant ${authority.tenantId}, version ${authority.version}: available again`,
          );
      },
      failed: ({ tenantId, version }, reason, usable) => {
        if (this.#logged.get(id) === reason) return;
        this.#logged.set(id, reason);
        const state = usable ? 'keeping the last known good keys' : 'no keys: answering 503';
        this.#logger.warn(`keys of tenant ${tenantId}, version ${version}: ${reason}; ${state}`);
      },
    });
    this.#authorities.set(id, keys);
    return keys;
  }
}
