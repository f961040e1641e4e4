import { type Product, startProduct } from '../support/product.js';
import { browsers } from './hostile/browsers.flows.js';
import { clientIds } from './hostile/client-ids.flows.js';
import { codes } from './hostile/codes.flows.js';
import { expectEnding, HONEST, type Stage } from './hostile/hostile-flow.js';
import { redirectUris } from './hostile/redirect-uris.flows.js';
import { refreshes } from './hostile/refreshes.flows.js';
import { registrations } from './hostile/registrations.flows.js';
import { requests } from './hostile/requests.flows.js';
import { McpClient, register } from './support/mcp-client.js';

const FLOWS = [
  ...redirectUris,
  ...clientIds,
  ...requests,
  ...browsers,
  ...codes,
  ...refreshes,
  ...registrations,
];

describe('hostile flows through the OAuth proxy', () => {
  let product: Product | undefined;
  let stage: Stage;

  beforeAll(async () => {
    const started = await startProduct();
    product = started;
    const { client_id: clientId } = await register(started, HONEST);
    stage = {
      product: started,
      client: (redirectUri) => new McpClient(started, String(clientId), redirectUri),
    };
  });
  afterAll(() => product?.close());

  it.each(FLOWS)('$title ($source)', async ({ attack, ending }) => {
    expectEnding(await attack(stage), ending, stage.product.url);
  });

  it('are no fewer than the promise, each with the document that warns of it', () => {
    expect(FLOWS.length).toBeGreaterThanOrEqual(80);
    expect(FLOWS.filter(({ source }) => !/RFC \d{4}|MCP|draft-ietf/.test(source))).toEqual([]);
    expect(new Set(FLOWS.map(({ title }) => title)).size).toBe(FLOWS.length);
  });
});
