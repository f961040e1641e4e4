import { ProtocolErrorCode } from '@modelcontextprotocol/server';

/** Header and body disagree (MCP 2026-07-28, SEP-2243); the SDK does not export it. */
export const HEADER_MISMATCH = -32020;

/** HTTP status of errors that the protocol's gates give before any handler runs. The SDK has this table, unexported. */
const GATES: Readonly<Record<number, number>> = {
  [ProtocolErrorCode.ParseError]: 400,
  [ProtocolErrorCode.InvalidRequest]: 400,
  [ProtocolErrorCode.MethodNotFound]: 404,
  [ProtocolErrorCode.UnsupportedProtocolVersion]: 400,
  [ProtocolErrorCode.MissingRequiredClientCapability]: 400,
  [HEADER_MISMATCH]: 400,
};

/**
 * HTTP status of a JSON-RPC error in the modern era: an error is the payload of a 200, unless a gate gave it, or it is
 * the missing capability, which is a 400 wherever it comes from.
 */
export function modernStatus(code: number | undefined, fromGate: boolean): number {
  if (code === undefined) return 200;
  if (fromGate || code === ProtocolErrorCode.MissingRequiredClientCapability) return GATES[code] ?? 200;
  return 200;
}
