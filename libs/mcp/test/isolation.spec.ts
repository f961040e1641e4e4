import { modern, legacy } from './raw-requests.js';
import { startSample, type Sample } from './sample.js';

const USERS = ['ada', 'ben', 'carla', 'dora', 'emil', 'finn', 'gitte', 'hugo'];
const CALLS_PER_USER = 100;
/** Four ids for all users, so that they collide all the time. */
const IDS = ['a', 'b', 1, 2];

interface Who {
  readonly id: string | number;
  readonly result: { readonly structuredContent: { before: string; after: string; id: string } };
}

describe('callers of a shared server', () => {
  let sample: Sample;
  beforeAll(async () => void (sample = await startSample()));
  afterAll(() => sample.close());

  async function call(user: string, number: number): Promise<Who> {
    const id = IDS[number % IDS.length] ?? 0;
    const isModern = number % 2 === 0;
    const params = { name: 'who', arguments: { pauseMs: number % 7 } };
    const body = isModern ? modern({ params, top: { id } }) : legacy({ id, params });
    const era: Record<string, string> = isModern
      ? { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'who' }
      : { 'mcp-protocol-version': '2025-11-25' };
    const response = await fetch(sample.url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${user}`,
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        ...era,
      },
      body: JSON.stringify(body),
    });
    expect(response.headers.get('content-type')).toContain('application/json');
    return (await response.json()) as Who;
  }

  it('get their own answers under their own ids, with eight users, both eras and colliding ids at once', async () => {
    const calls = USERS.flatMap((user) =>
      Array.from({ length: CALLS_PER_USER }, (_, number) => ({ user, number })),
    );
    const wrong: unknown[] = [];
    await Promise.all(
      calls.map(async ({ user, number }) => {
        const expected = IDS[number % IDS.length];
        const { id, result } = await call(user, number);
        const { before, after, id: seen } = result.structuredContent;
        if (id !== expected || before !== user || after !== user || seen !== String(expected)) {
          wrong.push({ user, number, id, before, after, seen });
        }
      }),
    );
    expect(wrong).toEqual([]);
    expect(calls).toHaveLength(800);
  });
});
