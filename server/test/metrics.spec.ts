import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { startMetrics } from '../src/telemetry/metrics.js';
import { McpCaller } from './tools/mcp-caller.js';
import { type Product, startProduct } from './support/product.js';

describe('metrics', () => {
  let product: Product;
  let stop: () => Promise<void>;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    stop = await startMetrics({ prometheus: { host: '127.0.0.1', port } });
    product = await startProduct();
  });
  afterAll(async () => {
    await product.close();
    await stop();
  });

  const read = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const sample = (text: string, name: string, labels: RegExp): number | undefined => {
    const line = text.split('\n').find((each) => each.startsWith(`${name}{`) && labels.test(each));
    return line === undefined ? undefined : Number(line.split(' ').at(-1));
  };

  it('count runs, first words, exchanges, tool calls and refusals', async () => {
    const token = await product.cloud.issueToken();
    await product.request('/api/me', { token: 'garbage' });
    const run = await product.request('/api/chat/runs', {
      token,
      json: { threadId: 't1', runId: 'r1', messages: [{ id: 'm', role: 'user', content: 'hello' }] },
    });
    await run.text();
    await product.request('/api/obo/token', { token, json: { resource: 'https://search.azure.com' } });
    await product.request('/api/obo/token', { token, json: { resource: 'https://search.azure.com' } });
    await new McpCaller(product, token).call('secure_ping');
    const text = await read();
    expect(sample(text, 'torii_runs_total', /outcome="success"/)).toBe(1);
    expect(sample(text, 'gen_ai_client_inference_time_to_first_chunk_count', /./)).toBe(1);
    expect(sample(text, 'torii_streams', /./)).toBe(0);
    expect(sample(text, 'torii_exchanges_total', /outcome="ok".*cache="miss"/)).toBe(1);
    expect(sample(text, 'torii_exchanges_total', /outcome="ok".*cache="hit"/)).toBe(1);
    expect(sample(text, 'torii_gate_refusals_total', /reason=/)).toBe(1);
    expect(sample(text, 'mcp_server_operation_duration_count', /mcp_method_name="tools\/call"/)).toBe(1);
    expect(sample(text, 'torii_keys_age', /./)).toBeGreaterThan(0);
    expect(sample(text, 'nodejs_eventloop_delay_p99', /./)).toBeGreaterThanOrEqual(0);
  });

  it('name no person and hold no token', async () => {
    const text = await read();
    expect(text).not.toMatch(/eyJ|ada@|Lovelace|oid=|thread/i);
  });

  it('are what the alert rules and the dashboard ask for', async () => {
    const text = await read();
    const asked = ['alerts.yaml', 'dashboard.json']
      .map((name) => readFileSync(new URL(`../../deploy/monitoring/${name}`, import.meta.url), 'utf8'))
      .flatMap((file) => file.match(/\b(torii|gen_ai_client|mcp_server|nodejs)_[a-z_0-9]+/g) ?? [])
      .filter((name) => !/^gen_ai_tool/.test(name));
    expect(asked.length).toBeGreaterThan(15);
    expect([...new Set(asked)].filter((name) => !text.includes(`${name}{`))).toEqual([]);
  });

  it('refuse a port in use by the name of its setting', async () => {
    await expect(startMetrics({ prometheus: { host: '127.0.0.1', port } })).rejects.toThrow('METRICS_PORT');
  });

  it('are off without a reader', async () => {
    await expect((await startMetrics({}))()).resolves.toBeUndefined();
  });
});

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve) =>
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    }),
  );
}
