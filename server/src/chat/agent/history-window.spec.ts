import type { ModelMessage } from '../model/model.js';
import { estimateTokens, fitHistory } from './history-window.js';

const user = (text: string): ModelMessage => ({ role: 'user', text });
const assistant = (text: string, callId?: string): ModelMessage => ({
  role: 'assistant',
  text,
  calls: callId === undefined ? [] : [{ id: callId, name: 'tool', arguments: '{}' }],
});
const result = (callId: string, output: string): ModelMessage => ({ role: 'tool', callId, output });

describe('fitHistory', () => {
  const turns = [
    [user('a'), assistant('', '1'), result('1', 'x'.repeat(4000)), assistant('done')],
    [user('b'), assistant('fine')],
    [user('c')],
  ];

  it('keeps a history that fits as it is', () => {
    expect(fitHistory(turns.flat(), 2000)).toEqual({ messages: turns.flat(), leftOut: 0 });
  });

  it('leaves out the oldest turns as a whole, so that no result stands without its call', () => {
    expect(fitHistory(turns.flat(), 500)).toEqual({ messages: turns.slice(1).flat(), leftOut: 1 });
  });

  it('always keeps the last turn, however long', () => {
    const long = [user('old'), user('y'.repeat(10_000))];
    expect(fitHistory(long, 10)).toEqual({ messages: [long[1]], leftOut: 1 });
  });
});

describe('estimateTokens', () => {
  it.each([
    ['four Latin letters are about one', 'a'.repeat(400), 100],
    ['each Japanese letter is about one', '規程'.repeat(50), 100],
    ['nothing is none', '', 0],
  ])('%s', (_, text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });
});
