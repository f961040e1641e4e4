import { applyDecorators } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import { check, splitList, text } from './fields.js';

/** Property decorators for the settings of the front door: keys, redirect hosts, agents. */

const GUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const AGENT = new RegExp(`^(blueprint:)?${GUID}$`);
/** A host name as `URL` normalizes it, an IPv6 literal in brackets, or a private-use scheme with its colon. */
const HOST_OR_SCHEME =
  /^([a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\]|[a-z][a-z0-9+.-]*:)$/;
const SCRIPT_SCHEMES = new Set([
  'javascript:',
  'data:',
  'vbscript:',
  'blob:',
  'file:',
  'about:',
  'http:',
  'https:',
]);

/** A comma-separated list of 32-byte keys in base64 (or base64url), as `openssl rand -base64 32` prints them. */
export const EncryptionKeys = () =>
  applyDecorators(
    IsOptional(),
    text(splitList),
    check(
      'encryptionKeys',
      'must be a comma-separated list of 32-byte keys in base64, as `openssl rand -base64 32` prints them',
      (value) => typeof value === 'string' && isKey(value),
      { each: true },
    ),
  );

/** A comma-separated list of exact host names, and private-use schemes with their colon. */
export const RedirectHosts = () =>
  applyDecorators(
    IsOptional(),
    text((value) => splitList(value.toLowerCase())),
    check(
      'redirectHosts',
      'must be a comma-separated list of host names such as claude.ai and schemes with their colon such as cursor:',
      (value) => typeof value === 'string' && HOST_OR_SCHEME.test(value) && !SCRIPT_SCHEMES.has(value),
      { each: true },
    ),
  );

/** A comma-separated list of agents: client ids, or `blueprint:` and a client id. */
export const AgentList = () =>
  applyDecorators(
    IsOptional(),
    text((value) => splitList(value.toLowerCase())),
    check(
      'agents',
      'must be a comma-separated list of client ids (GUIDs) of agents, or blueprint:<client id>',
      (value) => typeof value === 'string' && AGENT.test(value),
      { each: true },
    ),
  );

function isKey(value: string): boolean {
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(value) && Buffer.from(value, 'base64').length === 32;
}
