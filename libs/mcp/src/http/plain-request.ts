import type { IncomingHttpHeaders } from 'node:http';
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  LOG_LEVEL_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import { MODERN_VERSION, type Era } from '../era.js';
import type { Incoming } from '../server/exchange-table.js';

type Members = Readonly<Record<string, unknown>>;

/** Methods whose handlers keep nothing of their caller, and the body member that `Mcp-Name` must repeat. */
const METHODS: Readonly<Record<Era, ReadonlyMap<string, string | undefined>>> = {
  modern: new Map([
    ['tools/call', 'name'],
    ['prompts/get', 'name'],
    ['resources/read', 'uri'],
    ['tools/list', undefined],
    ['prompts/list', undefined],
    ['resources/list', undefined],
    ['resources/templates/list', undefined],
    ['completion/complete', undefined],
    ['server/discover', undefined],
  ]),
  legacy: new Map([
    ['tools/call', undefined],
    ['prompts/get', undefined],
    ['resources/read', undefined],
    ['tools/list', undefined],
    ['prompts/list', undefined],
    ['resources/list', undefined],
    ['resources/templates/list', undefined],
    ['completion/complete', undefined],
    ['ping', undefined],
  ]),
};

const LOG_LEVELS = new Set(['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency']);
const VERSIONS = new Set(SUPPORTED_PROTOCOL_VERSIONS);
const INFO_TEXTS = new Set(['name', 'version', 'title', 'websiteUrl', 'description']);

/**
 * Whether a request is so plainly right that a shared server may take it, and in which era. Stricter than the SDK's
 * own checks and never laxer: whatever is doubtful goes to the SDK's handler, which knows the proper error.
 */
export function plainRequestEra(
  headers: IncomingHttpHeaders,
  body: unknown,
  hasSessions: boolean,
): Era | undefined {
  if (!isJson(headers['content-type']) || !isPlain(body) || !isRequest(body)) return undefined;
  const { params } = body;
  if (params !== undefined && !isPlain(params)) return undefined;
  const meta = params?.['_meta'];
  if (meta !== undefined && !isPlain(meta)) return undefined;
  if (!isToken(meta?.['progressToken'])) return undefined;
  if (meta !== undefined && PROTOCOL_VERSION_META_KEY in meta) {
    return isModern(headers, body, params as Members, meta) ? 'modern' : undefined;
  }
  // A session in memory has a server of its own.
  if (hasSessions && headers['mcp-session-id'] !== undefined) return undefined;
  return isLegacy(headers, body) ? 'legacy' : undefined;
}

function isModern(headers: IncomingHttpHeaders, body: Incoming, params: Members, meta: Members): boolean {
  const names = METHODS.modern.get(body.method);
  if (names === undefined && !METHODS.modern.has(body.method)) return false;
  return (
    headers['mcp-protocol-version'] === MODERN_VERSION &&
    meta[PROTOCOL_VERSION_META_KEY] === MODERN_VERSION &&
    headers['mcp-method'] === body.method &&
    (names === undefined || (typeof params[names] === 'string' && headers['mcp-name'] === params[names])) &&
    isCapabilities(meta[CLIENT_CAPABILITIES_META_KEY]) &&
    isClientInfo(meta[CLIENT_INFO_META_KEY]) &&
    (meta[LOG_LEVEL_META_KEY] === undefined || LOG_LEVELS.has(meta[LOG_LEVEL_META_KEY] as string))
  );
}

function isLegacy(headers: IncomingHttpHeaders, body: Incoming): boolean {
  const version = headers['mcp-protocol-version'];
  const accept = headers.accept;
  return (
    METHODS.legacy.has(body.method) &&
    (version === undefined || VERSIONS.has(version as string)) &&
    accept !== undefined &&
    accept.includes('application/json') &&
    accept.includes('text/event-stream')
  );
}

function isRequest(body: Members): body is Members & Incoming {
  const { jsonrpc, id, method } = body;
  if (jsonrpc !== '2.0' || typeof method !== 'string') return false;
  if (typeof id !== 'string' && !Number.isSafeInteger(id)) return false;
  return Object.keys(body).length === ('params' in body ? 4 : 3);
}

function isJson(type: string | undefined): boolean {
  return (
    type === 'application/json' ||
    type === 'application/json; charset=utf-8' ||
    type === 'application/json;charset=utf-8'
  );
}

function isToken(token: unknown): boolean {
  return token === undefined || typeof token === 'string' || Number.isSafeInteger(token);
}

function isClientInfo(info: unknown): boolean {
  if (info === undefined) return true;
  if (!isPlain(info) || typeof info['name'] !== 'string' || typeof info['version'] !== 'string') return false;
  return Object.entries(info).every(([key, value]) => INFO_TEXTS.has(key) && typeof value === 'string');
}

/** Knows the common forms only; anything else is for the SDK's schema. */
function isCapabilities(capabilities: unknown): boolean {
  if (!isPlain(capabilities)) return false;
  for (const [name, value] of Object.entries(capabilities)) {
    if (!isPlain(value)) return false;
    const members = Object.entries(value);
    if (members.length === 0) continue;
    if (
      name === 'roots' &&
      members.every(([key, flag]) => key === 'listChanged' && typeof flag === 'boolean')
    )
      continue;
    if (
      name === 'elicitation' &&
      members.every(([, mode]) => isPlain(mode) && Object.keys(mode).length === 0)
    )
      continue;
    return false;
  }
  return true;
}

function isPlain(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
