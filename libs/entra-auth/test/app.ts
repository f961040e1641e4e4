import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  AuthErrorFilter,
  AuthModule,
  type AuthModuleOptions,
  type Caller,
  CurrentUser,
  Public,
  RequireAnyOf,
  RequireAuthContext,
  RequireGroups,
  RequireRoles,
  RequireScopes,
  RequireUser,
} from '../src/index.js';

export const METADATA_URL = 'https://torii.example/.well-known/oauth-protected-resource';
export const GROUP = '90000000-0000-4000-8a00-000000000009';

@Controller()
class TestController {
  @Get('api/me')
  me(@CurrentUser() caller: Caller): unknown {
    return caller;
  }
  @Post('mcp')
  mcp(@CurrentUser('oid') oid: string): unknown {
    return { jsonrpc: '2.0', id: 1, result: { oid } };
  }
  @Post('api/form')
  form(): unknown {
    return { ok: true };
  }
  @Public()
  @Get('api/config')
  config(): unknown {
    return { ok: true };
  }
  @RequireScopes('access_as_user', 'Notes.ReadWrite')
  @Get('api/notes')
  notes(): unknown {
    return { ok: true };
  }
  @RequireRoles('Tasks.Run.All')
  @Get('api/tasks')
  tasks(): unknown {
    return { ok: true };
  }
  @RequireAnyOf({ scopes: ['access_as_user'], roles: ['Tasks.Run.All'] })
  @Get('api/either')
  either(): unknown {
    return { ok: true };
  }
  @RequireUser()
  @Post('api/obo/token')
  obo(): unknown {
    return { ok: true };
  }
  @RequireAuthContext('c1')
  @Get('api/secret')
  secret(): unknown {
    return { ok: true };
  }
  @RequireGroups(GROUP)
  @Get('api/group')
  group(): unknown {
    return { ok: true };
  }
}

/** A running Nest app behind the gate, on a loopback port. */
export interface TestApp {
  readonly url: string;
  readonly nest: NestFastifyApplication;
  close(): Promise<void>;
}

/** Starts the smallest app that uses the module as its README says. */
export async function startApp(options: AuthModuleOptions): Promise<TestApp> {
  @Module({ imports: [AuthModule.forRoot(options)], controllers: [TestController] })
  class AppModule {}
  const nest = await NestFactory.create<NestFastifyApplication>(
    AppModule,
    new FastifyAdapter({ http: { maxHeaderSize: 28 * 1024 } }),
    {
      logger: false,
    },
  );
  nest.useGlobalFilters(new AuthErrorFilter());
  await nest.listen(0, '127.0.0.1');
  return { url: (await nest.getUrl()).replace('[::1]', '127.0.0.1'), nest, close: () => nest.close() };
}

/** Metadata URL per path, as the product does it. */
export const metadataFor = (path: string): string => (path === '/mcp' ? `${METADATA_URL}/mcp` : METADATA_URL);
