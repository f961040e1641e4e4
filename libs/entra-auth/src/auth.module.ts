import { Module } from '@nestjs/common';
import { Challenges } from './challenges/challenges.js';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './auth.module-definition.js';
import { RequestAuthenticator } from './gate/request.authenticator.js';
import { BearerGuard } from './gate/bearer.guard.js';
import { EntraBearerStrategy } from './gate/entra-bearer.strategy.js';
import { Refusals } from './gate/refusals.js';
import { KeyManager } from './keys/key.manager.js';
import type { AuthModuleOptions } from './policy/auth.options.js';
import { AuthPolicy } from './policy/auth.policy.js';
import { TokenAuthenticator } from './gate/token.authenticator.js';
import { TokenValidator } from './gate/token.validator.js';

/**
 * The token gate: validates Entra access tokens on every route and answers refused callers by the standards.
 *
 * @example
 * AuthModule.forRoot({ tenantId, clientId, resourceMetadataUrl: `${publicUrl}/.well-known/oauth-protected-resource` });
 */
@Module({
  providers: [
    {
      provide: AuthPolicy,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (options: AuthModuleOptions) => new AuthPolicy(options),
    },
    KeyManager,
    TokenValidator,
    {
      provide: TokenAuthenticator,
      inject: [AuthPolicy, TokenValidator],
      useFactory: chooseAuthenticator,
    },
    Challenges,
    Refusals,
    RequestAuthenticator,
    BearerGuard,
    EntraBearerStrategy,
  ],
  exports: [
    AuthPolicy,
    KeyManager,
    TokenValidator,
    Challenges,
    Refusals,
    RequestAuthenticator,
    BearerGuard,
    EntraBearerStrategy,
  ],
})
export class AuthModule extends ConfigurableModuleClass {}

/** The deprecated engine is loaded only where it was asked for, so nobody else carries its dependencies. */
async function chooseAuthenticator(
  policy: AuthPolicy,
  validator: TokenValidator,
): Promise<TokenAuthenticator> {
  if (policy.strategy === 'jose') return validator;
  const { PassportAzureAdAuthenticator } = await import('./adapters/passport-azure-ad.authenticator.js');
  return PassportAzureAdAuthenticator.load(policy);
}
