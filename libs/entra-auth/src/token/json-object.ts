import { isUtf8 } from 'node:buffer';
import { isObject } from '../claims/claims.js';
import { AuthError } from '../errors/auth.error.js';

/** A JSON object as parsed; member values are not trusted yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Deeper than any token of Entra; a deeper one is refused before anything walks it. */
const MAX_DEPTH = 16;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * Reads a JSON object of a token and refuses repeated members at any depth, which `JSON.parse` lets pass (the last
 * one wins, and another reader may take the first; RFC 7519 s4).
 *
 * A member name is followed by the only colon that can stand outside of a string, so the members in the text are
 * the colons outside of strings; fewer members in the parsed value mean that one was repeated, however it was
 * escaped.
 * @throws AuthError `token_malformed`, `member_repeated`
 */
export function readJsonObject(bytes: Buffer): JsonObject {
  if (!isUtf8(bytes)) throw new AuthError('token_malformed');
  const text = bytes.toString('utf8');
  const value = parse(text);
  if (!isObject(value)) throw new AuthError('token_malformed');
  if (countMembers(value, MAX_DEPTH) !== countColons(text)) throw new AuthError('member_repeated');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text: it must not become the cause.
    throw new AuthError('token_malformed');
  }
}

function countMembers(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === 0) throw new AuthError('token_malformed');
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countMembers(item, depth - 1);
    return count;
  }
  for (const key in value) {
    count += 1;
    const member: unknown = (value as JsonObject)[key];
    if (typeof member === 'object') count += countMembers(member, depth - 1);
  }
  return count;
}

function countColons(text: string): number {
  let colons = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) inString = !inString;
    else if (inString) {
      if (code === BACKSLASH) index += 1;
    } else if (code === COLON) colons += 1;
  }
  return colons;
}
