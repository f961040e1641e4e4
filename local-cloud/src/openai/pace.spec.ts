import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { pause, untilAborted } from './pace.js';

describe('pace of an answer', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('takes the time it is given', async () => {
    let over = false;
    const waiting = pause(250, new AbortController().signal).then(() => (over = true));
    await jest.advanceTimersByTimeAsync(249);
    expect(over).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await waiting;
    expect(over).toBe(true);
  });

  it('ends at once when the caller leaves, and leaves no timer behind', async () => {
    const caller = new AbortController();
    const waiting = pause(60_000, caller.signal);
    caller.abort();
    await waiting;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not wait for a caller who is gone, or for no time', async () => {
    await pause(60_000, AbortSignal.abort());
    await untilAborted(AbortSignal.abort());
    await pause(0, new AbortController().signal);
    expect(jest.getTimerCount()).toBe(0);
  });
});
