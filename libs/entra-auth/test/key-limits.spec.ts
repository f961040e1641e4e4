import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuthError } from '../src/index.js';
import { send } from './authority.js';
import { HOUR, type KeyStage, setKeyStage } from './key-stage.js';
import { TENANT } from './tokens.js';

describe('limits of what is believed and done', () => {
  let stage: KeyStage;
  beforeEach(async () => {
    stage = await setKeyStage();
  });
  afterEach(() => stage.close());

  it('takes a key that says RS256, and one that says nothing of its use', async () => {
    const { use: _use, ...plain } = stage.second.jwk;
    stage.authority.published['2.0'].splice(0, 1, { ...stage.first.jwk, alg: 'RS256' }, plain);
    expect([await stage.ask('first'), await stage.ask('second')]).toEqual(['found', 'found']);
  });

  it('knows a key that serves another issuer only', async () => {
    stage.authority.published['2.0'].push({ ...stage.second.jwk, issuer: 'https://other.example/v2.0' });
    expect(await stage.ask('second')).toBe('key_issuer_mismatch');
    expect(await stage.ask('first')).toBe('found');
  });

  it('takes the key of two with one id that serves this issuer', async () => {
    const twin = { ...stage.first.jwk, kid: 'second', issuer: 'https://other.example/v2.0' };
    stage.authority.published['2.0'].push(twin, stage.second.jwk);
    expect(await stage.ask('second')).toBe('found');
  });

  it.each([
    ['no jwks_uri', { jwks_uri: undefined }, 'metadata without issuer or jwks_uri'],
    ['no issuer', { issuer: 7 }, 'metadata without issuer or jwks_uri'],
    [
      'an issuer without https',
      { issuer: `http://other.example/${TENANT}/v2.0` },
      'issuer does not name the tenant',
    ],
    ['an issuer that is no URL', { issuer: `x/${TENANT}/v2.0` }, 'issuer does not name the tenant'],
    [
      'the tenant in a longer segment',
      { issuer: `https://x.example/a${TENANT}/` },
      'issuer does not name the tenant',
    ],
    [
      'keys on another port',
      { jwks_uri: 'http://127.0.0.1:9/keys' },
      'jwks_uri is not on the authority host',
    ],
    ['keys at no URL', { jwks_uri: '/keys' }, 'jwks_uri is not on the authority host'],
  ])('refuses metadata with %s', async (_name, members, reason) => {
    stage.authority.metadataExtras = members;
    expect(await stage.ask('first')).toBe('keys_unavailable');
    expect(stage.failures).toEqual([reason]);
  });

  it('follows a place named by a redirect only', async () => {
    stage.authority.faults.set('/discovery/', (_request, response) => {
      response.writeHead(500, { location: '/moved' }).end();
    });
    expect(await stage.ask('first')).toBe('keys_unavailable');
    expect(stage.failures).toEqual(['status 500']);
    expect(stage.authority.requests).not.toContain('/moved');
  });

  it.each([
    [3, 'found'],
    [4, 'keys_unavailable'],
  ])('of %i redirects in a row: %s', async (count, outcome) => {
    stage.authority.faults.set('/discovery/', (_request, response) =>
      response.writeHead(308, { location: '/hop/1' }).end(),
    );
    stage.authority.faults.set('/hop/', (request, response) => {
      const hop = Number(request.url?.split('/')[2]);
      if (hop === count) send(response, { keys: [stage.first.jwk] });
      else response.writeHead(308, { location: `/hop/${hop + 1}` }).end();
    });
    expect(await stage.ask('first')).toBe(outcome);
  });

  it.each([
    [0, 'found'],
    [1, 'keys_unavailable'],
  ])('of 512 KiB and %i bytes: %s', async (more, outcome) => {
    const empty = JSON.stringify({ keys: [stage.first.jwk], pad: '' });
    const pad = 'x'.repeat(512 * 1024 - empty.length + more);
    stage.authority.faults.set('/discovery/', (_request, response) =>
      send(response, { keys: [stage.first.jwk], pad }),
    );
    expect(await stage.ask('first')).toBe(outcome);
  });

  it('lets 2,000 callers wait for one load, and tells the next one at once', async () => {
    stage.authority.faults.set('/discovery/', () => undefined);
    const waiting = Array.from({ length: 2000 }, () => stage.ask('first'));
    expect(await stage.ask('first')).toBe('keys_unavailable');
    stage.clock.advance(5_000);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['keys_unavailable']));
    expect(stage.failures).toEqual(['no answer within 5 s']);
  });

  it('says when to come back: soon at a cold start, later where only the new key is missing', async () => {
    const retryAfter = async (): Promise<unknown> => {
      const refused: unknown = await Promise.resolve(stage.keys.find('nobody')).catch(
        (error: unknown) => error,
      );
      return (refused as AuthError).retryAfterSeconds;
    };
    stage.authority.faults.set('/discovery/', (_request, response) => send(response, {}, 500));
    const cold = await retryAfter();
    stage.authority.faults.clear();
    await stage.advance(2_000);
    stage.authority.faults.set('/discovery/', (_request, response) => send(response, {}, 500));
    expect([cold, await retryAfter()]).toEqual([2, 30]);
    expect(stage.usableThen).toEqual([false, true]);
  });

  it('tells whether a load changed anything', async () => {
    await stage.keys.refresh();
    await stage.advance(HOUR);
    stage.authority.published['2.0'].push(stage.second.jwk);
    await stage.advance(HOUR);
    expect(stage.loads).toEqual([true, false, true]);
  });

  it('does nothing any more once it is closed', async () => {
    const last = stage.keys.refresh();
    stage.keys.close();
    await last;
    const before = stage.authority.requests.length;
    await stage.advance(3 * HOUR);
    expect(stage.authority.requests.length).toBe(before);
  });
});
