/** The chat behind a test guard, with a scripted model and fixture tools, over real HTTP. */
import {
  Injectable,
  Module,
  ValidationPipe,
  type CanActivate,
  type DynamicModule,
  type ExecutionContext,
  type Type,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { InProcessMcp, McpModule } from '#libs/mcp';
import { ChatModule } from '../../../src/chat/chat.module.js';
import type { ChatOptions } from '../../../src/chat/chat-options.js';
import { ProblemDetailsFilter } from '../../../src/http/problem-details.filter.js';
import { FieldError } from '../../../src/http/problem.js';
import { StoreModule } from '../../../src/store/store.module.js';
import { FixtureTools, ToolLog, type TestCaller } from './fixture-tools.js';
import { ScriptedModel } from './scripted-model.js';

/** `Authorization: Bearer <anything>.<oid>`: the token is good, its bearer is `oid`. */
@Injectable()
class TestGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context
      .switchToHttp()
      .getRequest<{ headers: Record<string, string>; caller?: TestCaller; raw: { caller?: TestCaller } }>();
    const token = request.headers['authorization']?.replace('Bearer ', '') ?? '';
    const oid = token.split('.')[1];
    if (!oid) return false;
    const caller = { oid, tid: 'tenant', token, scopes: ['access_as_user'] };
    request.caller = caller;
    request.raw.caller = caller;
    return true;
  }
}

@Module({})
class TestModule {
  static with(options: Partial<ChatOptions>, databaseUrl: string, tools: Type): DynamicModule {
    return {
      module: TestModule,
      imports: [
        StoreModule.forRootAsync({ useFactory: () => ({ databaseUrl }) }),
        McpModule.forRoot({
          name: 'Test',
          version: '1',
          resource: 'http://localhost/mcp',
          caller: (request) => (request as { caller?: TestCaller }).caller,
          callerId: (caller) => (caller as TestCaller | undefined)?.oid,
          scopesOf: (caller) => (caller as TestCaller).scopes,
        }),
        ChatModule.forRootAsync({
          inject: [InProcessMcp],
          useFactory: (mcp: InProcessMcp): ChatOptions => ({
            servers: {},
            inProcess: {
              connect: (caller) =>
                mcp.connect(caller, { client: { capabilities: { elicitation: { form: {} } } } }),
            },
            publicName: 'Torii',
            audience: 'api://torii',
            retentionDays: 30,
            ...options,
          }),
        }),
      ],
      providers: [{ provide: APP_GUARD, useClass: TestGuard }, ToolLog, tools],
    };
  }
}

/** A running chat. `stop` in `afterAll`. */
export interface ChatApp {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly model: ScriptedModel;
  readonly tools: ToolLog;
  stop(): Promise<void>;
}

/** What a spec may set; the model is the scripted one unless `model` says otherwise. */
export interface ChatAppOptions extends Partial<ChatOptions> {
  readonly databaseUrl?: string;
  readonly api?: 'responses' | 'chat-completions';
  readonly idleTimeoutMs?: number;
}

export async function startChat(given: ChatAppOptions = {}): Promise<ChatApp> {
  const { databaseUrl = 'sqlite::memory:', api = 'responses', idleTimeoutMs = 5000, ...options } = given;
  const model = new ScriptedModel();
  const endpoint = await model.start();
  const configured = { endpoint, deployment: 'test', api, apiKey: 'model-key', idleTimeoutMs };
  const module = TestModule.with({ model: configured, ...options }, databaseUrl, FixtureTools);
  const adapter = new FastifyAdapter({ bodyLimit: 1024 * 1024 });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: false,
    abortOnError: false,
  });
  app.setGlobalPrefix('api');
  app.useGlobalPipes(
    new ValidationPipe({ whitelist: true, transform: true, exceptionFactory: toFieldError }),
  );
  app.useGlobalFilters(new ProblemDetailsFilter({ translate: (error) => Promise.resolve(error) }));
  await app.listen(0, '127.0.0.1');
  const stop = async (): Promise<void> => {
    await model.stop();
    app.getHttpServer().closeAllConnections();
    await app.close();
  };
  return { url: await app.getUrl(), app, model, tools: app.get<ToolLog>(ToolLog), stop };
}

function toFieldError(errors: { property: string; constraints?: Record<string, string> }[]): FieldError {
  return new FieldError(
    errors.map(({ property, constraints }) => ({
      field: property,
      message: Object.values(constraints ?? {}).join('; '),
    })),
  );
}
