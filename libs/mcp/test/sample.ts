import { Injectable, type CanActivate } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { z } from 'zod';
import { McpModule, Tool, ToolError, type McpModuleOptions, type ToolContext } from '../src/index.js';

/** A caller as the sample's guard makes it: `Authorization: Bearer name scope scope`. */
export interface SampleCaller {
  readonly name: string;
  readonly scopes: readonly string[];
}

/** Reads the sample's credentials; refuses requests that have none. */
export const sampleGuard: CanActivate = {
  canActivate: (context) => {
    if (context.getType<string>() === 'mcp') return true;
    const request = context
      .switchToHttp()
      .getRequest<{ headers: Record<string, string>; caller?: SampleCaller }>();
    const [scheme, name, ...scopes] = (request.headers['authorization'] ?? '').split(' ');
    if (scheme !== 'Bearer' || name === undefined) return request.headers['x-public'] === 'yes';
    request.caller = { name, scopes };
    return true;
  },
};

/** Tools that the specs of this library call. */
@Injectable()
export class SampleTools {
  /** How many `wait` calls saw their signal abort. */
  aborted = 0;
  #started!: () => void;
  #saw!: () => void;
  /** Resolves once a `wait` call saw its signal abort. */
  readonly allAborted = new Promise<void>((resolve) => (this.#saw = resolve));
  /** Resolves once a `wait` call runs. */
  readonly waiting = new Promise<void>((resolve) => (this.#started = resolve));

  @Tool({
    name: 'who',
    description: 'Says who calls, before and after a pause, so that a mix-up of callers would show.',
    input: z.object({ pauseMs: z.number().int().min(0).max(100).default(0) }),
    output: z.object({ before: z.string(), after: z.string(), id: z.string() }),
    annotations: { readOnlyHint: true },
  })
  async who({ pauseMs }: { pauseMs: number }, context: ToolContext<SampleCaller>): Promise<object> {
    const before = context.user.name;
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return { before, after: context.user.name, id: String(context.requestId) };
  }

  @Tool({ name: 'echo', description: 'Says it back.', input: z.object({ text: z.string() }) })
  echo({ text }: { text: string }): string {
    return text;
  }

  @Tool({ name: 'write', description: 'Needs more.', scopes: ['Notes.Write'] })
  write(): string {
    return 'written';
  }

  @Tool({ name: 'fail', description: 'Fails.', input: z.object({ how: z.enum(['tool', 'unknown']) }) })
  fail({ how }: { how: 'tool' | 'unknown' }): never {
    if (how === 'tool') throw new ToolError('not_there', 'Look elsewhere.', { place: 'attic' });
    throw new Error('secret canary-5d1f in the text');
  }

  @Tool({ name: 'count', description: 'Reports progress.', input: z.object({ to: z.number().int() }) })
  async count({ to }: { to: number }, { progress, log }: ToolContext): Promise<string> {
    for (let step = 1; step <= to; step += 1) await progress(step, to, `step ${step}`);
    await log('debug', 'counted');
    return `counted to ${to}`;
  }

  @Tool({ name: 'wait', description: 'Waits until it is aborted.' })
  async wait(_args: object, { signal }: ToolContext): Promise<string> {
    this.#started();
    await new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.aborted += 1;
    this.#saw();
    return 'aborted';
  }

  @Tool({ name: 'ask', description: 'Asks before it acts.', input: z.object({ what: z.string() }) })
  async ask({ what }: { what: string }, { elicit }: ToolContext): Promise<object> {
    const answer = await elicit({
      message: `Really ${what}?`,
      schema: z.object({ sure: z.boolean() }),
    });
    return answer.action === 'accept' ? { what, sure: answer.content.sure } : { what, action: answer.action };
  }
}

/** A running sample application, and where it listens. */
export interface Sample {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly tools: SampleTools;
  close(): Promise<void>;
}

/** Options of the sample; `resource` must name the port, so it is taken first. */
export function sampleOptions(overrides: Partial<McpModuleOptions> = {}): McpModuleOptions {
  return {
    name: 'sample',
    version: '1.0.0',
    resource: 'http://localhost:3000/mcp',
    authorizationServers: ['https://login.example/v2.0'],
    caller: (request) => (request as { caller?: SampleCaller }).caller,
    callerId: (caller) => (caller as SampleCaller).name,
    scopesOf: (caller) => (caller as SampleCaller).scopes,
    qualifyScope: (scope) => `api://sample/${scope}`,
    audit: () => undefined,
    traceId: (request) => (request as { id: string }).id,
    ...overrides,
  };
}

/** Starts the sample on a free loopback port. */
export async function startSample(
  overrides: Partial<McpModuleOptions> = {},
  providers: readonly (new () => object)[] = [],
  prepare: (app: NestFastifyApplication) => Promise<void> = async () => undefined,
): Promise<Sample> {
  const testing = await Test.createTestingModule({
    imports: [McpModule.forRoot(sampleOptions(overrides)), McpModule.forFeature([SampleTools, ...providers])],
  }).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  app.useGlobalGuards(sampleGuard);
  await prepare(app);
  await app.listen(0, '127.0.0.1');
  const url = `${await app.getUrl()}/mcp`;
  return { app, url, tools: app.get(SampleTools), close: () => app.close() };
}
