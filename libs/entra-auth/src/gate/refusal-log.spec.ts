import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FakeClock } from '../../test/fake-clock.js';
import { AuthError } from '../answers/auth.error.js';
import { AuthPolicy } from '../policy/auth.policy.js';
import { RefusalLog } from './refusal-log.js';

describe('RefusalLog', () => {
  const lines: unknown[] = [];
  let clock: FakeClock;
  let log: RefusalLog;

  beforeEach(() => {
    lines.length = 0;
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void lines.push(line));
    clock = new FakeClock();
    log = new RefusalLog(
      new AuthPolicy({
        tenantId: '10000000-c047-4050-8a00-000000000001',
        clientId: 'a0000000-0000-4000-8a00-0000000000a1',
        resourceMetadataUrl: 'https://api.example/metadata',
        clock,
      }),
    );
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('tells once a minute how often each failure happened', () => {
    for (let call = 0; call < 10_000; call += 1) log.add(new AuthError('kid_unknown'));
    log.add(new AuthError('audience_mismatch'));
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

  it('says nothing of callers that only come without credentials', () => {
    log.add(new AuthError('no_credentials'));
    clock.advance(60_000);
    log.onModuleDestroy();
    expect(lines).toEqual([]);
  });

  it('tells what it knows before it goes', () => {
    log.add(new AuthError('token_expired'));
    log.onModuleDestroy();
    clock.advance(60_000);
    expect(lines).toHaveLength(1);
  });
});
