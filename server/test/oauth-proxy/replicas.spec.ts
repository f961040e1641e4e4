import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app.js';
import { loadSettings } from '../../src/settings/load-settings.js';
import { type Product, startProduct } from '../support/product.js';
import { McpClient } from './support/mcp-client.js';

const key = (): string => randomBytes(32).toString('base64');

describe('several replicas behind one address', () => {
  const [old, fresh] = [key(), key()];
  const folder = mkdtempSync(join(tmpdir(), 'torii-replicas-'));
  const database = { DATABASE_URL: `sqlite:${join(folder, 'torii.sqlite')}` };
  let product: Product;
  const others: NestFastifyApplication[] = [];

  /** Another replica, reached under the address of the first. */
  async function replica(keys: string): Promise<string> {
    const settings = loadSettings({
      ...product.cloud.settings(product.url),
      ...database,
      RATE_LIMIT_PER_MINUTE: '0',
      ENCRYPTION_KEYS: keys,
    });
    const app = await createApp(settings, { logger: false, clientDirectory: '/nowhere' });
    others.push(app);
    await app.listen(0, '127.0.0.1');
    return (await app.getUrl()).replace('[::1]', '127.0.0.1');
  }

  beforeAll(async () => {
    product = await startProduct({ settings: { ...database, ENCRYPTION_KEYS: `${old},${fresh}` } });
  });
  afterAll(async () => {
    for (const app of others) {
      app.getHttpServer().closeAllConnections();
      await app.close();
    }
    await product?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finish one sign-in in turns, while the keys are rotated', async () => {
    const rotated = await replica(`${fresh},${old}`);
    const client = await McpClient.registered(product);
    let step = 0;
    client.browser.via = (url) => ((step += 1) % 2 === 0 ? url : url.replace(product.url, rotated));
    const stop = await client.signIn('ada');
    client.endpoint = rotated;
    const { status, body } = await client.redeem(stop);
    expect(status).toBe(200);
    expect((await client.refresh(body['refresh_token'])).status).toBe(200);
  });

  it('open nothing any more when the old key is gone, and say so as clients expect it', async () => {
    const client = await McpClient.registered(product);
    const stop = await client.signIn('ada');
    client.endpoint = await replica(fresh);
    expect(await client.redeem(stop)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });
});
