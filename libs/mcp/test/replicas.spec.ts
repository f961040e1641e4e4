import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Tool, type McpModuleOptions, type ToolContext } from '../src/index.js';
import { Sealer } from '../src/call/sealer.js';
import { legacy, modern } from './raw-requests.js';
import { startSample, type Sample } from './sample.js';

type Json = Record<string, unknown>;

@Injectable()
class Client {
  @Tool({ name: 'client', description: 'Names the client.' })
  name(_args: object, { client }: ToolContext): object {
    return { client: client ?? 'unknown' };
  }
}

const [first, second] = [randomBytes(32), randomBytes(32)];

async function post(sample: Sample, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(sample.url, {
    method: 'POST',
    headers: {
      authorization: 'Bearer ada',
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  });
}

describe('replicas with the same encryption keys', () => {
  const samples: Sample[] = [];
  const start = async (options: Partial<McpModuleOptions>): Promise<Sample> => {
    const sample = await startSample(options, [Client]);
    samples.push(sample);
    return sample;
  };
  afterAll(() => Promise.all(samples.map((sample) => sample.close())));

  const ask = (more: Json = {}): object =>
    modern({
      params: { name: 'ask', arguments: { what: 'delete' }, ...more },
      meta: { 'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } } },
    });
  const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'ask' };
  const question = async (sample: Sample): Promise<Json> => {
    const { result } = (await (await post(sample, ask(), headers)).json()) as { result: Json };
    const [key] = Object.keys(result['inputRequests'] as Json);
    const inputResponses = { [String(key)]: { action: 'accept', content: { sure: true } } };
    return { inputResponses, requestState: result['requestState'] };
  };
  const answered = async (sample: Sample, answer: Json): Promise<Json> =>
    (await (await post(sample, ask(answer), headers)).json()) as Json;

  it('take the answer to a question that another one asked', async () => {
    const one = await start({ encryptionKeys: [first] });
    const other = await start({ encryptionKeys: [second, first] });
    expect(await answered(other, await question(one))).toMatchObject({
      result: { structuredContent: { what: 'delete', sure: true } },
    });
  });

  it('refuse the answer to a question that was sealed with a key they do not have', async () => {
    const one = await start({ encryptionKeys: [first] });
    const stranger = await start({ encryptionKeys: [second] });
    expect(await answered(stranger, await question(one))).toMatchObject({ error: { code: -32602 } });
  });

  it('refuse an answer after its time', async () => {
    const late = await start({ encryptionKeys: [first], requestStateTtlSeconds: 0 });
    expect(await answered(late, await question(late))).toMatchObject({ error: { code: -32602 } });
  });

  it('know a 2025 client by the session id that another one gave, and keep its requests stateless', async () => {
    const one = await start({ encryptionKeys: [first] });
    const other = await start({ encryptionKeys: [first] });
    const info = { name: 'Old Client', version: '1.2' };
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: info };
    const opened = await post(one, legacy({ method: 'initialize', params }));
    const session = String(opened.headers.get('mcp-session-id'));
    expect(session).toMatch(/^[\x21-\x7e]{40,1000}$/);
    expect(Buffer.from(session, 'base64url').toString()).not.toContain('Old Client');
    const call = legacy({ params: { name: 'client', arguments: {} } });
    const at = (sample: Sample, id: string): Promise<unknown> =>
      post(sample, call, { 'mcp-session-id': id }).then((response) => response.json());
    expect(await at(other, session)).toMatchObject({ result: { structuredContent: { client: info } } });
    expect(await at(other, 'made-up')).toMatchObject({
      result: { structuredContent: { client: 'unknown' } },
    });
  });
});

describe('Sealer', () => {
  it('opens nothing that was sealed for another purpose or binding, or was changed', () => {
    const sealer = new Sealer([first], 'a');
    const sealed = sealer.seal({ x: 1 }, 'b');
    expect(sealer.open(sealed, 'b')).toEqual({ x: 1 });
    expect(sealer.open(sealed, 'c')).toBeUndefined();
    expect(new Sealer([first], 'other').open(sealed, 'b')).toBeUndefined();
    expect(sealer.open(`${sealed.slice(0, -2)}AA`, 'b')).toBeUndefined();
    expect(sealer.open('', 'b')).toBeUndefined();
  });
});
