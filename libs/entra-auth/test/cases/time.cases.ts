import type { Changes } from '../tokens.js';
import type { Outcome, TokenCase } from './case.js';

const SKEW = 60;
const DAY_AND_FOUR_HOURS = 28 * 3600;

function timeCase(name: string, outcome: Outcome, times: (now: number) => Changes): TokenCase {
  return { name, outcome, make: (forge) => forge.v2(times(forge.now)) };
}

function allWrong(claim: 'exp' | 'nbf' | 'iat'): readonly TokenCase[] {
  const values: readonly (readonly [string, unknown])[] = [
    ['missing', undefined],
    ['null', null],
    ['a string', '1800000000'],
    ['true', true],
    ['an array', [1_800_000_000]],
  ];
  return values.map(([kind, value]) =>
    timeCase(`${claim} is ${kind}`, 'claim_malformed', () => ({ [claim]: value })),
  );
}

function rawTime(name: string, claim: string, literal: string, outcome: Outcome): TokenCase {
  return {
    name,
    outcome,
    make: (forge) => {
      const text = JSON.stringify(forge.claims({ [claim]: 4242 })).replace('4242', literal);
      return forge.raw(forge.header(), text);
    },
  };
}

/** The clock of the app stands still at `now`, so every edge is exact. */
export const TIME_CASES: readonly TokenCase[] = [
  ...allWrong('exp'),
  ...allWrong('nbf'),
  ...allWrong('iat'),
  timeCase('expired exactly now less skew', 'token_expired', (now) => ({ exp: now - SKEW })),
  timeCase('one second before that', 'accepted', (now) => ({
    exp: now - SKEW + 1,
    iat: now - 3600,
    nbf: now - 3600,
  })),
  timeCase('expired long ago', 'token_expired', (now) => ({ exp: now - 86_400 })),
  timeCase('exp zero', 'token_expired', () => ({ exp: 0 })),
  timeCase('exp negative', 'token_expired', () => ({ exp: -1 })),
  timeCase('exp with a fraction', 'accepted', (now) => ({ exp: now + 100.5 })),
  timeCase('exp in milliseconds', 'validity_implausible', (now) => ({ exp: (now + 3600) * 1000 })),
  rawTime('exp 1e20', 'exp', '1e20', 'validity_implausible'),
  rawTime('exp beyond what a number holds', 'exp', '1e999', 'claim_malformed'),
  timeCase('nbf just within skew', 'accepted', (now) => ({ nbf: now + SKEW })),
  timeCase('nbf one second beyond skew', 'token_not_yet_valid', (now) => ({ nbf: now + SKEW + 1 })),
  timeCase('iat just within skew', 'accepted', (now) => ({ iat: now + SKEW })),
  timeCase('iat one second beyond skew', 'token_not_yet_valid', (now) => ({ iat: now + SKEW + 1 })),
  timeCase('nbf equal to exp', 'validity_implausible', (now) => ({ nbf: now + 30, exp: now + 30 })),
  timeCase('nbf after exp', 'validity_implausible', (now) => ({ nbf: now + 40, exp: now + 30 })),
  timeCase('a life of 28 h and the skew', 'accepted', (now) => ({
    iat: now,
    exp: now + DAY_AND_FOUR_HOURS + SKEW,
  })),
  timeCase('one second more', 'validity_implausible', (now) => ({
    iat: now,
    exp: now + DAY_AND_FOUR_HOURS + SKEW + 1,
  })),
  timeCase('a life counted from nbf where that is later', 'accepted', (now) => ({
    iat: now - 40 * 3600,
    exp: now + DAY_AND_FOUR_HOURS,
  })),
  timeCase('a life counted from iat where that is later', 'accepted', (now) => ({
    nbf: now - 40 * 3600,
    exp: now + DAY_AND_FOUR_HOURS,
  })),
  timeCase('iat and nbf of the year 1970', 'validity_implausible', () => ({ iat: 0, nbf: 0 })),
];
