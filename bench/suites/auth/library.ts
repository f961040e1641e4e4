/**
 * The built library. `#libs/*` belongs to the root package, and these files to the package of the peers, so the
 * build is named by its place; its types are those of the source.
 */
import type * as EntraAuth from '#libs/entra-auth';

const place = new URL('../../../dist/node/libs/entra-auth/src/index.js', import.meta.url);

export const { AuthPolicy, Challenges, KeyManager, Refusals, RequestAuthenticator, TokenValidator } =
  (await import(place.href)) as typeof EntraAuth;
