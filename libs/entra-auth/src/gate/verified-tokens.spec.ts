import { describe, expect, it } from '@jest/globals';
import { type Caller, callerOf } from '../claims/caller.js';
import { VerifiedTokens } from './verified-tokens.js';

const NOW = 1_800_000_000_000;

function caller(token: string, lifeSeconds = 3600): Caller {
  return callerOf(
    { exp: NOW / 1000 + lifeSeconds, ver: '2.0', oid: 'o', tid: 't', sub: 's', scp: 'a' },
    token,
    () => [],
  );
}

describe('VerifiedTokens', () => {
  const make = (maxEntries = 100) => new VerifiedTokens({ maxEntries, maxCharacters: 10_000 });

  it('knows a token again by its exact text only', () => {
    const tokens = make();
    const ada = caller('ada.token');
    tokens.put(ada, NOW, 1);
    expect(tokens.get('ada.token', NOW, 1)).toBe(ada);
    expect(tokens.get('ada.toke', NOW, 1)).toBeUndefined();
    expect(tokens.get('Ada.token', NOW, 1)).toBeUndefined();
  });

  it('forgets after five minutes', () => {
    const tokens = make();
    tokens.put(caller('t'), NOW, 1);
    expect(tokens.get('t', NOW + 299_999, 1)).toBeDefined();
    expect(tokens.get('t', NOW + 300_000, 1)).toBeUndefined();
  });

  it('forgets at exp, and never keeps a token that lives on skew alone', () => {
    const tokens = make();
    tokens.put(caller('t', 10), NOW, 1);
    expect(tokens.get('t', NOW + 9_999, 1)).toBeDefined();
    expect(tokens.get('t', NOW + 10_000, 1)).toBeUndefined();
    tokens.put(caller('late', -30), NOW, 1);
    expect(tokens.get('late', NOW, 1)).toBeUndefined();
  });

  it('forgets when the keys changed', () => {
    const tokens = make();
    tokens.put(caller('t'), NOW, 1);
    expect(tokens.get('t', NOW, 2)).toBeUndefined();
  });

  it('stays within its bounds', () => {
    const tokens = make(2);
    for (const token of ['a', 'b', 'c']) tokens.put(caller(token), NOW, 1);
    expect(['a', 'b', 'c'].filter((token) => tokens.get(token, NOW, 1) !== undefined)).toEqual(['b', 'c']);
    tokens.put(caller('x'.repeat(20_000)), NOW, 1);
    expect(tokens.get('x'.repeat(20_000), NOW, 1)).toBeUndefined();
  });

  it('can be switched off', () => {
    const tokens = make(0);
    tokens.put(caller('t'), NOW, 1);
    expect(tokens.get('t', NOW, 1)).toBeUndefined();
  });
});
