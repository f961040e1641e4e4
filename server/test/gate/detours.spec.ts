import { request } from 'node:http';
import { type Product, startProduct } from '../support/product.js';

/** Sends the path as it is: URL parsers would straighten it. */
function rawRequest(
  product: Product,
  method: string,
  path: string,
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(product.url);
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

const PROTECTED = [
  '/api/me',
  '/api/obo/resources',
  '/api/tools',
  '/api/chat/threads',
  '/api/nothing',
  '/mcp',
];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Other spellings of a protected path, none of which may lead past the gate. */
const DETOURS = [
  '/api/me/',
  '/api//me',
  '//api/me',
  '/api/./me',
  '/api/health/../me',
  '/api/config/../me',
  '/api/health/..%2fme',
  '/api/%6de',
  '/%61pi/me',
  '/API/ME',
  '/api/me;v=1',
  '/api/me%00',
  '/api/me%20',
  '/api/config/me',
  '/api/health/me',
  '/api/docs/../me',
  '/mcp/',
  '/MCP',
  '/mcp/..//api/me',
];

describe('no way around the gate', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  it.each(PROTECTED)('%s is shut for every method', async (path) => {
    const statuses = await Promise.all(METHODS.map((method) => rawRequest(product, method, path)));
    expect(statuses.map(({ status }) => status)).toEqual(METHODS.map(() => 401));
  });

  it.each(DETOURS)('%s does not lead to what /api/me and /mcp hold', async (path) => {
    const { status, text } = await rawRequest(product, 'GET', path);
    expect([400, 401, 403, 404, 405]).toContain(status);
    expect(text).not.toContain('"oid"');
  });

  it('every operation of the OpenAPI document is shut, but for the few that the contract opens', async () => {
    const document = (await (await product.request('/api/docs-json', { token: false })).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [method.toUpperCase(), path.replace(/\{\w+\}/g, 'x')] as const),
    );
    const open: string[] = [];
    for (const [method, path] of operations) {
      const { status } = await rawRequest(product, method, path);
      if (status !== 401) open.push(path);
    }
    expect(operations.length).toBeGreaterThan(10);
    expect(open.toSorted()).toEqual(['/api/config', '/api/health/live', '/api/health/ready']);
  });

  it('headers larger than any token need are refused before anything reads them', async () => {
    const headers = { authorization: `Bearer ${'a'.repeat(100_000)}` };
    const answer = await product.request('/api/me', { token: false, headers }).catch(() => undefined);
    expect(answer?.status ?? 431).toBe(431);
    expect((await product.request('/api/me')).status).toBe(200);
  });
});
