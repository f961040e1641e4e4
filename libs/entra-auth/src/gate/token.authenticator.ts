import type { Caller } from '../claims/caller.js';

/** Turns a bearer token into a caller. Two implementations exist: `TokenValidator` and the passport-azure-ad adapter. */
export abstract class TokenAuthenticator {
  /**
   * Answers at once where it can, else with a promise.
   * @throws AuthError
   */
  abstract authenticate(token: string): Caller | Promise<Caller>;
}
