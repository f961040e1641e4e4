import { AuthError } from '../answers/auth.error.js';
import { readJsonObject } from './json-object.js';
import type { JsonObject } from './json-object.js';

/** Longest token that is looked at, in characters. */
export const MAX_TOKEN_LENGTH = 12 * 1024;

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A token taken apart; nothing in it is believed yet. */
export interface Jws {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  /** Bytes that the signature covers. */
  readonly signingInput: Buffer;
  readonly signature: Buffer;
}

/**
 * Takes a compact JWS apart (RFC 7515 s7.1): three canonical base64url segments, header and payload JSON objects
 * without repeated members.
 * @throws AuthError `token_too_long`, `token_malformed`, `member_repeated`
 */
export function readJws(token: string): Jws {
  if (token.length > MAX_TOKEN_LENGTH) throw new AuthError('token_too_long');
  const [header, payload, signature, ...rest] = token.split('.', 4);
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    throw new AuthError('token_malformed');
  }
  return {
    header: readJsonObject(decode(header)),
    payload: readJsonObject(decode(payload)),
    signingInput: Buffer.from(`${header}.${payload}`, 'latin1'),
    signature: decode(signature),
  };
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
