import type { ThreadBranch, ThreadDetail } from '#libs/contract';

import { versionOfAnswer, versionOfMessage, versionsOf } from './versions.js';

function thread(branches: readonly ThreadBranch[]): ThreadDetail {
  const at = '2026-11-27T10:00:00Z';
  const messages = ['q1', 'a1', 'q2', 'a2'].map((id) => ({ id }));
  return { id: 't', title: '', createdAt: at, updatedAt: at, branch: 'b', messages, runs: [], branches };
}

describe('versions of a thread', () => {
  it('are none where nothing was edited or asked again', () => {
    const versions = versionsOf(thread([]));
    expect(versionOfMessage(versions, 'q2')).toBeUndefined();
    expect(versionOfAnswer(versions, 'q2')).toBeUndefined();
  });

  it('stand at the message that was edited, with the way back and forth', () => {
    const versions = versionsOf(
      thread([
        { id: 'main', after: 'a1', next: 'q2-first', older: true },
        { id: 'c', after: 'a1', next: 'q2-third', older: false },
      ]),
    );
    expect(versionOfMessage(versions, 'q2')).toEqual({ index: 2, count: 3, previous: 'main', next: 'c' });
    expect(versionOfMessage(versions, 'q1')).toBeUndefined();
  });

  it('stand at the answer that was asked for again', () => {
    const versions = versionsOf(thread([{ id: 'main', after: 'q2', next: 'a2-first', older: true }]));
    expect(versionOfAnswer(versions, 'q2')).toEqual({ index: 2, count: 2, previous: 'main' });
    expect(versionOfMessage(versions, 'q2')).toBeUndefined();
  });

  it('count branches that go on with the same message once', () => {
    const versions = versionsOf(
      thread([
        { id: 'main', next: 'q1-first', older: true },
        { id: 'x', next: 'q1-first', older: true },
      ]),
    );
    expect(versionOfMessage(versions, 'q1')).toEqual({ index: 2, count: 2, previous: 'x' });
  });
});
