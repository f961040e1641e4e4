import { type CanActivate, type ExecutionContext, Injectable, type Type } from '@nestjs/common';
import { AuthError } from '../errors/auth.error.js';
import { AuthPolicy } from '../policy/auth.policy.js';
import type { Caller } from '../claims/caller.js';
import { authorize } from './authorize.js';
import { RequestAuthenticator } from './request.authenticator.js';
import type { BearerRequest } from './credentials.js';
import { Refusals } from './refusals.js';
import { routeNeeds, type RouteNeeds } from './route-needs.js';

type GuardedRequest = BearerRequest & { caller?: Caller; raw?: { caller?: Caller } };

/**
 * Global guard: every route needs a good token with its scopes, unless it is `@Public()`. Leaves the caller on
 * `request.caller`, and on Node's request underneath, where a framework wraps it.
 *
 * @example
 * @UseGuards(BearerGuard) // where `guardEverything` is false
 */
@Injectable()
export class BearerGuard implements CanActivate {
  readonly #needs = new WeakMap<object, WeakMap<object, RouteNeeds>>();
  readonly #requests: RequestAuthenticator;
  readonly #refusals: Refusals;
  readonly #policy: AuthPolicy;

  constructor(requests: RequestAuthenticator, refusals: Refusals, policy: AuthPolicy) {
    this.#requests = requests;
    this.#refusals = refusals;
    this.#policy = policy;
  }

  /** @throws AuthError */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const needs = this.#needsOf(context.getHandler(), context.getClass());
    if (needs.public) return true;
    // Other transports carry no Authorization header that this guard could read: they stay shut.
    if (context.getType() !== 'http') throw new AuthError('no_credentials');
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const caller = this.#requests.authenticate(request, needs.scopes);
    return caller instanceof Promise
      ? caller.then((found) => this.#admit(request, found, needs))
      : this.#admit(request, caller, needs);
  }

  #admit(request: GuardedRequest, caller: Caller, needs: RouteNeeds): boolean {
    try {
      authorize(caller, needs, this.#policy.requiredScope);
    } catch (error) {
      throw this.#refusals.complete(error, request, needs.scopes);
    }
    request.caller = caller;
    if (request.raw !== undefined) request.raw.caller = caller;
    return true;
  }

  #needsOf(handler: object, controller: Type): RouteNeeds {
    let ofClass = this.#needs.get(controller);
    if (ofClass === undefined) this.#needs.set(controller, (ofClass = new WeakMap()));
    let needs = ofClass.get(handler);
    if (needs === undefined) ofClass.set(handler, (needs = routeNeeds(handler, controller)));
    return needs;
  }
}
