import { Injectable } from '@nestjs/common';
import { Tool, type ToolContext } from '../src/index.js';
import { legacy } from './raw-requests.js';
import { startSample, type Sample } from './sample.js';

@Injectable()
class Patient {
  #release!: () => void;
  readonly #released = new Promise<void>((resolve) => (this.#release = resolve));

  @Tool({ name: 'patience', description: 'Says that it began, and ends when it is told to.' })
  async patience(_args: object, context: ToolContext): Promise<string> {
    await context.progress(1);
    await this.#released;
    return 'ended';
  }

  end(): void {
    this.#release();
  }
}

describe('an open event stream', () => {
  let sample: Sample;
  beforeAll(async () => void (sample = await startSample({ keepAliveMs: 10 }, [Patient])));
  afterAll(() => sample.close());

  it('carries comments while nothing else happens, and then the answer', async () => {
    const params = { name: 'patience', arguments: {}, _meta: { progressToken: 'p' } };
    const response = await fetch(sample.url, {
      method: 'POST',
      headers: {
        authorization: 'Bearer ada',
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
      },
      body: JSON.stringify(legacy({ params })),
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      if (text.includes(': keepalive')) sample.app.get(Patient).end();
    }
    expect(text.indexOf('notifications/progress')).toBeLessThan(text.indexOf(': keepalive'));
    expect(text.indexOf(': keepalive')).toBeLessThan(text.indexOf('ended'));
  });
});
