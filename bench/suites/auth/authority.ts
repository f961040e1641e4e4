import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';

export const TENANT = '10000000-c047-4050-8a00-000000000001';
export const API = 'a0000000-0000-4000-8a00-0000000000a1';

/** An authority on a loopback port, its key, and tokens of distinct users. */
export interface BenchAuthority {
  readonly host: string;
  readonly issuer: string;
  readonly metadataUrl: string;
  readonly jwk: JWK;
  readonly publicKey: CryptoKey;
  /** How often keys were fetched so far. */
  keyRequests(): number;
  tokens(count: number, kid?: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Starts the authority. The key set holds six keys, as Entra's does. */
export async function startAuthority(): Promise<BenchAuthority> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const others = await Promise.all(
    Array.from({ length: 5 }, () => generateKeyPair('RS256', { extractable: true })),
  );
  const jwk = await publish(publicKey, 'key-0');
  const keys = [
    jwk,
    ...(await Promise.all(others.map((pair, id) => publish(pair.publicKey, `key-${id + 1}`)))),
  ];
  let keyRequests = 0;
  const server = createServer((request, response) => {
    const isKeys = request.url?.includes('/discovery/') ?? false;
    if (isKeys) keyRequests += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isKeys ? { keys } : metadata(hostOf(server))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = metadata(hostOf(server)).issuer;
  return {
    host: hostOf(server),
    issuer,
    metadataUrl: `${hostOf(server)}/${TENANT}/v2.0/.well-known/openid-configuration`,
    jwk,
    publicKey,
    keyRequests: () => keyRequests,
    tokens: (count, kid = 'key-0') =>
      Promise.all(Array.from({ length: count }, (_, user) => sign(issuer, privateKey, kid, user))),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function publish(key: CryptoKey, kid: string): Promise<JWK> {
  return { ...(await exportJWK(key)), kid, use: 'sig' };
}

function hostOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function metadata(host: string) {
  return {
    issuer: `${host}/${TENANT}/v2.0`,
    jwks_uri: `${host}/${TENANT}/discovery/v2.0/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

/** A token with the claims that Entra sends. */
function sign(issuer: string, key: CryptoKey, kid: string, user: number): Promise<string> {
  return new SignJWT({
    azp: 'b0000000-0000-4000-8a00-0000000000b2',
    azpacr: '0',
    name: `User ${user}`,
    oid: `00000000-0000-4000-8a00-${String(user).padStart(12, '0')}`,
    preferred_username: `user${user}@contoso.example`,
    rh: '1.AXsAQMBHwFBAik-KAAAAAAAAAQAAAAAAAACgAAAAAAAAAA0BAAA.',
    scp: 'access_as_user',
    sid: '0055e9c1-7c1c-9c0b-9f44-fd23bbcf5d6e',
    tid: TENANT,
    uti: 'wVbGz0lTTkqy1FZ8tPYaAA',
    ver: '2.0',
    xms_ftd: 'hzRBGVWLz0v3dYyDYJVJXkNsvjb6cZsfxc0sWl0vE2kBZXVyb3Bld2VzdC1kc21z',
  })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid })
    .setIssuer(issuer)
    .setAudience(API)
    .setSubject(`sub-${user}-Xl4eHcl0JUlLXN9C4rkaJWqBsZ_ATpiSvM`)
    .setIssuedAt()
    .setNotBefore('-5s')
    .setExpirationTime('1h')
    .sign(key);
}
