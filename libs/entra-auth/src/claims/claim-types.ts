import { type Claims, isObject } from './claims.js';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isFilled: Check = (value) => typeof value === 'string' && value.length > 0;
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isTextList: Check = (value) => Array.isArray(value) && value.every((item) => typeof item === 'string');
const isTextOrList: Check = (value) => isText(value) || isTextList(value);

/** Claims every access token of Entra has. */
const REQUIRED: readonly (readonly [string, Check])[] = [
  ['tid', isText],
  ['ver', isText],
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
  ['xms_act_fct', isText],
  ['xms_sub_fct', isText],
  ['xms_par_app_azp', isFilled],
  ...TEXTS.map((claim) => [claim, isText] as const),
];

/**
 * True when every claim that something decides by has the JSON type that Entra documents, so that no later check
 * can be fooled by a surprise.
 * Source: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function haveTheirTypes(claims: Claims): boolean {
  return (
    REQUIRED.every(([claim, holds]) => Object.hasOwn(claims, claim) && holds(claims[claim])) &&
    OPTIONAL.every(([claim, holds]) => claims[claim] === undefined || holds(claims[claim]))
  );
}
