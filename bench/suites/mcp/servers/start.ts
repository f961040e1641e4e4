/** What every measured server gets from the suite, and how it says that it listens. */
import type { Server } from 'node:http';
import { createLocalJWKSet, jwtVerify, type JWK, type JWTPayload } from 'jose';

export const port = Number(process.env['BENCH_PORT']);
export const tools = Number(process.env['BENCH_TOOLS'] ?? '1');
export const authority = process.env['BENCH_AUTHORITY'] ?? '';
const issuer = process.env['BENCH_ISSUER'] ?? '';
const audience = process.env['BENCH_AUDIENCE'] ?? '';
const jwk = JSON.parse(process.env['BENCH_JWK'] ?? '{}') as JWK;
const keys = createLocalJWKSet({ keys: [jwk] });

/** Verifies the bearer token of a request with jose, on every request; throws where it is not good. */
export async function verify(authorization: string | undefined): Promise<JWTPayload> {
  const token = authorization?.startsWith('Bearer ') === true ? authorization.slice(7) : '';
  const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ['RS256'] });
  if (payload['scp'] !== 'access_as_user') throw new Error('scope');
  return payload;
}

/** Names of the tools: the measured one first. */
export const toolNames: readonly string[] = Array.from({ length: tools }, (_, index) =>
  index === 0 ? 'ping' : `tool_${index}`,
);

/** Listens on the suite's port. */
export function listen(server: Server): void {
  server.listen(port, '127.0.0.1');
}
