import { events } from '../agent/events.js';
import { EventBuffer } from './event-buffer.js';

describe('events that wait for the log', () => {
  it('join the words of one message, and number what is left without gaps', () => {
    const waiting = new EventBuffer({ runId: 'r', seq: 0 });
    const all = [
      events.textStart('m'),
      events.text('m', 'a'),
      events.text('m', 'b'),
      events.textEnd('m'),
      events.callArgs('c1', '{'),
      events.callArgs('c2', '{'),
      events.callArgs('c2', '}'),
      events.callArgs('c1', '}'),
    ];
    for (const event of all) waiting.add(event);
    const taken = waiting.take();
    expect(taken.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    const deltas = taken.map(({ json }) => (JSON.parse(json) as { delta?: string }).delta);
    expect(deltas).toEqual([undefined, 'ab', undefined, '{', '{}', '}']);
    expect(waiting.length).toBe(0);
  });

  it('go on counting after they were taken, and never change what was', () => {
    const waiting = new EventBuffer({ runId: 'r', seq: 0 });
    const first = events.text('m', 'a');
    waiting.add(first);
    expect(waiting.take()).toMatchObject([{ seq: 1 }]);
    waiting.add(events.text('m', 'b'));
    expect(waiting.take()).toEqual([{ runId: 'r', seq: 2, json: expect.stringContaining('"delta":"b"') }]);
    expect(first).toMatchObject({ delta: 'a' });
  });
});
