import { isGuid } from './authority/shapes.js';
import type { OboOptions } from './obo.options.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Finds what is wrong with the options at start, all of it at once: better no server than one that fails callers.
 * @throws TypeError naming each option
 */
export function checkOptions(options: OboOptions): void {
  const faults = [...identityFaults(options), ...listFaults(options), ...numberFaults(options)];
  if (faults.length > 0) throw new TypeError(`OboModule options: ${faults.join('; ')}`);
}

function* identityFaults({
  authorityHost,
  tenantId,
  clientId,
  enabled,
  credentials,
}: OboOptions): Generator<string> {
  if (!isSafeOrigin(authorityHost)) {
    yield 'authorityHost has to be an https origin (http for a loopback host only)';
  }
  if (enabled === false) return;
  if (!isGuid(tenantId)) yield 'tenantId has to be the GUID of one tenant';
  if (!isGuid(clientId)) yield 'clientId has to be a GUID';
  const agents = credentials.filter((one) => 'agentId' in one);
  if (agents.some(({ agentId }) => !isGuid(agentId))) yield 'credentials: agentId has to be a GUID';
  if (credentials.length === 0) yield 'credentials has to name at least one, unless enabled is false';
}

/** Assertions and secrets go to this host: in clear text to this machine only. */
function isSafeOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, username } = new URL(text);
  if (pathname !== '/' || search !== '' || username !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

function* listFaults({
  allowedResources,
  allowedScopes = [],
  additionalResources = {},
}: OboOptions): Generator<string> {
  const resources = [...allowedResources, ...Object.values(additionalResources).flat()];
  if (
    resources.some((resource) => resource === '' || /\s/.test(resource) || resource.endsWith('/.default'))
  ) {
    yield 'allowedResources and additionalResources have to be resource URIs, without spaces and without /.default';
  }
  if (allowedScopes.some((scope) => !/^\S+\/[^\s/]+$/.test(scope))) {
    yield 'allowedScopes have to be fully qualified, for example https://graph.microsoft.com/User.Read';
  }
}

const NUMBERS = [
  'requestTimeoutMs',
  'credentialTimeoutMs',
  'expiryMarginSeconds',
  'refreshAheadSeconds',
  'maxCachedTokens',
] as const;

function* numberFaults(options: OboOptions): Generator<string> {
  for (const name of NUMBERS) {
    const value = options[name];
    const least = name.endsWith('Seconds') ? 0 : 1;
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= least)) {
      yield `${name} has to be a whole number of at least ${String(least)}`;
    }
  }
}
