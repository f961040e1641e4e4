/** The `user` resource of Graph, default properties. */
import type { DemoUser } from '../demo.js';

/** Properties that a plain `GET /me` returns, and those that `$select` adds. */
const DEFAULT_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
] as const;

/** Every property this stand-in knows, with the OData context of the entity. */
export function profileOf(user: DemoUser, serviceRoot: string): Record<string, unknown> {
  const [givenName, ...rest] = user.name.split(' ');
  return {
    '@odata.context': `${serviceRoot}/$metadata#users/$entity`,
    businessPhones: [],
    displayName: user.name,
    givenName,
    jobTitle: user.jobTitle,
    mail: user.upn,
    mobilePhone: null,
    officeLocation: user.officeLocation,
    preferredLanguage: 'en-GB',
    surname: rest.join(' '),
    userPrincipalName: user.upn,
    id: user.oid,
    department: user.department,
    companyName: user.upn.split('@')[1],
    userType: user.key === 'guest' ? 'Guest' : 'Member',
    accountEnabled: true,
  };
}

/** The properties `$select` names (comma-separated), or the default ones; `undefined` where one is unknown. */
export function select(
  profile: Readonly<Record<string, unknown>>,
  asked: string | null,
): Record<string, unknown> | undefined {
  const names = asked?.split(',').map((name) => name.trim()) ?? DEFAULT_PROPERTIES;
  const context = asked ? `(${names.join(',')})/$entity` : '/$entity';
  const chosen: Record<string, unknown> = {
    '@odata.context': String(profile['@odata.context']).replace('/$entity', context),
  };
  for (const name of names) {
    if (!Object.hasOwn(profile, name)) return undefined;
    chosen[name] = profile[name];
  }
  return chosen;
}
