/** Who calls Graph, and with which permissions. */
import type { DemoUser } from '../demo.js';
import { revocationChallenge } from '../entra/continuous-access.js';
import type { Entra } from '../entra/entra.js';
import { judgeToken, type TokenFault } from '../entra/verify-token.js';
import { denied, GraphError } from './graph-error.js';

/** A caller with a good token: an app, or an app for a person. */
export interface GraphCaller {
  readonly user: DemoUser | undefined;
  /** Delegated scopes or application roles. */
  readonly permissions: readonly string[];
}

/** One request of a caller with a good token. `path` is what follows `/v1.0`. */
export interface GraphRequest {
  readonly caller: GraphCaller;
  readonly request: Request;
  readonly url: URL;
  readonly path: string;
}

/** Answers, throws a `GraphError`, or returns `undefined` where the path is not its own. */
export type GraphRoute = (asked: GraphRequest) => Promise<Response | undefined> | Response | undefined;

const SENTENCES: Readonly<Record<TokenFault, string>> = {
  missing: 'Access token is empty.',
  malformed: 'CompactToken parsing failed with error code: 80049217',
  signature: 'CompactToken validation failed with reason code: 80049228.',
  expired: 'Lifetime validation failed, the token is expired.',
  audience: 'Access token validation failure. Invalid audience.',
  issuer: 'Access token validation failure. Invalid issuer.',
};

/** Reads the bearer token; throws 401 for a bad one and for one whose sign-in was revoked. */
export async function readCaller(entra: Entra, request: Request): Promise<GraphCaller> {
  const verdict = await judgeToken(entra, request, [entra.url, 'https://graph.microsoft.com']);
  if ('fault' in verdict) {
    const authority = `${entra.url}/common/oauth2/v2.0/authorize`;
    throw new GraphError(401, 'InvalidAuthenticationToken', SENTENCES[verdict.fault], {
      'www-authenticate': `Bearer realm="", authorization_uri="${authority}"`,
    });
  }
  const { claims } = verdict;
  const wanted = revocationChallenge(entra, claims);
  if (wanted) throw challenge(entra, claims, wanted);
  const { roles, scp } = claims;
  const permissions =
    typeof scp === 'string' ? scp.split(' ') : Array.isArray(roles) ? roles.map(String) : [];
  return { user: entra.directory.user({ oid: claims['oid'] }), permissions };
}

/** Refuses a caller without one of these permissions. */
export function requirePermission(caller: GraphCaller, ...allowed: readonly string[]): void {
  if (!allowed.some((permission) => caller.permissions.includes(permission))) throw denied();
}

/** The 401 of continuous access evaluation. */
function challenge(entra: Entra, claims: Readonly<Record<string, unknown>>, wanted: string): GraphError {
  const encoded = Buffer.from(wanted).toString('base64');
  const authority = `${entra.url}/${String(claims['tid'])}/oauth2/v2.0/authorize`;
  const text =
    'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp';
  return new GraphError(401, 'InvalidAuthenticationToken', text, {
    'www-authenticate': `Bearer realm="", authorization_uri="${authority}", error="insufficient_claims", claims="${encoded}"`,
  });
}
