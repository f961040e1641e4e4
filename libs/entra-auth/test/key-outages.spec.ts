import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FAULTS, HOUR, type KeyStage, MINUTE, REASONS, setKeyStage } from './key-stage.js';

const NAMES = Object.keys(FAULTS);

function fault(name: string): (typeof FAULTS)[string] {
  const found = FAULTS[name];
  if (found === undefined) throw new Error(`no fault ${name}`);
  return found;
}

describe('keys while the authority fails', () => {
  let stage: KeyStage;
  beforeEach(async () => {
    stage = await setKeyStage();
  });
  afterEach(() => stage.close());

  it.each(NAMES)('%s at a cold start: 503, and the keys are had within 10 s of its end', async (name) => {
    stage.authority.faults.set('/discovery/', fault(name));
    expect(await stage.ask('first')).toBe('keys_unavailable');
    expect(stage.failures).toEqual([expect.stringMatching(REASONS[name] ?? 'named')]);
    expect(stage.keys.usable).toBeUndefined();
    stage.authority.faults.clear();
    await stage.advance(9_999);
    expect(await stage.ask('first')).toBe('found');
  });

  it.each(NAMES)('%s later: known keys go on serving, an unknown one is 503', async (name) => {
    await stage.keys.refresh();
    stage.authority.faults.set('/discovery/', fault(name));
    await stage.advance(HOUR);
    expect(stage.failures.length).toBeGreaterThan(0);
    expect(await stage.ask('first')).toBe('found');
    expect(await stage.ask('second')).toBe('keys_unavailable');
  });

  it('an outage of a day: known keys serve for 24 h, after that everybody hears 503, until it ends', async () => {
    await stage.keys.refresh();
    stage.authority.faults.set('/discovery/', fault('status 503 with HTML'));
    for (let hour = 0; hour < 23; hour += 1) {
      await stage.advance(HOUR);
      expect(await stage.ask('first')).toBe('found');
    }
    expect(await stage.ask('second')).toBe('keys_unavailable');
    await stage.advance(HOUR);
    expect(await stage.ask('first')).toBe('keys_unavailable');
    stage.authority.faults.clear();
    await stage.advance(9_999);
    expect(await stage.ask('first')).toBe('found');
  });

  it('an authority that hangs: given up after 5 s, then as above', async () => {
    await stage.keys.refresh();
    stage.authority.faults.set('/discovery/', () => undefined);
    const waiting = stage.ask('second');
    await arrived(stage, 2);
    stage.clock.advance(4_999);
    expect(stage.failures).toEqual([]);
    stage.clock.advance(1);
    expect(await waiting).toBe('keys_unavailable');
    expect(stage.failures).toEqual(['no answer within 5 s']);
    expect(await stage.ask('first')).toBe('found');
  });

  it('metadata that fails counts like keys that fail', async () => {
    stage.authority.faults.set('openid-configuration', fault('status 503 with HTML'));
    expect(await stage.ask('first')).toBe('keys_unavailable');
    stage.authority.faults.clear();
    await stage.advance(2_000);
    expect(await stage.ask('first')).toBe('found');
  });

  it('callers of a cold start are told at once, without a request of their own each', async () => {
    stage.authority.faults.set('openid-configuration', fault('status 500'));
    await stage.ask('first');
    const before = stage.authority.requests.length;
    const answers = await Promise.all(Array.from({ length: 500 }, () => stage.ask('first')));
    expect(new Set(answers)).toEqual(new Set(['keys_unavailable']));
    expect(stage.authority.requests.length).toBe(before);
  });

  it('a machine that slept for two days loads the keys with the first caller', async () => {
    await stage.keys.refresh();
    stage.clock.sleep(48 * HOUR);
    expect(await stage.ask('first')).toBe('found');
  });

  it('keys that lapse between two tries are tried for at once', async () => {
    await stage.keys.refresh();
    stage.authority.faults.set('/discovery/', fault('status 500'));
    await stage.advance(HOUR);
    stage.clock.sleep(22 * HOUR + 58 * MINUTE);
    await stage.advance(2.5 * MINUTE);
    expect(stage.keys.usable).toBeUndefined();
    stage.authority.faults.clear();
    await stage.advance(2_000);
    expect(await stage.ask('first')).toBe('found');
  });

  it.each([
    ['7', 7_000],
    ['90', 90_000],
    ['100000', 5 * MINUTE],
    ['0', 2_000],
    ['soon', 30_000],
    ['-5', 30_000],
  ])('a refresh that failed with Retry-After: %s is tried again after %i ms', async (header, ms) => {
    await stage.keys.refresh();
    stage.authority.faults.set('/discovery/', (_request, response) =>
      response.writeHead(503, { 'retry-after': header }).end(),
    );
    await stage.advance(HOUR);
    const before = stage.authority.requests.length;
    await stage.advance(ms - 1);
    expect(stage.authority.requests.length).toBe(before);
    await stage.advance(1);
    expect(stage.authority.requests.length).toBe(before + 2);
  });

  it('a Retry-After given as a date is kept to', async () => {
    await stage.keys.refresh();
    const until = new Date(stage.clock.now() + HOUR + MINUTE).toUTCString();
    stage.authority.faults.set('/discovery/', (_request, response) =>
      response.writeHead(429, { 'retry-after': until }).end(),
    );
    await stage.advance(HOUR);
    const before = stage.authority.requests.length;
    await stage.advance(MINUTE - 1);
    expect(stage.authority.requests.length).toBe(before);
    await stage.advance(1);
    expect(stage.authority.requests.length).toBe(before + 2);
  });

  it('a failed refresh is tried again after 30 seconds, not before, where no Retry-After was sent', async () => {
    await stage.keys.refresh();
    stage.authority.faults.set('/discovery/', fault('status 500'));
    await stage.advance(HOUR);
    const before = stage.authority.requests.length;
    await stage.advance(30_000 - 1);
    expect(stage.authority.requests.length).toBe(before);
    stage.authority.faults.clear();
    await stage.advance(1);
    expect(stage.authority.requests.length).toBe(before + 2);
  });
});

/** Waits, in real time, until the authority has seen `count` requests for keys. */
async function arrived(stage: KeyStage, count: number): Promise<void> {
  while (stage.authority.keyRequests() < count) await new Promise((resolve) => setImmediate(resolve));
}
