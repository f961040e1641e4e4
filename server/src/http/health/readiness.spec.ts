import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Readiness, type ReadinessCheck } from './readiness.js';

describe('Readiness', () => {
  let readiness: Readiness;

  const watch = (...checks: ReadinessCheck[]): void => {
    readiness = new Readiness(checks);
  };

  beforeEach(() => {
    jest.useFakeTimers();
    Logger.overrideLogger(false);
  });
  afterEach(() => {
    readiness.onApplicationShutdown();
    jest.useRealTimers();
  });

  it('reaches a fallback that takes longer than any probe waits', async () => {
    const fallback = Promise.withResolvers<undefined>();
    const check = jest.fn(() => fallback.promise);
    watch({ name: 'obo', check });
    expect(await probe()).toEqual([{ name: 'obo', reason: 'has not been checked yet' }]);
    expect(await probe()).toEqual([{ name: 'obo', reason: 'has not been checked yet' }]);
    fallback.resolve(undefined);
    expect(await probe()).toEqual([]);
    expect(check.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it('starts one check at a time, however many probe', async () => {
    const slow = Promise.withResolvers<undefined>();
    const check = jest.fn(() => slow.promise);
    watch({ name: 'database', check });
    await Promise.all(Array.from({ length: 300 }, () => probe()));
    expect(check).toHaveBeenCalledTimes(1);
    slow.resolve(undefined);
  });

  it('keeps what it knows while a check hangs, and takes its result when it comes', async () => {
    const results: Promise<string | undefined>[] = [Promise.resolve(undefined)];
    watch({ name: 'database', check: () => results[0] ?? Promise.resolve(undefined) });
    expect(await probe()).toEqual([]);
    const hanging = Promise.withResolvers<string>();
    results[0] = hanging.promise;
    expect(await probe()).toEqual([]);
    hanging.resolve('the database does not answer');
    expect(await probe()).toEqual([{ name: 'database', reason: 'the database does not answer' }]);
  });

  it('checks by itself where nobody probes', async () => {
    const check = jest.fn(() => Promise.resolve(undefined));
    watch({ name: 'keys', check });
    await jest.advanceTimersByTimeAsync(20_000);
    expect(check).toHaveBeenCalledTimes(3);
  });

  it('is not ready where a check itself fails', async () => {
    watch({ name: 'keys', check: () => Promise.reject(new Error('broken')) });
    expect(await probe()).toEqual([{ name: 'keys', reason: 'the check itself failed; the log says why' }]);
  });

  async function probe() {
    const asked = readiness.unavailable();
    await jest.advanceTimersByTimeAsync(400);
    return asked;
  }
});
