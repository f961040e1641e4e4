/**
 * Entra bearer tokens for NestJS: validation, key management, guards and the answers to refused callers.
 * @module
 */
export { AuthModule } from './auth.module.js';
export type { AuthModuleExtras } from './auth.module-definition.js';
export { AuthOptionsError } from './policy/auth.options.js';
export type { AuthModuleOptions, BearerStrategyName } from './policy/auth.options.js';
export { AuthPolicy } from './policy/auth.policy.js';
export { SYSTEM_CLOCK } from './policy/clock.js';
export type { Clock } from './policy/clock.js';
export { AuthError } from './errors/auth.error.js';
export type { AuthErrorExtras } from './errors/auth.error.js';
export { AuthErrorFilter } from './errors/auth-error.filter.js';
export { AUTH_ERROR_CODES, AUTH_FAILURES } from './errors/failures.js';
export type { AuthErrorCode, AuthFailure } from './errors/failures.js';
export { authContextClaims, challengeFor, encodeClaims } from './challenges/bearer-challenge.js';
export type { BearerChallenge } from './challenges/bearer-challenge.js';
export { Challenges } from './challenges/challenges.js';
export { KeyManager } from './keys/key.manager.js';
export type { Readiness } from './keys/key.manager.js';
export type { Agent } from './claims/agent.js';
export type { Caller, CheckResult } from './claims/caller.js';
export { TokenValidator } from './gate/token.validator.js';
export { RequestAuthenticator } from './gate/request.authenticator.js';
export { BearerGuard } from './gate/bearer.guard.js';
export type { BearerRequest } from './gate/credentials.js';
export { Refusals } from './gate/refusals.js';
export { EntraBearerStrategy } from './gate/entra-bearer.strategy.js';
export { hasGroupOverage } from './gate/authorize.js';
export {
  AllowAgents,
  CurrentUser,
  Public,
  RequireAnyOf,
  RequireAuthContext,
  RequireGroups,
  RequireRoles,
  RequireScopes,
  RequireUser,
} from './gate/route-needs.js';
