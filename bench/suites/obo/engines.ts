/** Ours and the two Microsoft clients, each as a function that gets a token on behalf of a user. */
import { createHash } from 'node:crypto';
import { OnBehalfOfCredential } from '@azure/identity';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { createObo } from './library.ts';
import {
  type BenchUser,
  CLIENT,
  discovery,
  HOST,
  type MemoryAuthority,
  oidOf,
  RESOURCE,
  SECRET,
  TENANT,
} from './world.ts';

/** Gets a token for the resource on behalf of the user. */
export type Exchange = (user: BenchUser) => Promise<unknown>;

/** `libs/obo` as an application uses it. */
export function ours(authority: MemoryAuthority): Exchange {
  const { exchanger } = createObo({
    authorityHost: HOST,
    tenantId: TENANT,
    clientId: CLIENT,
    credentials: [{ kind: 'client-secret', secret: SECRET }],
    allowedResources: [RESOURCE],
    fetch: authority.fetch,
    maxCachedTokens: 20_000,
  });
  return (user) => exchanger.exchange(user, { resource: RESOURCE });
}

/** One MSAL client application for all users, as most samples have it. */
export function msalClient(authority: MemoryAuthority): ConfidentialClientApplication {
  const send = async (url: string, method: string, body = ''): Promise<never> => {
    const answer = { status: 200, headers: {}, body: await authority.answer(method, url, body) };
    return answer as never;
  };
  return new ConfidentialClientApplication({
    auth: {
      clientId: CLIENT,
      clientSecret: SECRET,
      authority: `${HOST}/${TENANT}`,
      knownAuthorities: [new URL(HOST).host],
      authorityMetadata: JSON.stringify(discovery()),
    },
    system: {
      networkClient: {
        sendGetRequestAsync: (url) => send(url, 'GET'),
        sendPostRequestAsync: (url, options) => send(url, 'POST', options?.body),
      },
    },
  });
}

/** The exchange of that client. */
export function msal(client: ConfidentialClientApplication): Exchange {
  return (user) =>
    client.acquireTokenOnBehalfOf({ oboAssertion: user.token, scopes: [`${RESOURCE}/.default`] });
}

/**
 * Fills MSAL's cache with `count` users by its own serialized form: getting there by requests would take it many
 * minutes, since each one copies the whole cache.
 */
export async function fillMsal(
  client: ConfidentialClientApplication,
  users: readonly BenchUser[],
): Promise<void> {
  const [first] = users;
  if (first === undefined) return;
  await msal(client)(first);
  const template = client.getTokenCache().serialize();
  const hash = (user: BenchUser): string => createHash('sha256').update(user.token).digest('base64url');
  if (!template.includes(hash(first)))
    throw new Error('MSAL names the assertion in a way this bench does not know');
  const all: Record<string, object> = {};
  for (const [index, user] of users.entries()) {
    const text = template.replaceAll(oidOf(0), oidOf(index)).replaceAll(hash(first), hash(user));
    for (const [section, entries] of Object.entries(JSON.parse(text) as Record<string, object>)) {
      all[section] = Object.assign(all[section] ?? {}, entries);
    }
  }
  client.getTokenCache().deserialize(JSON.stringify(all));
}

/** `OnBehalfOfCredential`: bound to one assertion, so there is one for each user, kept for as long as the user is. */
export function azureIdentity(authority: MemoryAuthority): Exchange {
  const credentials = new Map<string, OnBehalfOfCredential>();
  const httpClient = {
    sendRequest: async (request: { url: string; method: string; body?: unknown }) => ({
      request: request as never,
      status: 200,
      headers: Object.assign(new Headers({ 'content-type': 'application/json' }), { toJSON: () => ({}) }),
      bodyAsText: JSON.stringify(
        await authority.answer(request.method, request.url, String(request.body ?? '')),
      ),
    }),
  };
  // Held in a variable: the type of this option set leaves `disableInstanceDiscovery` out, the code reads it.
  const options = {
    tenantId: TENANT,
    clientId: CLIENT,
    clientSecret: SECRET,
    authorityHost: HOST,
    disableInstanceDiscovery: true,
    httpClient: httpClient as never,
  };
  return (user) => {
    const known = credentials.get(user.token);
    const credential = known ?? new OnBehalfOfCredential({ ...options, userAssertionToken: user.token });
    if (known === undefined) credentials.set(user.token, credential);
    return credential.getToken(`${RESOURCE}/.default`);
  };
}
