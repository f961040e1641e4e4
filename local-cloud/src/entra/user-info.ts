/** `/oidc/userinfo` (OpenID Connect Core 5.3), which Entra's metadata places at Graph. */
import type { Handler } from '../handler.js';
import { judgeToken } from './verify-token.js';
import type { Entra } from './entra.js';
import { pairwiseSubject } from './tokens.js';

/** The endpoint as a handler. */
export function createUserInfo(entra: Entra): Handler {
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname !== '/oidc/userinfo' || !['GET', 'POST'].includes(request.method)) return undefined;
    const verdict = await judgeToken(entra, request, [entra.url, 'https://graph.microsoft.com']);
    const claims = 'claims' in verdict ? verdict.claims : undefined;
    const user = claims && entra.directory.user({ oid: claims['oid'] });
    if (!user) {
      const headers = { 'www-authenticate': 'Bearer error="invalid_token"' };
      return Response.json({ error: 'invalid_token' }, { status: 401, headers });
    }
    const [given_name, ...family] = user.name.split(' ');
    const clientAppId = String(claims['appid'] ?? claims['azp']);
    const sub = pairwiseSubject(user.oid, clientAppId);
    return Response.json({
      sub,
      name: user.name,
      given_name,
      family_name: family.join(' '),
      email: user.upn,
    });
  };
}
