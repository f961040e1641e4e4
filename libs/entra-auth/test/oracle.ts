import type { Stage } from './stage.js';
import { API, APP_ID_URI, TENANT } from './tokens.js';

const EXTRA_AUDIENCE = 'https://api.contoso.example';

/**
 * The policy for the claims of a v2 or v1 token, read once more from the contract, without looking at the
 * validator: one long condition, slow and plain. For apps with default options.
 */
export function mayEnter(claims: Record<string, unknown>, { authority, forge: { now } }: Stage): boolean {
  const version = claims['ver'];
  if (version !== '1.0' && version !== '2.0') return false;
  const audiences = [version === '2.0' ? API : APP_ID_URI, EXTRA_AUDIENCE];
  const aud = Array.isArray(claims['aud']) && claims['aud'].length === 1 ? claims['aud'][0] : claims['aud'];
  const [exp, nbf, iat] = ['exp', 'nbf', 'iat'].map((name) => claims[name]);
  if (typeof exp !== 'number' || typeof nbf !== 'number' || typeof iat !== 'number') return false;
  const named = ['oid', 'sub', version === '2.0' ? 'azp' : 'appid'];
  return (
    claims['tid'] === TENANT &&
    claims['iss'] === authority.issuer(TENANT, version) &&
    audiences.includes(aud as string) &&
    now - 60 < exp &&
    nbf <= now + 60 &&
    iat <= now + 60 &&
    nbf < exp &&
    exp - Math.max(iat, nbf) <= 28 * 3600 + 60 &&
    named.every((name) => typeof claims[name] === 'string' && claims[name] !== '') &&
    texts(claims, ['name', 'preferred_username', 'azpacr', 'azp', 'appid']) &&
    [undefined, 0, 1].includes(claims['acct'] as number) &&
    !('nonce' in claims) &&
    mayAct(claims)
  );
}

function mayAct({ scp, roles, idtyp, ...rest }: Record<string, unknown>): boolean {
  if (scp !== undefined && typeof scp !== 'string') return false;
  if (roles !== undefined && !(Array.isArray(roles) && roles.every((role) => typeof role === 'string')))
    return false;
  if (['azp', 'appid'].some((name) => rest[name] === '')) return false;
  const user = typeof scp === 'string' && !['', '/'].includes(scp.trim());
  const app = Array.isArray(roles) && roles.length > 0;
  if (idtyp === undefined) return user || app;
  return idtyp === 'user' ? user : idtyp === 'app' && app && !user;
}

function texts(claims: Record<string, unknown>, names: readonly string[]): boolean {
  return names.every((name) => claims[name] === undefined || typeof claims[name] === 'string');
}
