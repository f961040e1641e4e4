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
export { AuthError } from './answers/auth.error.js';
export type { AuthErrorExtras } from './answers/auth.error.js';
export { AuthErrorFilter } from './answers/auth-error.filter.js';
export { AUTH_ERROR_CODES, AUTH_FAILURES } from './answers/failures.js';
export type { AuthErrorCode, AuthFailure } from './answers/failures.js';
export { authContextClaims, challengeFor, encodeClaims } from './answers/challenge.js';
export type { BearerChallenge } from './answers/challenge.js';
export { Challenges } from './answers/challenges.js';
export { KeyManager } from './keys/key.manager.js';
export type { Readiness } from './keys/key.manager.js';
export type { Caller } from './token/caller.js';
export { TokenValidator } from './token/token.validator.js';
export { BearerGate } from './gate/bearer.gate.js';
export { BearerGuard } from './gate/bearer.guard.js';
export type { BearerRequest } from './gate/credentials.js';
export { RefusalLog } from './gate/refusal-log.js';
export { EntraBearerStrategy } from './gate/entra-bearer.strategy.js';
export { hasGroupOverage } from './gate/authorize.js';
export {
  CurrentUser,
  Public,
  RequireAnyOf,
  RequireAuthContext,
  RequireGroups,
  RequireRoles,
  RequireScopes,
  RequireUser,
} from './gate/route-needs.js';
