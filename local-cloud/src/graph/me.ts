/** `/me`: the signed-in person. Source: https://learn.microsoft.com/graph/api/user-get */
import type { Entra } from '../entra/entra.js';
import { type GraphRoute, requirePermission } from './caller.js';
import { badRequest, GraphError, wrongMethod } from './graph-error.js';
import { profileOf, select } from './profile.js';

export function createMe(entra: Entra): GraphRoute {
  return ({ caller, path, request, url }) => {
    if (path !== '/me' && !path.startsWith('/me/')) return undefined;
    if (request.method !== 'GET') throw wrongMethod();
    const { user } = caller;
    if (!user) {
      throw badRequest('/me request is only valid with delegated authentication flow.', 'BadRequest');
    }
    requirePermission(caller, 'User.Read', 'User.Read.All');
    if (path === '/me/photo/$value') {
      throw new GraphError(
        404,
        'ImageNotFound',
        "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
      );
    }
    if (path !== '/me') return undefined;
    return Response.json(
      select(profileOf(user, entra), `${entra.url}/v1.0`, url.searchParams.get('$select')),
    );
  };
}
