/**
 * Which members a drill may have. Unknown ones are refused by name, so that a typing error never passes for a
 * drill that does nothing.
 */
import { X509Certificate } from 'node:crypto';
import {
  anyObject,
  type Check,
  DrillFault,
  either,
  kind,
  list,
  oneOf,
  orNull,
  record,
  whole,
} from './checks.js';
import { type DrillSettings, FAULTS, FAULTY_SERVICES } from './settings.js';

const certificate: Check = (value, member) => {
  try {
    void new X509Certificate(String(value));
  } catch {
    throw new DrillFault(member, 'must be an X.509 certificate in PEM');
  }
};

/** An object of texts. */
const texts: Check = (value, member) => {
  anyObject(value, member);
  for (const [name, item] of Object.entries(value as object)) kind('string')(item, `${member}.${name}`);
};

const text = kind('string');
const flag = kind('boolean');
/** Short name of a demo user. */
export const user = oneOf('ada', 'ben', 'carla', 'guest');
const count = whole(1, 1_000_000);
const seconds = whole(0, 86_400);

const faultMembers = {
  fault: oneOf(...FAULTS),
  status: whole(200, 599),
  retryAfter: seconds,
  location: text,
  delayMs: whole(0, 600_000),
  count,
};
const fault = orNull(record(faultMembers, ['fault']));
const rule = record({
  ...faultMembers,
  aadsts: whole(1, 99_999_999),
  suberror: text,
  claims: text,
  user,
  client: text,
  resource: text,
  grant: text,
});
const model = record({
  status: oneOf(401, 404, 429, 500, 503),
  retryAfter: seconds,
  filter: oneOf('prompt', 'answer', 'cut'),
  slow: flag,
  hang: flag,
  drop: flag,
  loop: flag,
  bigResult: flag,
  badJson: flag,
  context: flag,
  count,
});

const settings = record({
  ...Object.fromEntries(FAULTY_SERVICES.map((service) => [service, fault])),
  model: orNull(model),
  token: list(rule),
  tokenVersion: orNull(oneOf('1.0', '2.0')),
  metadataMembers: orNull(texts),
  clientIdMetadataDocuments: orNull(flag),
  keySet: orNull(record({ issuer: orNull(text), padding: whole(0, 5000) })),
  keys: record({ rollover: flag, removeOld: flag }),
  revoke: list(user),
  disable: list(user),
  remove: list(user),
  enable: list(user),
  graphLag: whole(0, 100),
  delta: orNull(
    record({
      pageSize: whole(1, 999),
      emptyPages: flag,
      replay: flag,
      omit: list(text),
      refuse: oneOf('expired', 'reset'),
      lag: whole(0, 100),
      count,
    }),
  ),
  refreshTokens: oneOf('expire', 'revoke'),
  consent: record({ reset: either(oneOf('all'), list(user)) }, ['reset']),
  policies: list(
    record({ user, resource: text, control: oneOf('mfa', 'block') }, ['user', 'resource', 'control']),
  ),
  certificates: list(certificate),
  resources: list(text),
});

/** The drill that a JSON body describes; throws `DrillFault`. */
export function readDrill(body: unknown): DrillSettings {
  settings(body, '');
  return body as DrillSettings;
}
