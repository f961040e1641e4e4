import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { useBrowserClient } from './browser-client.js';

@Module({})
class Empty {}

describe('useBrowserClient', () => {
  const directory = mkdtempSync(join(tmpdir(), 'torii-client-'));
  let app: NestFastifyApplication;
  const get = (url: string, accept = 'gzip, br') =>
    app.inject({ method: 'GET', url, headers: { 'accept-encoding': accept } });

  beforeAll(async () => {
    mkdirSync(join(directory, 'deep'));
    writeFileSync(join(directory, 'index.html'), '<app-root></app-root>');
    const content = `export const words = ${JSON.stringify('word '.repeat(1000))};`;
    writeFileSync(join(directory, 'deep/main-ABCDEFGH.js'), content);
    writeFileSync(join(directory, 'tiny-ABCDEFGH.js'), 'export {};');
    const { compressBelow } = (await import('../../../scripts/compress.mjs' as string)) as {
      compressBelow: (path: string) => Promise<void>;
    };
    await compressBelow(directory);
    app = await NestFactory.create<NestFastifyApplication>(Empty, new FastifyAdapter(), { logger: false });
    await useBrowserClient(app, { directory, authorityHost: 'https://login.example' });
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
  ])('sends to a browser that accepts %s what the build compressed', async (accept, encoding) => {
    const answer = await get('/deep/main-ABCDEFGH.js', accept);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['content-type']).toContain('javascript');
    expect(answer.headers['vary']).toContain('accept-encoding');
    expect(answer.rawPayload.length < 1000).toBe(encoding !== undefined);
  });

  it('sends a small file as it is, and no compressed copy by its own name', async () => {
    expect((await get('/tiny-ABCDEFGH.js')).headers['content-encoding']).toBeUndefined();
    expect((await get('/deep/main-ABCDEFGH.js.br')).statusCode).toBe(404);
  });
});
