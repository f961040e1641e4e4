import { aadsts, FakeAuthority } from '../test/fake-authority.js';
import { caller, SEARCH } from '../test/jwt.js';
import { failure, oboAt } from '../test/setup.js';
import type { ExchangeEvent } from './exchange-event.js';

describe('exchange events', () => {
  let authority: FakeAuthority;
  const seen: ExchangeEvent[] = [];
  const obo = () => oboAt(authority.origin, { onExchange: (event) => void seen.push(event) });

  beforeEach(async () => {
    seen.length = 0;
    authority = await FakeAuthority.start();
  });
  afterEach(() => authority.stop());

  it('tell of an exchange and of its token from the cache, both under the id that Entra has it under', async () => {
    const user = { ...caller('ada'), name: 'Ada' };
    const { exchanger } = obo();
    await exchanger.exchange(user, { resource: SEARCH });
    await exchanger.exchange(user, { resource: SEARCH });
    const correlationId = authority.requests[0]?.form['client-request-id'];
    expect(correlationId).toMatch(/^[0-9a-f-]{36}$/);
    const facts = {
      ...{ resource: SEARCH, audience: SEARCH, scopes: ['user_impersonation'], outcome: 'ok', correlationId },
      ms: expect.any(Number),
    };
    expect(seen).toEqual([
      { user, ...facts, fromCache: false },
      { user, ...facts, fromCache: true },
    ]);
    expect(seen[0]?.user).toBe(user);
  });

  it('tell of a refusal with the code, the number and the id of Entra', async () => {
    authority.script = () => aadsts(65001, 'invalid_grant', { suberror: 'consent_required' });
    const error = await failure(obo().exchanger.exchange(caller('ben'), { resource: SEARCH }));
    expect(seen).toMatchObject([
      {
        resource: SEARCH,
        outcome: 'error',
        code: 'consent_required',
        entraCode: 'AADSTS65001',
        correlationId: error['correlationId'],
        fromCache: false,
      },
    ]);
  });

  it('tell of what was refused without a request, and of a caller that went away', async () => {
    const { exchanger } = obo();
    await failure(exchanger.exchange({ ...caller('ada'), appOnly: true }, { resource: SEARCH }));
    await failure(exchanger.exchange(caller('ada'), { resource: 'https://not.listed' }));
    await failure(exchanger.exchange(caller('ada'), { resource: SEARCH, signal: AbortSignal.abort() }));
    expect(seen.map(({ code }) => code)).toEqual(['app_only_token', 'resource_not_allowed', 'aborted']);
    expect(authority.requests).toEqual([]);
  });
});
