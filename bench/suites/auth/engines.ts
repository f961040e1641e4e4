import { jwtVerify } from 'jose';
import jwksRsa from 'jwks-rsa';
import passportAzureAd from 'passport-azure-ad';
import passportJwt from 'passport-jwt';
import {
  AuthPolicy,
  Challenges,
  KeyManager,
  Refusals,
  RequestAuthenticator,
  TokenValidator,
} from './library.ts';
import { API, TENANT, type BenchAuthority } from './authority.ts';

/** Verifies one token; resolves when it was accepted. */
export type Engine = (token: string) => unknown;

/** Our validator with its keys at hand. `cached` is the memory of verified tokens. */
export async function ours(authority: BenchAuthority, cached: boolean) {
  const policy = new AuthPolicy({
    tenantId: TENANT,
    clientId: API,
    authorityHost: authority.host,
    acceptV1Tokens: false,
    resourceMetadataUrl: 'https://torii.example/.well-known/oauth-protected-resource',
    cache: { maxEntries: cached ? 10_000 : 0 },
  });
  const keys = new KeyManager(policy);
  keys.onModuleInit();
  while (!keys.ready().ready) await new Promise((resolve) => setTimeout(resolve, 5));
  const validator = new TokenValidator(policy, keys);
  return {
    validator,
    gate: new RequestAuthenticator(validator, new Refusals(policy, new Challenges(policy)), policy),
    close: () => keys.onModuleDestroy(),
  };
}

/** `jwtVerify` with the key in memory: the floor of a validator in JavaScript. */
export function plainJose(authority: BenchAuthority): Engine {
  const options = { issuer: authority.issuer, audience: API, algorithms: ['RS256'] };
  return (token) => jwtVerify(token, authority.publicKey, options);
}

/** The usual NestJS recipe. */
export function passportJwtWithJwksRsa(authority: BenchAuthority): Engine {
  const strategy = new passportJwt.Strategy(
    {
      jwtFromRequest: passportJwt.ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: jwksRsa.passportJwtSecret({
        cache: true,
        rateLimit: true,
        jwksUri: `${authority.host}/${TENANT}/discovery/v2.0/keys`,
      }),
      issuer: authority.issuer,
      audience: API,
      algorithms: ['RS256'],
    },
    (claims, done) => done(null, claims),
  );
  return runner(strategy);
}

/** The package named by Microsoft's older samples. It insists on https, so the metadata is handed to it. */
export async function passportAzureAdBearer(authority: BenchAuthority): Promise<Engine> {
  const { default: module } = await import('passport-azure-ad/lib/metadata.js');
  const metadata = new module.Metadata(authority.metadataUrl, 'oidc', { loggingNoPII: true });
  metadata.oidc = { issuer: authority.issuer, algorithms: ['RS256'], keys: [authority.jwk] };
  const strategy = new passportAzureAd.BearerStrategy(
    {
      identityMetadata: authority.metadataUrl.replace('http:', 'https:'),
      clientID: API,
      audience: [API],
      clockSkew: 60,
      loggingLevel: 'fatal',
      loggingNoPII: true,
    },
    (claims, done) => done(null, claims),
  );
  strategy.loadMetadata = (_parameters, next) => next(null, metadata);
  return runner(strategy);
}

/** Runs a Passport strategy on a request, as Passport does. */
function runner(strategy: { authenticate(request: object): void }): Engine {
  return (token) =>
    new Promise<void>((resolve, reject) => {
      const refuse = (reason: unknown): void => reject(new Error(`refused: ${String(reason)}`));
      const attempt = Object.assign(Object.create(strategy) as typeof strategy, {
        success: () => resolve(),
        fail: refuse,
        error: refuse,
      });
      attempt.authenticate({ headers: { authorization: `Bearer ${token}` }, query: {}, body: {} });
    });
}
