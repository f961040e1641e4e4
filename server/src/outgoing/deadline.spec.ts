import { DeadlineError, withDeadline } from './deadline.js';

describe('withDeadline', () => {
  const never = (): Promise<never> => new Promise(() => undefined);

  it('gives the result of work that is done in time, and aborts nothing afterwards', async () => {
    let inner: AbortSignal | undefined;
    const parent = new AbortController();
    const work = (signal: AbortSignal): Promise<string> => {
      inner = signal;
      return Promise.resolve('done');
    };
    expect(await withDeadline(1000, parent.signal, work)).toBe('done');
    parent.abort();
    expect(inner?.aborted).toBe(false);
  });

  it('ends work that pays no heed to its signal when its time is over', async () => {
    await expect(withDeadline(5, undefined, never)).rejects.toThrow(DeadlineError);
  });

  it('ends the work with the reason of the parent signal', async () => {
    const parent = new AbortController();
    const ended = withDeadline(60_000, parent.signal, never);
    parent.abort(new Error('gone'));
    await expect(ended).rejects.toThrow('gone');
  });

  it('does not start work for a caller that has left already', async () => {
    let started = false;
    const work = (): Promise<void> => {
      started = true;
      return Promise.resolve();
    };
    await expect(withDeadline(60_000, AbortSignal.abort(new Error('gone')), work)).rejects.toThrow('gone');
    expect(started).toBe(false);
  });
});
