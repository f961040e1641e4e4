import { answerForm } from './accept.js';

describe('answerForm', () => {
  it.each([
    [undefined, 'stream'],
    ['*/*', 'stream'],
    ['text/event-stream', 'stream'],
    ['application/json', 'json'],
    ['application/*', 'json'],
    ['application/json, text/event-stream', 'stream'],
    ['application/json;q=0.9, text/event-stream;q=0.8', 'json'],
    ['text/event-stream;q=0, */*', 'json'],
    ['Application/JSON ; q=1', 'json'],
  ])('takes %s as %s', (accept, form) => expect(answerForm(accept)).toBe(form));

  it.each(['text/html', 'application/json;q=0', 'text/event-stream;q=x', ''])('refuses %s', (accept) =>
    expect(() => answerForm(accept)).toThrow(
      expect.objectContaining({ status: 406, code: 'not_acceptable' }),
    ),
  );
});
