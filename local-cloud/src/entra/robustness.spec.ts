import fc from 'fast-check';
import { CONTOSO_TENANT_ID, type LocalCloud, SPA_CLIENT_ID, startLocalCloud } from '../index.js';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
afterAll(() => cloud.close());

const NAMES =
  'client_id client_secret client_assertion client_assertion_type grant_type scope resource code refresh_token assertion requested_token_use claims redirect_uri code_verifier response_type response_mode prompt login_hint state nonce code_challenge code_challenge_method'.split(
    ' ',
  );
const VALUES = [
  ...[
    '',
    ' ',
    '\u0000',
    '%',
    '/',
    'null',
    '{"access_token":null}',
    '{"access_token":{"acrs":7}}',
    '[]',
    'none',
  ],
  ...[
    'authorization_code',
    'refresh_token',
    'client_credentials',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
  ],
  ...['on_behalf_of', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', '__proto__', 'constructor'],
  ...['a.b.c', 'eyJhbGciOiJub25lIn0.e30.', SPA_CLIENT_ID, 'a0000000-0000-4000-8a00-0000000000a1'],
  ...[
    'local-cloud-demo-secret',
    'https://search.azure.com/.default',
    'openid //',
    'code',
    'S256',
    'a'.repeat(43),
  ],
  ...['http://localhost/redirect.html', 'javascript:alert(1)', 'x'.repeat(800)],
];
const value = fc.oneof(fc.constantFrom(...VALUES), fc.string({ maxLength: 40 }));
const parameters = fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 12 });

/** A fixed seed: 20_260_101a gate that fails must fail again. */
const RUNS = { numRuns: 500, seed: 20_260_101 };

it('answers any token request with a status that OAuth knows, never with a fault of its own', async () => {
  await fc.assert(
    fc.asyncProperty(parameters, async (entries) => {
      const body = new URLSearchParams(entries);
      const response = await fetch(`${cloud.url}/${CONTOSO_TENANT_ID}/oauth2/v2.0/token`, {
        method: 'POST',
        body,
      });
      expect([200, 400, 401]).toContain(response.status);
      expect(Object.keys((await response.json()) as object)).toContain(
        response.ok ? 'access_token' : 'error_codes',
      );
    }),
    RUNS,
  );
});

it('never redirects an authorization request to an address that is not registered', async () => {
  await fc.assert(
    fc.asyncProperty(parameters, async (entries) => {
      const known = [['client_id', SPA_CLIENT_ID], ...entries.filter(([name]) => name !== 'client_id')];
      const query = new URLSearchParams(known);
      const url = `${cloud.url}/${CONTOSO_TENANT_ID}/oauth2/v2.0/authorize?${query}`;
      const response = await fetch(url, { redirect: 'manual' });
      expect([200, 302, 400]).toContain(response.status);
      const location = response.headers.get('location');
      if (location !== null) expect(new URL(location).origin).toBe('http://localhost');
      await response.arrayBuffer();
    }),
    RUNS,
  );
});

it('survives headers and bodies that make no sense', async () => {
  const url = `${cloud.url}/${CONTOSO_TENANT_ID}/oauth2/v2.0/token`;
  const form = 'application/x-www-form-urlencoded';
  const cases: RequestInit[] = [
    { method: 'GET' },
    { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    { method: 'POST', body: '%E0%A4%A', headers: { 'content-type': form } },
    { method: 'POST', body: 'a=1&a=2', headers: { 'content-type': form } },
    { method: 'POST', body: '', headers: { 'content-type': form, authorization: 'Basic %%%' } },
    {
      method: 'POST',
      body: 'x=1',
      headers: { 'content-type': form, authorization: `Basic ${btoa('%zz:%zz')}` },
    },
  ];
  const statuses = [];
  for (const init of cases) statuses.push((await fetch(url, init)).status);
  expect(statuses).toEqual([405, 400, 400, 400, 400, 400]);
});
