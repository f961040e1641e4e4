import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FakeClock } from '../../test/fake-clock.js';
import { Challenges } from '../challenges/challenges.js';
import { AuthError } from '../errors/auth.error.js';
import type { AuthFailure } from '../errors/failures.js';
import { AuthPolicy } from '../policy/auth.policy.js';
import { Refusals } from './refusals.js';

describe('Refusals', () => {
  const lines: unknown[] = [];
  let clock: FakeClock;
  let refusals: Refusals;

  beforeEach(() => {
    lines.length = 0;
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void lines.push(line));
    clock = new FakeClock();
    const policy = new AuthPolicy({
      tenantId: '10000000-c047-4050-8a00-000000000001',
      clientId: 'a0000000-0000-4000-8a00-0000000000a1',
      resourceMetadataUrl: 'https://api.example/metadata',
      clock,
    });
    refusals = new Refusals(policy, new Challenges(policy));
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const refuse = (failure: AuthFailure) =>
    refusals.complete(new AuthError(failure), { headers: {}, url: '/api/me' });

  it('logs once a minute how often each failure happened', () => {
    for (let call = 0; call < 10_000; call += 1) refuse('kid_unknown');
    refuse('audience_mismatch');
    expect(lines).toEqual([]);
    clock.advance(60_000);
    expect(lines).toEqual([
      {
        message: 'callers refused',
        periodSeconds: 60,
        refused: { kid_unknown: 10_000, audience_mismatch: 1 },
      },
    ]);
    clock.advance(600_000);
    expect(lines).toHaveLength(1);
  });

  it('logs nothing of callers that only come without credentials', () => {
    refuse('no_credentials');
    clock.advance(60_000);
    refusals.onModuleDestroy();
    expect(lines).toEqual([]);
  });

  it('logs what was counted before it is destroyed', () => {
    refuse('token_expired');
    refusals.onModuleDestroy();
    clock.advance(60_000);
    expect(lines).toHaveLength(1);
  });
});
