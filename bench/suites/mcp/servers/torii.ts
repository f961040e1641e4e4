/** Our module and our gate in a Nest application of their own, with as many tools as wanted and the product's logger. The product is measured apart. */
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type * as EntraAuth from '#libs/entra-auth';
import type * as Mcp from '#libs/mcp';
import type * as Log from '../../../../server/src/http/torii-logger.js';
import { authority, port, toolNames } from './start.ts';

const dist = new URL('../../../../dist/node/libs/', import.meta.url);
const load = async <T>(name: string): Promise<T> =>
  (await import(new URL(`${name}/src/index.js`, dist).href)) as T;
// The application must use the product's own Nest, not the one installed for the peers.
const root = createRequire(new URL('../../../../package.json', import.meta.url));
const fromRoot = async <T>(name: string): Promise<T> => (await import(root.resolve(name))) as T;

const { ToriiLogger } = (await import(
  new URL('../../../../dist/node/server/src/http/torii-logger.js', import.meta.url).href
)) as typeof Log;
const { McpModule, Tool } = await load<typeof Mcp>('mcp');
const { AuthModule, Public } = await load<typeof EntraAuth>('entra-auth');
const { NestFactory } = await fromRoot<typeof import('@nestjs/core')>('@nestjs/core');
const { Module } = await fromRoot<typeof import('@nestjs/common')>('@nestjs/common');
const { FastifyAdapter } =
  await fromRoot<typeof import('@nestjs/platform-fastify')>('@nestjs/platform-fastify');

class Tools {}
const input = z.object({
  text: z.string(),
  times: z.number().int().optional(),
  loud: z.boolean().optional(),
  tag: z.string().optional(),
});
for (const name of toolNames) {
  const value = ({ text }: { text: string }): string => `pong ${text}`;
  Object.defineProperty(Tools.prototype, name, { value, configurable: true, writable: true });
  const descriptor = Object.getOwnPropertyDescriptor(Tools.prototype, name) as TypedPropertyDescriptor<
    typeof value
  >;
  Tool({ name, description: 'Answers.', input, scopes: ['access_as_user'] })(
    Tools.prototype,
    name,
    descriptor,
  );
}

interface Caller {
  readonly oid: string;
  readonly scopes: readonly string[];
}
const AUDIENCE = process.env['BENCH_AUDIENCE'] ?? '';
const cache = process.env['BENCH_CACHE'] === 'off' ? { maxEntries: 0 } : undefined;
const tenantId = process.env['BENCH_TENANT'] ?? '';

class App {}
Module({
  imports: [
    AuthModule.forRoot({
      tenantId,
      clientId: AUDIENCE,
      authorityHost: authority,
      requiredScope: 'access_as_user',
      resourceMetadataUrl: `http://127.0.0.1:${port}/.well-known/oauth-protected-resource/mcp`,
      ...(cache !== undefined && { cache }),
    } as Parameters<typeof AuthModule.forRoot>[0]),
    McpModule.forRoot({
      name: 'bench',
      version: '1.0.0',
      resource: `http://127.0.0.1:${port}/mcp`,
      caller: (request) => (request as { caller: Caller }).caller,
      callerId: (caller) => (caller as Caller).oid,
      scopesOf: (caller) => (caller as Caller).scopes,
      publicRoute: Public(),
    }),
    McpModule.forFeature([Tools]),
  ],
})(App);

const app = await NestFactory.create(App, new FastifyAdapter(), { logger: new ToriiLogger('info') });
await app.listen(port, '127.0.0.1');
