import { Logger } from '@nestjs/common';
import { legacy } from './raw-requests.js';
import { startSample, type Sample } from './sample.js';

const TOKEN = 'canary-token-77b1';
const ARGUMENT = 'canary-argument-77b1';

describe('secrets in logs and answers', () => {
  let sample: Sample;
  const lines: string[] = [];
  beforeAll(async () => {
    sample = await startSample({ audit: undefined, callerId: () => 'oid-of-ada' });
    const keep = (...parts: unknown[]): void => void lines.push(JSON.stringify(parts));
    Logger.overrideLogger({ log: keep, error: keep, warn: keep, debug: keep, verbose: keep, fatal: keep });
  });
  afterAll(async () => {
    Logger.overrideLogger(false);
    await sample.close();
  });

  it('hold the audit of each call, and neither token nor arguments nor the text of unknown errors in an answer', async () => {
    const answers = await Promise.all(
      [
        { name: 'echo', arguments: { text: ARGUMENT } },
        { name: 'echo', arguments: { text: 3 } },
        { name: 'write', arguments: { note: ARGUMENT } },
        { name: 'fail', arguments: { how: 'unknown' } },
      ].map(async (params) => {
        const response = await fetch(sample.url, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${TOKEN}`,
            accept: 'application/json, text/event-stream',
            'content-type': 'application/json',
          },
          body: JSON.stringify(legacy({ params })),
        });
        return await response.text();
      }),
    );
    const log = lines.join('\n');
    expect(log.match(/"event":"mcp_call"/g)).toHaveLength(4);
    expect(log).toContain('oid-of-ada');
    expect(log).not.toContain(TOKEN);
    expect(log).not.toContain(ARGUMENT);
    expect(answers.join('\n')).not.toContain(TOKEN);
    expect(answers.join('\n')).not.toContain('canary-5d1f');
  });
});
