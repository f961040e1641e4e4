import { aadsts, FakeAuthority } from '../test/fake-authority.js';
import { caller, SEARCH } from '../test/jwt.js';
import { failure, oboAt } from '../test/setup.js';

const CLAIMS = '{"access_token":{"capolids":{"essential":true,"values":["c1"]}}}';

describe('a step-up that a blocking policy asks for', () => {
  let authority: FakeAuthority;
  let nowMs: number;
  let ask: (user: ReturnType<typeof caller>, resource?: string) => Promise<unknown>;

  beforeEach(async () => {
    authority = await FakeAuthority.start();
    authority.script = () => aadsts(53003, 'interaction_required', { claims: CLAIMS });
    nowMs = Date.now();
    const { exchanger } = oboAt(authority.origin, { now: () => nowMs });
    ask = async (user, resource = SEARCH) => (await failure(exchanger.exchange(user, { resource })))['code'];
  });
  afterEach(() => authority.stop());

  /** A session whose token was issued `after` seconds from now; Entra dates it five minutes back. */
  const session = (number: number, after: number): ReturnType<typeof caller> =>
    caller('ada', { session: number, iat: Math.floor(nowMs / 1000) + after - 300 });

  it('is asked for once: a new sign-in that changed nothing is blocked', async () => {
    expect(await ask(session(0, -1000))).toBe('step_up_required');
    expect(await ask(session(1, 20))).toBe('access_blocked');
  });

  it('is asked for again with the token that it was asked for with', async () => {
    const user = session(0, -1000);
    expect(await ask(user)).toBe('step_up_required');
    expect(await ask(user)).toBe('step_up_required');
  });

  it('is asked of another session that signed in long before, of another person and for another resource', async () => {
    expect(await ask(session(0, -1000))).toBe('step_up_required');
    expect(await ask(session(1, -900))).toBe('step_up_required');
    expect(await ask(caller('ben', { iat: Math.floor(nowMs / 1000) }))).toBe('step_up_required');
    expect(await ask(session(2, 20), 'https://ai.azure.com')).toBe('step_up_required');
  });

  it('is asked for again after ten minutes', async () => {
    expect(await ask(session(0, -1000))).toBe('step_up_required');
    nowMs += 601_000;
    expect(await ask(session(1, 0))).toBe('step_up_required');
  });

  it('is no such thing where the policy can be met: that is asked for as often as it takes', async () => {
    authority.script = () => aadsts(50076, 'interaction_required', { claims: CLAIMS });
    expect(await ask(session(0, -1000))).toBe('step_up_required');
    expect(await ask(session(1, 20))).toBe('step_up_required');
  });
});
