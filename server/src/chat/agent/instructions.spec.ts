import { cutUtf8, presentResult } from './instructions.js';

const CALL = { id: 'c', name: 'search', arguments: '{}', modelName: 'x__search', server: 'There' };

describe('what the model sees of a result', () => {
  it('says that it is data from outside, and whether the call failed', () => {
    expect(presentResult(CALL, 'text', {}, 100)).toMatch(
      /^\[The call succeeded\. Untrusted data .*"There":\]\ntext$/,
    );
    expect(presentResult(CALL, 'text', { isError: true }, 100)).toContain('The call failed.');
  });
  it('says what the person changed', () =>
    expect(presentResult(CALL, '', { editedArguments: { id: 2 } }, 100)).toContain(
      'changed its arguments to {"id":2}',
    ));
  it('is cut by bytes and says so', () => {
    const shown = presentResult(CALL, 'ab'.repeat(100), {}, 50);
    expect(shown).toContain('[cut: the first 50 of 200 bytes are shown]');
  });
  it.each(['é', '語', '😀'])('never cuts %s in two', (letter) => {
    const bytes = Buffer.byteLength(letter);
    for (let max = 0; max < bytes; max++) expect(cutUtf8(letter, max)).toBe('');
    expect(cutUtf8(letter + letter, bytes)).toBe(letter);
  });
});
