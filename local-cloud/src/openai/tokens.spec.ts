import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countTokens, pieces } from './tokens.js';

describe('token pieces', () => {
  it('are the text again when joined', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => pieces(text).join('') === text),
    );
    expect(pieces('出張規程は、すべての出張に。').join('')).toBe('出張規程は、すべての出張に。');
  });

  it('never cut a character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) =>
        pieces(text).every((piece) => piece.isWellFormed()),
      ),
    );
  });

  it('are estimated as one token per Japanese character, one per four others', () => {
    expect(countTokens('出張')).toBe(2);
    expect(countTokens('travel policy')).toBe(4);
    expect(countTokens('')).toBe(0);
  });
});
