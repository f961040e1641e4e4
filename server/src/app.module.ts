import { type DynamicModule, Module } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import { AuthModule, KeyManager, Public } from '#libs/entra-auth';
import { InProcessMcp, McpMetadata, McpModule } from '#libs/mcp';
import { type DocumentNetwork, OAuthProxyModule } from '#libs/oauth-proxy';
import { AppTokens, ClientCredentials, OboHealth, OboModule, TokenExchanger } from '#libs/obo';
import { AuditLog } from './audit/audit-log.js';
import { AuditModule } from './audit/audit.module.js';
import { ChatModule } from './chat/chat.module.js';
import { authOptions } from './composition/auth.options.js';
import { chatOptions } from './composition/chat.options.js';
import { clientConfigOptions } from './composition/client-config.options.js';
import { databasePassword } from './composition/database-password.js';
import { mcpOptions } from './composition/mcp.options.js';
import { McpPerson } from './composition/mcp-person.js';
import { oauthProxyOptions } from './composition/oauth-proxy.options.js';
import { observeKeys } from './composition/metrics.js';
import { downstreamOptions, oboOptions, oboRoutesOptions } from './composition/obo.options.js';
import { readinessChecks } from './composition/readiness.js';
import { toolsOptions } from './composition/tools.options.js';
import { DownstreamModule } from './downstream/downstream.module.js';
import { ClientConfigModule } from './http/client-config/client-config.module.js';
import { HealthModule } from './http/health/health.module.js';
import { RateLimitModule } from './http/rate-limit/rate-limit.module.js';
import { RateLimiter } from './http/rate-limit/rate-limiter.js';
import { UnknownRouteModule } from './http/unknown-route.controller.js';
import { IdentityModule } from './identity/identity.module.js';
import { OboRoutesModule } from './obo/obo-routes.module.js';
import { RevocationModule } from './revocation/revocation.module.js';
import { SignOuts } from './revocation/sign-outs.js';
import type { Settings } from './settings/settings.js';
import { Database } from './store/database.js';
import { StoreModule } from './store/store.module.js';
import { ToolsModule } from './tools/tools.module.js';

/** What lies outside the settings: the network of tests. */
interface Outside {
  readonly documentNetwork?: DocumentNetwork;
}

/**
 * The composition root: turns `Settings` into the options of every library and feature. The order of imports is the
 * order of the global guards: who are you (AuthModule), then not too often (RateLimitModule).
 */
@Module({})
export class AppModule {
  static forRoot(settings: Settings, outside: Outside = {}): DynamicModule {
    const audit = new AuditLog();
    const signOuts = new SignOuts(settings.TENANT_ID);
    return {
      module: AppModule,
      imports: [
        AuthModule.forRootAsync({
          inject: [McpMetadata],
          useFactory: (mcp: McpMetadata) => authOptions(settings, mcp, signOuts),
        }),
        RateLimitModule.forRootAsync({
          inject: [Database],
          useFactory: ({ postgres }: Database) => ({
            perMinute: settings.RATE_LIMIT_PER_MINUTE,
            pool: postgres?.pool,
          }),
        }),
        ClientConfigModule.forRoot(clientConfigOptions(settings)),
        HealthModule.forRootAsync({
          inject: [KeyManager, Database, OboHealth],
          useFactory: (keys: KeyManager, database: Database, obo: OboHealth) => {
            observeKeys(keys);
            return readinessChecks({ keys, database, obo });
          },
        }),
        StoreModule.forRootAsync({
          useFactory: () => ({
            databaseUrl: settings.DATABASE_URL,
            password: databasePassword(settings),
          }),
        }),
        OboModule.forRoot(oboOptions(settings, audit)),
        RevocationModule.forRoot({
          signOuts,
          pollSeconds: settings.REVOCATION_POLL_SECONDS,
          graphEndpoint: settings.GRAPH_ENDPOINT,
        }),
        DownstreamModule.forRoot(downstreamOptions(settings)),
        McpModule.forRootAsync({
          inject: [RateLimiter, ModuleRef],
          useFactory: (limiter: RateLimiter, modules: ModuleRef) =>
            mcpOptions(settings, { limiter, audit, person: personOf(settings, modules) }),
          publicRoute: Public(),
          endpointDecorators: [ApiExcludeController()],
        }),
        ...oauthProxy(settings, { ...outside, audit }),
        ToolsModule.register(toolsOptions(settings)),
        ChatModule.forRootAsync({
          inject: [InProcessMcp, TokenExchanger, AppTokens],
          useFactory: (mcp: InProcessMcp, exchanger: TokenExchanger, appTokens: AppTokens) =>
            chatOptions(settings, { mcp, exchanger, appTokens, audit, signOuts }),
        }),
        AuditModule.forRoot({ log: audit, retentionDays: settings.AUDIT_RETENTION_DAYS }),
        IdentityModule,
        OboRoutesModule.forRoot(oboRoutesOptions(settings)),
        UnknownRouteModule,
      ],
    };
  }
}

function personOf(settings: Settings, modules: ModuleRef): McpPerson | undefined {
  return settings.OAUTH_PROXY === 'on' ? new McpPerson(settings, modules) : undefined;
}

/** The authorization server for MCP clients, where it is on. */
function oauthProxy(
  settings: Settings,
  { documentNetwork, audit }: Outside & { readonly audit: AuditLog },
): DynamicModule[] {
  if (settings.OAUTH_PROXY === 'off') return [];
  return [
    OAuthProxyModule.forRootAsync({
      inject: [ClientCredentials, Database, McpMetadata],
      useFactory: (credentials: ClientCredentials, database: Database, mcp: McpMetadata) =>
        oauthProxyOptions(settings, { credentials, database, mcp, documentNetwork, audit }),
      routeDecorators: [Public(), ApiExcludeController()],
    }),
  ];
}
