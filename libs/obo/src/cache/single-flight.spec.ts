import { SingleFlight } from './single-flight.js';

describe('SingleFlight', () => {
  it('runs the work once for a thousand callers of one key', async () => {
    const flights = new SingleFlight<number>();
    let runs = 0;
    const work = async (): Promise<number> => {
      runs += 1;
      await Promise.resolve();
      return runs;
    };
    const answers = await Promise.all(Array.from({ length: 1000 }, () => flights.run('key', work)));
    expect(new Set(answers)).toEqual(new Set([1]));
    expect(runs).toBe(1);
  });

  it('fails everybody who waits when the work fails, and starts anew for the next call', async () => {
    const flights = new SingleFlight<string>();
    const fail = (): Promise<string> => Promise.reject(new Error('down'));
    const failed = await Promise.allSettled([flights.run('key', fail), flights.run('key', fail)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await flights.run('key', () => Promise.resolve('up'))).toBe('up');
  });

  it('lets one caller leave without disturbing the others', async () => {
    const flights = new SingleFlight<string>();
    const { promise, resolve } = Promise.withResolvers<string>();
    const leaver = new AbortController();
    const left = flights.run('key', () => promise, leaver.signal);
    const stayed = flights.run('key', () => promise, new AbortController().signal);
    leaver.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    resolve('done');
    expect(await stayed).toBe('done');
  });

  it('aborts the work when the last caller has left, and does not hand it to the next', async () => {
    const flights = new SingleFlight<string>();
    const callers = [new AbortController(), new AbortController()];
    let inner: AbortSignal | undefined;
    const hang = (signal: AbortSignal): Promise<string> => {
      inner = signal;
      return new Promise(() => undefined);
    };
    const waits = callers.map(({ signal }) => flights.run('key', hang, signal));
    callers[0]?.abort();
    expect(inner?.aborted).toBe(false);
    callers[1]?.abort();
    expect(inner?.aborted).toBe(true);
    await Promise.allSettled(waits);
    expect(await flights.run('key', () => Promise.resolve('fresh'))).toBe('fresh');
  });

  it('refuses a caller whose signal has fired already, without starting the work', async () => {
    const flights = new SingleFlight<string>();
    const started = flights.run('key', () => Promise.resolve('no'), AbortSignal.abort(new Error('late')));
    await expect(started).rejects.toThrow('late');
    expect(flights.has('key')).toBe(false);
  });
});
