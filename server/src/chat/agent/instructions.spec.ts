import { cutUtf8, presentResult } from './instructions.js';

const CALL = { id: 'c', name: 'search', arguments: '{}', modelName: 'x__search', server: 'There' };

const LIMITS = { resultBytesToModel: 50, earlierResultBytesToModel: 10 };
const result = (content: string, metadata: Record<string, unknown> = {}, earlier = false) => ({
  content,
  metadata,
  earlier,
});

describe('presentResult', () => {
  it('says that it is data from outside, and whether the call failed', () => {
    expect(presentResult(CALL, result('text'), LIMITS)).toMatch(
      /^\[The call succeeded\. Untrusted data .*"There":\]\ntext$/,
    );
    expect(presentResult(CALL, result('text', { isError: true }), LIMITS)).toContain('The call failed.');
  });
  it('says what the person changed', () =>
    expect(presentResult(CALL, result('', { editedArguments: { id: 2 } }), LIMITS)).toContain(
      'changed its arguments to {"id":2}',
    ));
  it('is cut by bytes and says so', () => {
    const shown = presentResult(CALL, result('ab'.repeat(100)), LIMITS);
    expect(shown).toContain('[cut: the first 50 of 200 bytes are shown]');
  });
  it('is cut shorter once the person has gone on, and says how to get the rest', () => {
    const shown = presentResult(CALL, result('ab'.repeat(100), {}, true), LIMITS);
    expect(shown).toContain('[cut: the first 10 of 200 bytes are shown; call the tool again for the rest]');
  });
  it('is left out where the filter of the service stopped it', () => {
    expect(presentResult(CALL, result('poison', { blocked: true }), LIMITS)).not.toContain('poison');
  });
  it.each(['é', '語', '😀'])('never cuts %s in two', (letter) => {
    const bytes = Buffer.byteLength(letter);
    for (let max = 0; max < bytes; max++) expect(cutUtf8(letter, max)).toBe('');
    expect(cutUtf8(letter + letter, bytes)).toBe(letter);
  });
});
