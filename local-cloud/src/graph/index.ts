/**
 * Stand-in for Microsoft Graph: the signed-in person's profile, people and their changes, app registrations, with
 * Graph's errors and continuous access evaluation.
 * Source: https://learn.microsoft.com/graph/api/overview and https://learn.microsoft.com/graph/errors
 */
import type { Entra } from '../entra/entra.js';
import type { Handler } from '../handler.js';
import { type GraphRoute, readCaller } from './caller.js';
import { badRequest, errorAnswer, GraphError } from './graph-error.js';
import { createMe } from './me.js';
import { createApplications } from './registrations/applications.js';
import { DirectoryObjects } from './registrations/directory-objects.js';
import { createGrants } from './registrations/grants.js';
import { createOrganization } from './registrations/organization.js';
import { createPrincipals } from './registrations/principals.js';
import { createUsers } from './users.js';

/** Graph as a handler for `/v1.0/*`. */
export function createGraph(entra: Entra): Handler {
  const objects = new DirectoryObjects(entra);
  const routes: readonly GraphRoute[] = [
    createMe(entra),
    createUsers(entra),
    createApplications(entra, objects),
    createPrincipals(entra, objects),
    createGrants(entra, objects),
    createOrganization(entra),
  ];
  return async (request) => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith('/v1.0/')) return undefined;
    try {
      const path = decoded(url.pathname.slice('/v1.0'.length));
      const caller = await readCaller(entra, request);
      for (const route of routes) {
        const answer = await route({ caller, request, url, path });
        if (answer) return answer;
      }
      throw badRequest(
        `Resource not found for the segment '${(path.split('/')[1] ?? '').slice(0, 60)}'.`,
        'BadRequest',
      );
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return errorAnswer(error, entra.context.now());
    }
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badRequest('The request URI is not valid.', 'BadRequest');
  }
}
