import { LRUCache } from 'lru-cache';
import { EntraError } from './authority/entra-error.js';
import { jwtPayload, numberClaim } from './authority/jwt-payload.js';
import { userKey } from './cache/cache-key.js';
import { OboError } from './errors/obo.error.js';
import type { UserAssertion } from './exchange.types.js';

/** How long a step-up may take, in milliseconds; after it the next one is asked for again. */
const PENDING_MS = 10 * 60_000;
/** Entra dates `iat` this many seconds before the time of issue. */
const BACKDATED_SECONDS = 300;

interface Asked {
  readonly assertion: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Remembers the step-ups that a blocking policy asked for (AADSTS53003 with `claims`): where the person did step up
 * and the policy says the same again, access is blocked, and nobody is sent round in circles.
 */
export class StepUps {
  readonly #asked: LRUCache<string, Asked>;
  readonly #now: () => number;

  constructor(maxUsers: number, now: () => number) {
    this.#asked = new LRUCache({ max: maxUsers });
    this.#now = now;
  }

  /** Returns the error that the caller gets: `access_blocked` in place of a step-up that was made and changed nothing. */
  settle(error: unknown, user: UserAssertion, resource: string): unknown {
    const refusal = error instanceof OboError ? error.cause : undefined;
    if (!(error instanceof OboError) || !(refusal instanceof EntraError) || !refusal.blocking) return error;
    const key = `${userKey(user)}\n${resource}`;
    const asked = this.#asked.get(key);
    if (asked !== undefined && this.#isAnswer(asked, user.token)) {
      const { entraCode, correlationId } = error;
      return new OboError('access_blocked', { entraCode, correlationId, resource, cause: refusal });
    }
    this.#asked.set(key, { assertion: user.token, at: this.#now() });
    return error;
  }

  /** True for another token that may have been issued after the step-up was asked for. */
  #isAnswer({ assertion, at }: Asked, token: string): boolean {
    const issuedAt = numberClaim(jwtPayload(token), 'iat');
    if (issuedAt === undefined || token === assertion || this.#now() - at > PENDING_MS) return false;
    return (issuedAt + BACKDATED_SECONDS) * 1000 >= at;
  }
}
