import { AuthError } from '../answers/auth.error.js';
import { isObject } from './json-object.js';
import type { JsonObject } from './json-object.js';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isFilled: Check = (value) => typeof value === 'string' && value.length > 0;
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isTextList: Check = (value) => Array.isArray(value) && value.every((item) => typeof item === 'string');
const isTextOrList: Check = (value) => isText(value) || isTextList(value);

/** Claims every access token of Entra has; `tid` and `ver` were compared to the letter before. */
const REQUIRED: readonly (readonly [string, Check])[] = [
  ['iss', isFilled],
  ['aud', isTextOrList],
  ['exp', isNumber],
  ['nbf', isNumber],
  ['iat', isNumber],
  ['sub', isFilled],
  ['oid', isFilled],
];

/** Claims that nothing here decides by; a surprise in them is a sign that the token is not what it seems. */
const TEXTS = [
  ...['uti', 'aio', 'rh', 'sid', 'jti', 'nonce', 'family_name', 'given_name', 'ipaddr', 'login_hint'],
  ...['deviceid', 'tenant_ctry', 'client_ip', 'onprem_sid', 'puid', 'home_oid'],
];

/** Claims that something here, or an app behind this gate, decides by. */
const OPTIONAL: readonly (readonly [string, Check])[] = [
  ['scp', isText],
  ['roles', isTextList],
  ['azp', isFilled],
  ['appid', isFilled],
  ['idtyp', isText],
  ['acct', (value) => value === 0 || value === 1],
  ['idp', isText],
  ['acrs', isTextOrList],
  ['xms_cc', isTextOrList],
  ['groups', isTextList],
  ['wids', isTextList],
  ['hasgroups', (value) => typeof value === 'boolean'],
  ['_claim_names', isObject],
  ['_claim_sources', isObject],
  ['name', isText],
  ['upn', isText],
  ['preferred_username', isText],
  ['unique_name', isText],
  ['email', isText],
  ['azpacr', isText],
  ['appidacr', isText],
  ['amr', isTextOrList],
  ['auth_time', isNumber],
  ['xms_tcdt', isNumber],
  ['cnf', isObject],
  ...TEXTS.map((claim) => [claim, isText] as const),
];

/**
 * Checks the JSON type of every claim that is decided by, so that no later check can be fooled by a surprise.
 * Source: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 * @throws AuthError `claim_malformed`
 */
export function checkClaimTypes(payload: JsonObject): void {
  for (const [claim, holds] of REQUIRED) {
    if (!Object.hasOwn(payload, claim) || !holds(payload[claim])) throw new AuthError('claim_malformed');
  }
  for (const [claim, holds] of OPTIONAL) {
    const value = payload[claim];
    if (value !== undefined && !holds(value)) throw new AuthError('claim_malformed');
  }
}
