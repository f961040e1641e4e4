import { AuthError } from '../errors/auth.error.js';
import { type JsonObject, readJsonObject } from './json-object.js';

/** Longest token that is looked at, in characters: Entra puts up to 200 groups into one. */
export const MAX_TOKEN_LENGTH = 15 * 1024;

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Header members that bring a key along, or change how the token is to be read (RFC 8725 s3.10, RFC 7797). */
const FORBIDDEN = ['crit', 'jwk', 'jku', 'x5u', 'x5c', 'zip', 'cty', 'b64', 'enc', 'epk'] as const;
const TYPES: ReadonlySet<string> = new Set(['jwt', 'at+jwt']);

/** A token taken apart; nothing in it is believed yet. */
export interface Jws {
  /** Id of the signing key that the header names. */
  readonly kid: string;
  readonly payload: JsonObject;
  /** Bytes that the signature covers. */
  readonly signingInput: Buffer;
  readonly signature: Buffer;
}

/**
 * Takes a compact JWS apart (RFC 7515 s7.1): three canonical base64url segments, header and payload JSON objects
 * without repeated members. Of the header only `alg` RS256, `typ` and `kid` are accepted.
 * @throws AuthError `token_too_long`, `token_malformed`, `member_repeated`, `header_member_forbidden`,
 * `type_unsupported`, `algorithm_unsupported`, `kid_missing`
 */
export function readJws(token: string): Jws {
  if (token.length > MAX_TOKEN_LENGTH) throw new AuthError('token_too_long');
  const [header, payload, signature, ...rest] = token.split('.', 4);
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    throw new AuthError('token_malformed');
  }
  const members = readJsonObject(decode(header));
  const parts = {
    payload: readJsonObject(decode(payload)),
    signingInput: Buffer.from(`${header}.${payload}`, 'latin1'),
    signature: decode(signature),
  };
  return { ...parts, kid: readKid(members) };
}

/** Entra sends `typ: JWT` for every kind of token, so `typ` cannot tell an access token from an ID token. */
function readKid(header: JsonObject): string {
  for (const member of FORBIDDEN) {
    if (member in header) throw new AuthError('header_member_forbidden');
  }
  if (header['alg'] !== 'RS256') throw new AuthError('algorithm_unsupported');
  const type = header['typ'];
  if (type !== undefined && !(typeof type === 'string' && TYPES.has(type.toLowerCase()))) {
    throw new AuthError('type_unsupported');
  }
  const kid = header['kid'];
  if (typeof kid !== 'string' || kid === '') throw new AuthError('kid_missing');
  return kid;
}

/** Buffer's decoder skips what it does not know and ignores left-over bits, so two texts could be one token. */
function decode(segment: string): Buffer {
  const rest = segment.length % 4;
  if (!BASE64URL.test(segment) || rest === 1) throw new AuthError('token_malformed');
  if (rest !== 0) {
    const last = ALPHABET.indexOf(segment.charAt(segment.length - 1));
    if ((last & (rest === 2 ? 0b1111 : 0b11)) !== 0) throw new AuthError('token_malformed');
  }
  return Buffer.from(segment, 'base64url');
}
