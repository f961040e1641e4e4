import { retryAfterMs } from './retry-after.js';

const NOW = Date.parse('2026-11-27T12:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['seconds', '3', 3000],
    ['fractions of a second, as Graph sends them', '0.5', 500],
    ['a date', 'Fri, 27 Nov 2026 12:00:10 GMT', 10_000],
    ['a date in the past as now', 'Fri, 27 Nov 2026 11:00:00 GMT', 0],
    ['more than an hour as an hour', '86400', 3_600_000],
    ['nothing that is none', 'soon', undefined],
    ['no negative number', '-5', undefined],
    ['no empty text', ' ', undefined],
  ])('is read as %s', (_what, value, expected) => {
    expect(retryAfterMs(new Headers({ 'retry-after': value }), NOW)).toBe(expected);
  });

  it('may be absent', () => {
    expect(retryAfterMs(undefined)).toBeUndefined();
    expect(retryAfterMs(new Headers())).toBeUndefined();
  });
});
