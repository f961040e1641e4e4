import { createHash } from 'node:crypto';
import {
  BadRequestException,
  Injectable,
  UseGuards,
  UsePipes,
  type CanActivate,
  type ExecutionContext,
  type PipeTransform,
} from '@nestjs/common';
import { IsString } from 'class-validator';
import { InProcessMcp, Tool, type CallRecord, type CallSource, type ToolContext } from '../src/index.js';
import { startSample, type Sample, type SampleCaller } from './sample.js';

@Injectable()
class Opinion {
  allows(name: string): boolean {
    return name !== 'ben';
  }
}

@Injectable()
class OpinionGuard implements CanActivate {
  readonly #opinion: Opinion;

  constructor(opinion: Opinion) {
    this.#opinion = opinion;
  }

  canActivate(context: ExecutionContext): boolean {
    const [, , , call] = context.getArgs<[unknown, unknown, unknown, ToolContext<SampleCaller>]>();
    return context.getType<string>() === 'mcp' && this.#opinion.allows(call.user.name);
  }
}

class Upper implements PipeTransform {
  transform(value: { text: string }): { text: string } {
    if (value.text === '') throw new BadRequestException('text must not be empty');
    return { text: value.text.toUpperCase() };
  }
}

class Words {
  @IsString()
  text!: string;
}

@Injectable()
class Guarded {
  @Tool({ name: 'shout', description: 'Says it loudly.', input: Words })
  @UseGuards(OpinionGuard)
  @UsePipes(Upper)
  shout({ text }: Words): string {
    return text;
  }
}

describe('guards, pipes and audit of a tool', () => {
  let sample: Sample;
  const records: CallRecord[] = [];
  const sources: CallSource[] = [];
  beforeAll(async () => {
    sample = await startSample(
      { audit: (record, source) => void (records.push(record), sources.push(source)) },
      [Opinion, Guarded],
    );
  });
  beforeEach(() => void (records.splice(0), sources.splice(0)));
  afterAll(() => sample.close());

  async function shout(name: string, text: unknown, meta = {}): Promise<Record<string, unknown>> {
    const client = await sample.app.get(InProcessMcp).connect({ name, scopes: [] });
    const result = await client.callTool({ name: 'shout', arguments: { text }, _meta: meta });
    await client.close();
    return result;
  }

  it('runs a guard that Nest made, and a pipe, on the arguments of a DTO', async () => {
    expect(await shout('ada', 'hello')).toMatchObject({ content: [{ text: 'HELLO' }] });
  });

  it('answers a guard that says no as a tool error', async () => {
    expect(await shout('ben', 'hello')).toMatchObject({
      isError: true,
      structuredContent: { code: 'forbidden' },
    });
  });

  it('shows the message of a pipe that refuses', async () => {
    expect(await shout('ada', '')).toMatchObject({
      isError: true,
      content: [{ text: 'text must not be empty' }],
      structuredContent: { code: 'http_400' },
    });
  });

  it('writes one record per call: who, what, outcome, trace, and no arguments', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    await shout('ada', 'hello', { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
    const ms = expect.any(Number) as number;
    const [record, ...others] = records;
    expect(others).toEqual([]);
    expect(record).toEqual({
      event: 'mcp_call',
      method: 'tools/call',
      name: 'shout',
      caller: 'ada',
      scopes: [],
      outcome: 'ok',
      ms,
      era: 'modern',
      traceId,
      client: { name: expect.any(String), version: expect.any(String) },
      argumentsHash: createHash('sha256').update('{"text":"hello"}').digest('hex'),
    });
    expect(sources).toEqual([{ caller: { name: 'ada', scopes: [] }, request: undefined }]);
  });

  it.each([
    ['ben', 'hello', 'error', 'forbidden'],
    ['ada', 3, 'error', 'invalid_arguments'],
  ])('records the failure of %s with %j', async (name, text, outcome, code) => {
    await shout(name, text);
    expect(records).toMatchObject([{ outcome, code }]);
  });

  it('takes the trace id of the HTTP request where the client brings none', async () => {
    await fetch(sample.url, {
      method: 'POST',
      headers: {
        authorization: 'Bearer ada',
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'who' } }),
    });
    expect(records).toMatchObject([{ name: 'who', outcome: 'ok', era: 'legacy' }]);
    expect(records[0]?.traceId).toMatch(/^req-/);
  });

  it('records a refusal over HTTP with the era of the client', async () => {
    await fetch(sample.url, {
      method: 'POST',
      headers: {
        authorization: 'Bearer ada',
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'write' } }),
    });
    expect(records).toMatchObject([{ name: 'write', outcome: 'refused', era: 'legacy' }]);
  });

  it('records a refusal in process', async () => {
    const client = await sample.app.get(InProcessMcp).connect({ name: 'ada', scopes: [] });
    await client.callTool({ name: 'write', arguments: {} }).catch(() => undefined);
    await client.close();
    expect(records).toMatchObject([
      { name: 'write', outcome: 'refused', code: 'insufficient_scope', scopes: ['Notes.Write'] },
    ]);
  });
});
