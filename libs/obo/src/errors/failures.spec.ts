import { OBO_FAILURES, oboCodeOf, type OboFailure, oboFailure } from './failures.js';

const ROWS = Object.entries<OboFailure>(OBO_FAILURES);

describe('the rows of failures', () => {
  it('name each AADSTS number once, so that a number has one meaning', () => {
    const numbers = ROWS.flatMap(([, { aadsts }]) => aadsts);
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
    expect(numbers.length).toBeGreaterThan(50);
  });

  it.each(ROWS)('say of %s what to do next, with what is known and without', (code, row) => {
    const bare = row.nextStep({});
    expect(bare).toMatch(/^[A-Z].+\.$/);
    expect(bare).not.toMatch(/undefined|\s{2}/);
    const known = row.nextStep({ scopes: ['a/b'], correlationId: 'id', retryAfterSeconds: 7 });
    expect(known).not.toContain('undefined');
    expect(known === bare).toBe(
      ['another-call', 'step-up', 'sign-in'].includes(row.solvedBy) || code === 'obo_disabled',
    );
  });

  it('are found by code and by number, and nothing else is', () => {
    expect(oboFailure('consent_required')).toBe(OBO_FAILURES.consent_required);
    expect(oboCodeOf(65001)).toBe('consent_required');
    for (const stranger of ['toString', '__proto__', 'tool_call_failed', undefined, 1, {}]) {
      expect(oboFailure(stranger)).toBeUndefined();
    }
    expect(oboCodeOf(1)).toBeUndefined();
    expect(oboCodeOf(undefined)).toBeUndefined();
  });
});
