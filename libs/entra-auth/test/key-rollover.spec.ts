import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { send } from './authority.js';
import { HOUR, type KeyStage, MINUTE, setKeyStage } from './key-stage.js';
import { OTHER_TENANT, TENANT } from './tokens.js';

describe('keys that come and go', () => {
  let stage: KeyStage;
  beforeEach(async () => {
    stage = await setKeyStage();
    await stage.keys.refresh();
  });
  afterEach(() => stage.close());

  it('a new key is found by one refresh, however many ask at once', async () => {
    stage.authority.published['2.0'].push(stage.second.jwk);
    const answers = await Promise.all(Array.from({ length: 500 }, () => stage.ask('second')));
    expect(new Set(answers)).toEqual(new Set(['found']));
    expect(stage.authority.keyRequests()).toBe(2);
  });

  it('a flood of unknown key ids costs one refresh per five minutes', async () => {
    for (let round = 0; round < 20; round += 1) {
      const answers = await Promise.all(Array.from({ length: 100 }, (_, id) => stage.ask(`x${round}-${id}`)));
      expect(new Set(answers)).toEqual(new Set(['kid_unknown']));
      expect(await stage.ask('first')).toBe('found');
    }
    await stage.advance(5 * MINUTE - 1);
    expect(await stage.ask('x')).toBe('kid_unknown');
    expect(stage.authority.keyRequests()).toBe(2);
    await stage.advance(1);
    expect(await stage.ask('x')).toBe('kid_unknown');
    expect(stage.authority.keyRequests()).toBe(3);
  });

  it('the start-up load does not use the refresh up', async () => {
    stage.authority.published['2.0'].push(stage.second.jwk);
    expect(await stage.ask('second')).toBe('found');
  });

  it('a rollover inside the five minutes is seen at their end, or by the hourly refresh', async () => {
    expect(await stage.ask('nobody')).toBe('kid_unknown');
    stage.authority.published['2.0'].push(stage.second.jwk);
    expect(await stage.ask('second')).toBe('kid_unknown');
    await stage.advance(5 * MINUTE);
    expect(await stage.ask('second')).toBe('found');
  });

  it('a removed key is refused after the next good refresh', async () => {
    stage.authority.published['2.0'].splice(0, 1, stage.second.jwk);
    expect(await stage.ask('first')).toBe('found');
    await stage.advance(HOUR);
    expect(await stage.ask('first')).toBe('kid_unknown');
    expect(await stage.ask('second')).toBe('found');
  });

  it('an unknown key id after a failed refresh is 503, after a good one 401', async () => {
    stage.authority.faults.set('/discovery/', (_request, response) => send(response, {}, 500));
    expect(await stage.ask('nobody')).toBe('keys_unavailable');
    expect(await stage.ask('nobody')).toBe('keys_unavailable');
    stage.authority.faults.clear();
    await stage.advance(5 * MINUTE);
    expect(await stage.ask('nobody')).toBe('kid_unknown');
  });

  it('an issuer that changes is refused, and the old keys stay', async () => {
    stage.authority.published['2.0'].push(stage.second.jwk);
    stage.authority.metadataExtras = { issuer: `https://attacker.example/${TENANT}/v2.0` };
    expect(await stage.ask('second')).toBe('keys_unavailable');
    expect(await stage.ask('first')).toBe('found');
    expect(stage.failures).toEqual(['issuer changed']);
  });

  it('keys on another host are refused, and never asked for', async () => {
    stage.authority.metadataExtras = { jwks_uri: 'https://attacker.example/keys' };
    expect(await stage.ask('second')).toBe('keys_unavailable');
    expect(await stage.ask('first')).toBe('found');
    expect(stage.failures).toEqual(['jwks_uri is not on the authority host']);
  });

  it('an issuer of another tenant is refused from the start', async () => {
    const cold = await setKeyStage();
    cold.authority.metadataExtras = { issuer: cold.authority.issuer(OTHER_TENANT, '2.0') };
    expect(await cold.ask('first')).toBe('keys_unavailable');
    expect(cold.failures).toEqual(['issuer does not name the tenant']);
    await cold.close();
  });

  it('a redirect on the same host is followed', async () => {
    stage.authority.faults.set('/discovery/v2.0/keys', (_request, response) => {
      response.writeHead(307, { location: '/moved/here' }).end();
    });
    stage.authority.faults.set('/moved/', (_request, response) =>
      send(response, { keys: [stage.second.jwk] }),
    );
    await stage.advance(HOUR);
    expect(await stage.ask('second')).toBe('found');
  });

  it.each([
    [998, 'found'],
    [999, 'keys_unavailable'],
  ])('of two keys and %i that are none of ours: %s', async (padding, outcome) => {
    const others = Array.from({ length: padding }, (_, id) => ({ kty: 'EC', kid: `other-${id}` }));
    stage.authority.published['2.0'].push(...others, stage.second.jwk);
    expect(await stage.ask('second')).toBe(outcome);
  });

  it('leaves out keys that cannot verify RS256, and keeps the rest', async () => {
    const { kid: _kid, ...nameless } = stage.second.jwk;
    stage.authority.published['2.0'].push(
      nameless,
      { ...stage.second.jwk, use: 'enc' },
      { ...stage.second.jwk, alg: 'RS512' },
      { kty: 'EC', kid: 'second', crv: 'P-256', x: 'a', y: 'b' },
      { kty: 'oct', kid: 'second', k: 'c2VjcmV0' },
      { kty: 'RSA', kid: 'second', n: 'AQAB', e: 'AQAB' },
    );
    await stage.advance(HOUR);
    expect(await stage.ask('second')).toBe('kid_unknown');
    expect(await stage.ask('first')).toBe('found');
  });
});
