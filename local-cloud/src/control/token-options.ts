/** What `POST /_drill/token` may ask for. */
import { anyObject, kind, list, oneOf, record, whole } from '../drills/checks.js';
import { user } from '../drills/schema.js';
import type { IssueTokenOptions } from '../entra/issue-token.js';

const text = kind('string');
const flag = kind('boolean');

const tokenOptions = record({
  user,
  app: flag,
  agent: oneOf('person', 'alone', 'user'),
  appScope: oneOf('', '/'),
  audience: text,
  version: oneOf('1.0', '2.0'),
  scopes: list(text),
  roles: list(text),
  lifetimeSeconds: whole(-31_536_000, 31_536_000),
  claims: anyObject,
  header: anyObject,
  without: list(text),
  clientAppId: text,
  mfa: flag,
  acrs: list(text),
  capabilities: list(text),
  tenantId: text,
  key: text,
});

/** The token that a JSON body of `POST /_drill/token` describes; `without` names claims to leave out. */
export function readTokenOptions(body: unknown): IssueTokenOptions {
  tokenOptions(body, '');
  const { without = [], ...options } = body as IssueTokenOptions & { without?: string[] };
  const deleted = Object.fromEntries(without.map((name) => [name, undefined]));
  return { ...options, claims: { ...options.claims, ...deleted } };
}
