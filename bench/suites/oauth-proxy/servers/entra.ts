/** An authority that answers at once, in a process of its own: its CPU time is not the proxy's. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const TENANT = String(process.env['BENCH_TENANT']);
const CLIENT = String(process.env['BENCH_CLIENT']);
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const server = createServer((request, response) => {
  const { port } = server.address() as AddressInfo;
  const host = `http://127.0.0.1:${port}`;
  const issuer = `${host}/${TENANT}/v2.0`;
  request.resume();
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.method === 'POST' ? tokens(issuer) : discovery(host, issuer)));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});

function discovery(host: string, issuer: string): object {
  const endpoint = `${host}/${TENANT}/oauth2/v2.0`;
  return { issuer, authorization_endpoint: `${endpoint}/authorize`, token_endpoint: `${endpoint}/token` };
}

/** As large as Entra's: an access token of 1.5 KB, a refresh token of 1.2 KB. */
function tokens(issuer: string): object {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: CLIENT, sub: 's', oid: 'o', tid: TENANT, iat: now, exp: now + 3600 };
  const idToken = `${base64({ alg: 'RS256', kid: 'k' })}.${base64(claims)}.${'A'.repeat(342)}`;
  return {
    token_type: 'Bearer',
    scope: `${CLIENT}/access_as_user`,
    expires_in: 4499,
    access_token: 'A'.repeat(1500),
    refresh_token: 'R'.repeat(1200),
    id_token: idToken,
  };
}
