/** Examples of the OpenAPI document: Ada of the local cloud. */
import type { OboProfile, OboResource, OboToken, Problem } from '#libs/contract';

const ADA = '00000000-ada0-4000-8a00-0000000000a1';
const CONTOSO = '10000000-c047-4050-8a00-000000000001';
const API = 'a0000000-0000-4000-8a00-0000000000a1';

const exchanged = {
  aud: 'https://search.azure.com',
  iss: `https://sts.windows.net/${CONTOSO}/`,
  oid: ADA,
  tid: CONTOSO,
  appid: API,
  scp: 'user_impersonation',
};

export const RESOURCES_EXAMPLE: readonly OboResource[] = [
  {
    resource: 'https://search.azure.com',
    purpose: 'Azure AI Search: find the documents that you may read',
  },
  {
    resource: 'https://graph.microsoft.com',
    purpose: 'Microsoft Graph: your own profile (User.Read only)',
  },
];

export const TOKEN_EXAMPLE: OboToken = {
  resource: 'https://search.azure.com',
  audience: 'https://search.azure.com',
  issuer: `https://sts.windows.net/${CONTOSO}/`,
  scopes: ['user_impersonation'],
  expiresAt: 1795000000,
  subject: 'kJ3x0rVpVJ1mVdYb2bEJ7gC3uGf3pC2o2y7o4B0yq1w',
  upn: 'ada@contoso.example',
  credential: 'managed-identity',
  fromCache: false,
  claims: exchanged,
};

export const PROFILE_EXAMPLE: OboProfile = {
  profile: {
    id: ADA,
    displayName: 'Ada Lovelace',
    userPrincipalName: 'ada@contoso.example',
    jobTitle: 'Head of Research',
  },
  incoming: { aud: API, oid: ADA, tid: CONTOSO, scp: 'access_as_user' },
  exchanged: { ...exchanged, aud: 'https://graph.microsoft.com', scp: 'User.Read' },
};

/** A problem as `ProblemDetailsFilter` writes it. */
export function problemExample(status: number, code: string, detail: string, more: object = {}): Problem {
  const titles: Readonly<Record<number, string>> = {
    400: 'Bad request',
    401: 'Unauthorized',
    403: 'Forbidden',
    502: 'Bad gateway',
    503: 'Service unavailable',
    504: 'Gateway timeout',
  };
  return {
    type: `urn:torii:problem:${code}`,
    title: titles[status] ?? 'Error',
    status,
    detail,
    instance: '/api/obo/token',
    code,
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    ...more,
  };
}
