import './log-lines.js';
import { createObo, type Obo, type OboOptions } from '../src/index.js';
import { CLIENT, GRAPH, SEARCH, SECRET, TENANT } from './jwt.js';

/** Services against an authority, with a client secret and no waiting between retries, unless an option says otherwise. */
export function oboAt(authorityHost: string, more: Partial<OboOptions> = {}): Obo {
  return createObo({
    authorityHost,
    tenantId: TENANT,
    clientId: CLIENT,
    credentials: [{ kind: 'client-secret', secret: SECRET }],
    allowedResources: [SEARCH, 'https://ai.azure.com'],
    allowedScopes: [`${GRAPH}/User.Read`],
    sleep: () => Promise.resolve(),
    ...more,
  });
}

/** Settles a promise that has to reject and gives what it rejected with. */
export async function failure(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('expected a rejection');
}
