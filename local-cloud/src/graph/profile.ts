/** The `user` resource of Graph, default properties. */
import type { DemoUser } from '../demo.js';
import type { Entra } from '../entra/entra.js';
import { badRequest } from './graph-error.js';

/** Properties that a plain `GET /me` returns, and those that `$select` adds. */
export const DEFAULT_PROPERTIES = [
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

/** Every property this stand-in knows. */
export function profileOf(user: DemoUser, entra: Entra): Record<string, unknown> {
  const [givenName, ...rest] = user.name.split(' ');
  const { enabled, sessionsValidFrom } = entra.people.stateOf(user);
  return {
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
    accountEnabled: enabled,
    signInSessionsValidFromDateTime: `${new Date(sessionsValidFrom).toISOString().slice(0, 19)}Z`,
  };
}

/** The properties `$select` names (comma-separated), or the default ones, with the context; 400 where one is unknown. */
export function select(
  profile: Readonly<Record<string, unknown>>,
  serviceRoot: string,
  asked: string | null,
): Record<string, unknown> {
  const names = selectedNames(asked);
  const context = asked ? `(${names.join(',')})/$entity` : '/$entity';
  return { '@odata.context': `${serviceRoot}/$metadata#users${context}`, ...pick(profile, names) };
}

/** Names of a `$select`, or the default properties. */
export function selectedNames(asked: string | null): readonly string[] {
  return asked?.split(',').map((name) => name.trim()) ?? DEFAULT_PROPERTIES;
}

/** The named properties; 400 where one is unknown. */
export function pick(
  profile: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, unknown> {
  const unknown = names.find((name) => !Object.hasOwn(profile, name));
  if (unknown !== undefined) {
    throw badRequest(
      `Parsing OData Select failed: Could not find a property named '${unknown.slice(0, 60)}' on type 'microsoft.graph.user'.`,
      'BadRequest',
    );
  }
  return Object.fromEntries(names.map((name) => [name, profile[name]]));
}
