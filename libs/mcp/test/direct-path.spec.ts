import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  inputRequired,
  ResourceNotFoundError,
  Tool,
  type CallToolResult,
  type ToolContext,
} from '../src/index.js';
import { legacy, modern } from './raw-requests.js';
import { startSample, type Sample } from './sample.js';

const INFO = 'io.modelcontextprotocol/clientInfo';
const LOG = 'io.modelcontextprotocol/logLevel';

@Injectable()
class Shapes {
  runs = 0;

  @Tool({ name: 'shape', description: 'Ends in every way.', input: z.object({ how: z.string() }) })
  async shape({ how }: { how: string }, context: ToolContext): Promise<unknown> {
    this.runs += 1;
    switch (how) {
      case 'text':
        return 'plain';
      case 'object':
        return { a: 1, list: [1, 2] };
      case 'nothing':
        return undefined;
      case 'list':
        return [1, 2, 3];
      case 'number':
        return 7;
      case 'blocks':
        return {
          content: [
            { type: 'text', text: 'one' },
            { type: 'text', text: 'two' },
          ],
        } satisfies CallToolResult;
      case 'annotated':
        return { content: [{ type: 'text', text: 'one', annotations: { priority: 1 } }], _meta: { x: 1 } };
      case 'broken':
        return { content: [{ type: 'text' }] };
      case 'error':
        return { isError: true, content: [{ type: 'text', text: 'no' }] };
      case 'sampling':
        return inputRequired({
          inputRequests: { s: inputRequired.createMessage({ messages: [], maxTokens: 1 }) },
        });
      case 'protocol':
        throw new ResourceNotFoundError('test://nothing');
      case 'meta':
        return { meta: context.meta, client: context.client?.name, era: context.era };
      case 'log':
        await context.log('info', 'heard');
        return 'logged';
      default:
        throw new Error('unknown');
    }
  }
}

const HOW = [
  'text',
  'object',
  'nothing',
  'list',
  'number',
  'blocks',
  'annotated',
  'broken',
  'error',
  'sampling',
  'protocol',
  'meta',
  'log',
  'throws',
];

describe('the direct path', () => {
  let sample: Sample;
  let shapes: Shapes;
  beforeAll(async () => {
    sample = await startSample({}, [Shapes]);
    shapes = sample.app.get(Shapes);
  });
  afterAll(() => sample.close());

  async function post(
    body: object,
    headers: Record<string, string>,
  ): Promise<{ status: number; answer: unknown }> {
    const before = shapes.runs;
    const response = await fetch(sample.url, {
      method: 'POST',
      headers: {
        authorization: 'Bearer ada',
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    expect(shapes.runs - before).toBe(1);
    const frames = text.startsWith('event:') ? text.match(/data: .*/g)?.map((line) => line.slice(6)) : [text];
    return { status: response.status, answer: frames?.map((frame) => JSON.parse(frame) as unknown) };
  }

  /** Icons in the client's introduction are right, and rare enough that only the SDK's handler takes them. */
  function both(how: string, meta: object): Promise<{ status: number; answer: unknown }[]> {
    const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'shape' };
    const params = { name: 'shape', arguments: { how } };
    const send = (info: object): ReturnType<typeof post> =>
      post(modern({ params, meta: { [INFO]: { name: 'raw', version: '1', ...info }, ...meta } }), headers);
    return (async () => [await send({}), await send({ icons: [] })])();
  }

  it.each(HOW)('answers "%s" like the SDK, and runs the tool once', async (how) => {
    const [direct, slow] = await both(how, { 'example.com/x': 1 });
    expect(direct).toEqual(slow);
  });

  it.each(['debug', 'info', 'error'])('sends log messages like the SDK at level %s', async (level) => {
    const [direct, slow] = await both('log', { [LOG]: level });
    expect(direct).toEqual(slow);
    expect(JSON.stringify(direct).includes('heard')).toBe(level !== 'error');
  });

  it.each(HOW.filter((how) => how !== 'log'))(
    'answers "%s" to a 2025 client without the marks of 2026',
    async (how) => {
      const { answer } = await post(legacy({ params: { name: 'shape', arguments: { how } } }), {});
      expect(JSON.stringify(answer)).not.toContain('resultType');
      expect(answer).toEqual([expect.objectContaining({ jsonrpc: '2.0', id: 'x' })]);
    },
  );
});
