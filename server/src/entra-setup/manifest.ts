import { createHash } from 'node:crypto';

/** What the registrations are to hold; `mergeInto` adds it to what is there and takes nothing away. */

type Json = Readonly<Record<string, unknown>>;

/** Microsoft's own resources, under the ids that are the same in every tenant. */
export const RESOURCES = {
  graph: { appId: '00000003-0000-0000-c000-000000000000', scope: 'User.Read' },
  search: { appId: '880da380-985e-4198-81b9-e05b1cc53158', scope: 'user_impersonation' },
} as const;

interface ScopeText {
  readonly value: string;
  readonly type: 'User' | 'Admin';
  readonly name: string;
  readonly description: string;
}

/** Delegated scopes of the API. */
export const SCOPES: readonly ScopeText[] = [
  {
    value: 'access_as_user',
    type: 'User',
    name: 'Use Torii as yourself',
    description: 'Lets the application call Torii and its read-only tools with your rights.',
  },
  {
    value: 'Notes.ReadWrite',
    type: 'User',
    name: 'Read and write your notes in Torii',
    description: 'Lets the application add and delete notes in your name.',
  },
];

/** App roles of the API. */
const ROLES = [
  {
    value: 'Audit.Read',
    displayName: 'Read the audit of everybody',
    description: "Reads everybody's audit records in Torii, not only one's own.",
    allowedMemberTypes: ['User'],
  },
];

/** Claims that the gate reads and that Entra leaves out unless asked. */
const OPTIONAL_CLAIMS = [
  { name: 'idtyp', additionalProperties: ['include_user_token'] },
  { name: 'xms_cc' },
  { name: 'acrs' },
  { name: 'acct' },
  { name: 'auth_time' },
].map((claim) => ({ essential: false, additionalProperties: [], ...claim }));

/** The same id at every run for one app and one value, so that a rerun finds what it made (RFC 9562, version 8). */
export function stableId(appId: string, value: string): string {
  const hex = createHash('sha256').update(`torii\n${appId}\n${value}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Scopes by value, with the ids of those that stand already. */
export function scopesFor(appId: string, standing: readonly Json[]): readonly Json[] {
  const made = SCOPES.filter(({ value }) => !standing.some((scope) => scope['value'] === value)).map(
    (scope) => ({
      id: stableId(appId, scope.value),
      value: scope.value,
      type: scope.type,
      isEnabled: true,
      userConsentDisplayName: scope.name,
      userConsentDescription: scope.description,
      adminConsentDisplayName: scope.name,
      adminConsentDescription: scope.description,
    }),
  );
  return [...standing, ...made];
}

/** App roles by value. */
export function rolesFor(appId: string, standing: readonly Json[]): readonly Json[] {
  const made = ROLES.filter(({ value }) => !standing.some((role) => role['value'] === value));
  return [
    ...standing,
    ...made.map((role) => ({ id: stableId(appId, role.value), isEnabled: true, ...role })),
  ];
}

/** Optional claims of the access token; those that stand stay as they are. */
export function optionalClaimsFor(standing: Json | null | undefined): Json {
  const lists = { idToken: [], accessToken: [], saml2Token: [], ...standing } as Record<
    string,
    readonly Json[]
  >;
  const accessToken = lists['accessToken'] ?? [];
  const added = OPTIONAL_CLAIMS.filter(({ name }) => !accessToken.some((claim) => claim['name'] === name));
  return { ...lists, accessToken: [...accessToken, ...added] };
}

/** One entry per resource; scopes are added to the entry that stands. */
export function requiredAccessFor(
  standing: readonly Json[],
  wanted: readonly { readonly resourceAppId: string; readonly scopeIds: readonly string[] }[],
): readonly Json[] {
  const merged = new Map(standing.map((entry) => [String(entry['resourceAppId']), entry]));
  for (const { resourceAppId, scopeIds } of wanted) {
    const access = ((merged.get(resourceAppId)?.['resourceAccess'] as Json[] | undefined) ?? []).slice();
    for (const id of scopeIds) {
      if (!access.some((one) => one['id'] === id && one['type'] === 'Scope'))
        access.push({ id, type: 'Scope' });
    }
    merged.set(resourceAppId, { resourceAppId, resourceAccess: access });
  }
  return [...merged.values()];
}

/** The list with what is missing at its end. */
export function withAll<T>(standing: readonly T[], wanted: readonly T[]): readonly T[] {
  return [...standing, ...wanted.filter((one) => !standing.includes(one))];
}
