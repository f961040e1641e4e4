/**
 * `/users`: one person, ending somebody's sessions, and the changes of all.
 * Source: https://learn.microsoft.com/graph/api/user-revokesigninsessions
 */
import type { DemoUser } from '../demo.js';
import type { Entra } from '../entra/entra.js';
import { type GraphRoute, requirePermission } from './caller.js';
import { notFound, wrongMethod } from './graph-error.js';
import { profileOf, select } from './profile.js';
import { usersDelta } from './users-delta.js';

const ONE = /^\/users\/([^/]+)(\/revokeSignInSessions)?$/;

export function createUsers(entra: Entra): GraphRoute {
  return ({ caller, path, request, url }) => {
    if (path === '/users/delta' || path === '/users/microsoft.graph.delta()' || path === '/users/delta()') {
      requirePermission(caller, 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All');
      if (request.method !== 'GET') throw wrongMethod();
      return usersDelta(entra, url);
    }
    const [, name, revoke] = ONE.exec(path) ?? [];
    if (name === undefined) return undefined;
    if (revoke) {
      requirePermission(caller, 'User.RevokeSessions.All', 'User.ReadWrite.All');
      if (request.method !== 'POST') throw wrongMethod();
      entra.revoke(existing(entra, name));
      return Response.json({ '@odata.context': `${entra.url}/v1.0/$metadata#Edm.Boolean`, value: true });
    }
    requirePermission(caller, 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All');
    if (request.method !== 'GET') throw wrongMethod();
    const profile = profileOf(existing(entra, name), entra);
    return Response.json(select(profile, `${entra.url}/v1.0`, url.searchParams.get('$select')));
  };
}

function existing(entra: Entra, name: string): DemoUser {
  const user = entra.directory.user({ oid: name, upn: name });
  if (!user || entra.people.stateOf(user).deleted) throw notFound(name);
  return user;
}
