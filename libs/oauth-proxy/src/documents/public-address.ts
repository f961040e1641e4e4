import ipaddr from 'ipaddr.js';

/** Addresses that are unicast by every registry and yet not public: Azure's platform address. */
const RESERVED: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Tells whether an IP address may be asked for a document: globally routable unicast only (RFC 6890), an IPv4 address
 * in IPv6 dress being what is inside.
 * @example
 * isPublicAddress('10.0.0.1'); // false
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && !RESERVED.has(parsed.toString());
}
