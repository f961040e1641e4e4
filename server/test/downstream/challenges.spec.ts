import { OboError } from '#libs/obo';
import { fault, json, ServedApi, user } from './served-api.js';

describe('a token that a downstream API refuses', () => {
  let api: ServedApi;

  beforeEach(async () => {
    api = await ServedApi.start();
  });
  afterEach(() => api.stop());

  const claims = '{"access_token":{"nbf":{"essential":true}}}';
  const challenge = json(
    401,
    {},
    {
      'www-authenticate': `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
    },
  );

  it('puts a claims challenge of the API to the authority first, which may meet it without the user', async () => {
    api.answers = [challenge, json(200, { id: '1' })];
    expect((await api.clients().graph.me(user)).id).toBe('1');
    expect(api.exchanger.asked.map((request) => request.claims)).toEqual([undefined, claims]);
    expect(api.seen[1]?.headers.authorization).toBe('Bearer exchanged-2');
  });

  it.each([
    ['has not met it', undefined, claims],
    [
      'wants more of the user',
      new OboError('step_up_required', { claims: '{"more":1}', resource: 'https://search.azure.com' }),
      '{"more":1}',
    ],
  ])('turns it into a step-up of ours where the authority %s', async (_what, refusal, expected) => {
    api.answers = [challenge];
    api.exchanger.refusal = refusal;
    const error = await fault(api.clients().search.search(user, { query: 'x' }));
    expect(error).toMatchObject({
      code: 'step_up_required',
      claims: expected,
      resource: 'https://search.azure.com',
    });
    expect(api.seen).toHaveLength(refusal === undefined ? 2 : 1);
  });

  it('does not call an outage of the authority a step-up', async () => {
    api.answers = [challenge];
    api.exchanger.refusal = new OboError('authority_unavailable', { retryAfterSeconds: 3 });
    expect(await fault(api.clients().graph.me(user))).toMatchObject({ code: 'authority_unavailable' });
  });

  it('tries once more with another token where the API refuses one without a challenge', async () => {
    api.answers = [json(401, {}), json(200, { id: '1' })];
    expect((await api.clients().graph.me(user)).id).toBe('1');
    expect(api.exchanger.refused).toBe(1);
    expect(api.seen[1]?.headers.authorization).toBe('Bearer exchanged-2');
    api.answers = [json(401, {})];
    expect(await fault(api.clients().graph.me(user))).toMatchObject({
      code: 'downstream_failed',
      status: 502,
    });
  });
});
