import { type LocalCloud, startLocalCloud } from '../index.js';
import { AADSTS } from './aadsts-catalogue.js';
import { exchange } from './token.fixture.js';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
afterAll(() => cloud.close());

/** Numbers that on-behalf-of callers must tell apart. */
const CLAIMS_CHALLENGES = [50072, 50074, 50076, 50078, 50079, 50158, 53000, 53001, 53002, 70043];
const BLOCKED = [53003, 530032, 530034, 530035];
const CONSENT = [65001, 90094, 9002341];
const CREDENTIAL = [700016, 70002, 700024, 700027, 700211, 700212, 700213, 7000215, 7000218, 7000222];
const CONFIGURATION = [90002, 50049, 90038, 9001023, 90051, 500011, 650057, 700022, 70011, 28002];
const ASSERTION = [50013, 500131, 500133, 50173, 70000, 7000114, 240002];

async function drilled(aadsts: number) {
  cloud.drill({ token: [{ aadsts }] });
  return exchange(cloud, await cloud.issueToken());
}

it.each(CLAIMS_CHALLENGES)(
  'answers AADSTS%i as interaction_required with a claims request',
  async (aadsts) => {
    const body = await drilled(aadsts);
    expect(body).toMatchObject({ status: 400, error: 'interaction_required', error_codes: [aadsts] });
    expect(JSON.parse(body.claims ?? '')).toHaveProperty('access_token');
  },
);

it.each(BLOCKED)(
  'answers AADSTS%i without a claims request: nothing the person does will help',
  async (aadsts) => {
    const body = await drilled(aadsts);
    expect(body).toMatchObject({ status: 400, error: 'invalid_grant', error_codes: [aadsts] });
    expect(body).not.toHaveProperty('claims');
  },
);

it.each(CONSENT)('answers AADSTS%i with the suberror consent_required', async (aadsts) => {
  expect(await drilled(aadsts)).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' });
});

it.each(CREDENTIAL)('answers AADSTS%i with 401: the credential of the client is at fault', async (aadsts) => {
  expect(await drilled(aadsts)).toMatchObject({ status: 401, error_codes: [aadsts] });
});

it.each([...CONFIGURATION, ...ASSERTION])('answers AADSTS%i with 400', async (aadsts) => {
  expect(await drilled(aadsts)).toMatchObject({ status: 400, error_codes: [aadsts] });
});

it('answers a bare 429 as a throttled tenant, with Retry-After, for as many requests as asked', async () => {
  cloud.drill({ token: [{ status: 429, retryAfter: 30, user: 'ada', count: 1 }] });
  expect(await exchange(cloud, await cloud.issueToken())).toMatchObject({
    status: 429,
    error_codes: [90055],
  });
  expect((await exchange(cloud, await cloud.issueToken())).status).toBe(200);
});

it('has a sentence for every number', () => {
  for (const [code, { text }] of Object.entries(AADSTS))
    expect([code, text.length > 10]).toEqual([code, true]);
});
