/** Which path belongs to which service a fault can meet. */
import { type FaultyService } from './settings.js';

/** Service and pattern of its paths. */
export const FAULTY_PATHS: readonly (readonly [FaultyService, RegExp])[] = [
  ['metadata', /\/\.well-known\/openid-configuration$/],
  ['jwks', /\/discovery\/(v2\.0\/)?keys$/],
  ['authorize', /\/oauth2\/(v2\.0\/)?authorize$/],
  ['graph', /^\/v1\.0\//],
  ['search', /^\/search\//],
  ['learn', /^\/learn\//],
  ['managedIdentity', /^\/(msi\/token|metadata\/identity\/)/],
];
