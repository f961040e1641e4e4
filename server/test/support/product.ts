import { createServer } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '#local-cloud';
import type { DocumentNetwork } from '#libs/oauth-proxy';
import { createApp } from '../../src/app.js';
import { loadSettings } from '../../src/settings/load-settings.js';

/** The whole product on loopback: the local cloud and the server, in this process. */
export interface Product {
  readonly url: string;
  readonly cloud: LocalCloud;
  readonly app: NestFastifyApplication;
  /** A request with the token of a demo user (Ada where none is named), or with none (`false`). */
  request(path: string, options?: ProductRequest): Promise<Response>;
  close(): Promise<void>;
}

export interface ProductRequest extends Omit<RequestInit, 'body'> {
  /** A token, or `false` for none. */
  readonly token?: string | false;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly body?: string;
}

export interface ProductOptions {
  /** Settings over those of the local cloud. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly cloud?: LocalCloudOptions;
  readonly documentNetwork?: DocumentNetwork;
}

/** Starts both; `close` in `afterAll`. The database lives in memory, the model answers at once. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const port = await freePort();
  const cloud = await startLocalCloud({ port: 0, pace: 'instant', ...options.cloud });
  const settings = loadSettings({
    ...cloud.settings(`http://localhost:${port}`),
    PORT: String(port),
    DATABASE_URL: 'sqlite::memory:',
    RATE_LIMIT_PER_MINUTE: '0',
    ...options.settings,
  });
  const app = await createApp(settings, {
    logger: false,
    clientDirectory: '/nowhere',
    ...(options.documentNetwork === undefined ? {} : { documentNetwork: options.documentNetwork }),
  });
  await app.listen(port, '127.0.0.1');
  const url = `http://localhost:${port}`;
  return {
    url,
    cloud,
    app,
    request: (path, given = {}) => send(cloud, `${url}${path}`, given),
    close: async () => {
      // A client in this process may hold a connection that it has not used yet: nobody would end that one.
      app.getHttpServer().closeAllConnections();
      await app.close();
      await cloud.close();
    },
  };
}

async function send(
  cloud: LocalCloud,
  url: string,
  { token, json, ...init }: ProductRequest,
): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== false)
    headers.set('authorization', `Bearer ${token ?? (await cloud.issueToken({ user: 'ada' }))}`);
  if (json !== undefined) headers.set('content-type', 'application/json');
  return fetch(url, {
    redirect: 'manual',
    ...init,
    headers,
    ...(json === undefined ? {} : { method: init.method ?? 'POST', body: JSON.stringify(json) }),
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
