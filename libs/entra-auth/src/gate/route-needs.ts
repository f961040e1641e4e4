import {
  createParamDecorator,
  type CustomDecorator,
  type ExecutionContext,
  SetMetadata,
  type Type,
} from '@nestjs/common';
import type { Caller } from '../claims/caller.js';

/** What a route asks of its caller, as its decorators say; a handler's word replaces its class's. */
export interface RouteNeeds {
  readonly public: boolean;
  /** Delegated scopes, all of them; `undefined`: the required scope of the module's options. */
  readonly scopes: readonly string[] | undefined;
  /** Roles, all of them. */
  readonly roles: readonly string[];
  /** True: an app-only caller is judged by `roles`, a user by `scopes` alone. */
  readonly scopesOrRoles: boolean;
  /** True: an app-only caller gets `app_only_token`. */
  readonly userOnly: boolean;
  /** Agents that may act here, alone too (empty: any); `undefined`: an agent needs a person that it acts for. */
  readonly agents: ReadonlySet<string> | undefined;
  /** Conditional Access authentication contexts, all of them. */
  readonly authContexts: readonly string[];
  /** Group object ids, one of them. */
  readonly groups: readonly string[];
}

const KEY = {
  public: 'entra-auth:public',
  scopes: 'entra-auth:scopes',
  roles: 'entra-auth:roles',
  scopesOrRoles: 'entra-auth:scopes-or-roles',
  userOnly: 'entra-auth:user-only',
  agents: 'entra-auth:agents',
  authContexts: 'entra-auth:auth-contexts',
  groups: 'entra-auth:groups',
} as const;

/**
 * Opens a route to everybody; no token is looked at.
 *
 * @example
 * @Public() @Get('health') health() {}
 */
export const Public = (): CustomDecorator => SetMetadata(KEY.public, true);

/**
 * Asks for delegated scopes, all of them, instead of the module's required scope. Users only.
 *
 * @example
 * @RequireScopes('access_as_user', 'Notes.ReadWrite') @Post('notes') add() {}
 */
export const RequireScopes = (...scopes: readonly string[]): CustomDecorator =>
  SetMetadata(KEY.scopes, scopes);

/**
 * Asks for app roles, all of them. App-only callers may pass; a user still needs the scopes, too.
 *
 * @example
 * @RequireRoles('Tasks.Run.All') @Post('tasks') run() {}
 */
export const RequireRoles = (...roles: readonly string[]): CustomDecorator => SetMetadata(KEY.roles, roles);

/**
 * Asks a user for all `scopes`, and an app-only caller for all `roles`.
 *
 * @example
 * @RequireAnyOf({ scopes: ['Files.Read'], roles: ['Files.Read.All'] }) @Get('files') list() {}
 */
export const RequireAnyOf = (needs: {
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
}): CustomDecorator => SetMetadata(KEY.scopesOrRoles, needs);

/**
 * Marks a route that acts for a user: an app-only caller gets `app_only_token`.
 *
 * @example
 * @RequireUser() @Post('obo/token') exchange() {}
 */
export const RequireUser = (): CustomDecorator => SetMetadata(KEY.userOnly, true);

/**
 * Opens a route to agents that act alone, where otherwise a person is needed; roles that the route asks for still
 * hold. With ids (client ids, or `blueprint:<client id>`) every other agent is refused here, also with a person.
 *
 * @example
 * @AllowAgents('a9e00000-0000-4000-8000-000000000001') @Post('reports') file() {}
 */
export const AllowAgents = (...agents: readonly string[]): CustomDecorator => SetMetadata(KEY.agents, agents);

/**
 * Asks for Conditional Access authentication contexts (`acrs`), such as `c1`; the caller is asked to step up.
 *
 * @example
 * @RequireAuthContext('c1') @Delete('vault') empty() {}
 */
export const RequireAuthContext = (...ids: readonly string[]): CustomDecorator =>
  SetMetadata(KEY.authContexts, ids);

/**
 * Asks for membership in one of the groups (object ids). A token with group overage is refused, not waved through.
 *
 * @example
 * @RequireGroups('6f9619ff-8b86-4011-b42d-00cf4fc964ff') @Get('payroll') read() {}
 */
export const RequireGroups = (...ids: readonly string[]): CustomDecorator => SetMetadata(KEY.groups, ids);

/**
 * Injects the {@link Caller} into a handler; with a key, that member of it.
 *
 * @example
 * @Get('me') me(@CurrentUser() caller: Caller) {} // or @CurrentUser('oid') oid: string
 */
export const CurrentUser = createParamDecorator(
  (key: keyof Caller | undefined, context: ExecutionContext) => {
    const { caller } = context.switchToHttp().getRequest<{ readonly caller?: Caller }>();
    return key === undefined ? caller : caller?.[key];
  },
);

/** Reads the needs of a handler. */
export function routeNeeds(handler: object, controller: Type): RouteNeeds {
  const read = <T>(key: string): T | undefined =>
    (Reflect.getMetadata(key, handler) as T | undefined) ??
    (Reflect.getMetadata(key, controller) as T | undefined);
  const anyOf = read<{ scopes: readonly string[]; roles: readonly string[] }>(KEY.scopesOrRoles);
  const agents = read<readonly string[]>(KEY.agents);
  return {
    public: read<boolean>(KEY.public) ?? false,
    scopes: anyOf?.scopes ?? read<readonly string[]>(KEY.scopes),
    roles: anyOf?.roles ?? read<readonly string[]>(KEY.roles) ?? [],
    scopesOrRoles: anyOf !== undefined,
    userOnly: read<boolean>(KEY.userOnly) ?? false,
    agents: agents === undefined ? undefined : new Set(agents.map((agent) => agent.toLowerCase())),
    authContexts: read<readonly string[]>(KEY.authContexts) ?? [],
    groups: read<readonly string[]>(KEY.groups) ?? [],
  };
}
