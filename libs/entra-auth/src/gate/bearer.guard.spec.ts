import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Challenges } from '../challenges/challenges.js';
import { AuthPolicy } from '../policy/auth.policy.js';
import { callerOf } from '../claims/caller.js';
import { RequestAuthenticator } from './request.authenticator.js';
import { BearerGuard } from './bearer.guard.js';
import { Refusals } from './refusals.js';
import { Public, RequireScopes } from './route-needs.js';

const ADA = callerOf(
  { ver: '2.0', oid: 'ada', tid: 't', sub: 's', exp: 1, scp: 'access_as_user' },
  'a.b.c',
  () => [],
);
const policy = new AuthPolicy({
  tenantId: '10000000-c047-4050-8a00-000000000001',
  clientId: 'a0000000-0000-4000-8a00-0000000000a1',
  resourceMetadataUrl: 'https://api.example/metadata',
});
const refusals = new Refusals(policy, new Challenges(policy));
const requests = new RequestAuthenticator({ authenticate: () => ADA }, refusals, policy);
const guard = new BearerGuard(requests, refusals, policy);

class Base {
  read(): void {}
}
@RequireScopes('Notes.ReadWrite')
class Strict extends Base {}
@Public()
class Open extends Base {
  @RequireScopes('Notes.ReadWrite')
  write(): void {}
}

function contextOf(
  type: string,
  controller: object,
  handler: object,
  request: object = {},
): ExecutionContext {
  const context = {
    getType: () => type,
    getClass: () => controller,
    getHandler: () => handler,
    switchToHttp: () => ({ getRequest: () => request }),
  };
  return context as unknown as ExecutionContext;
}

const signedIn = () => ({ headers: { authorization: 'Bearer a.b.c' }, raw: {} });
const failureOf = (check: () => unknown): unknown => {
  try {
    return check();
  } catch (error) {
    return (error as { failure?: string }).failure;
  }
};
const handlerOf = (of: object, name: string): object => Reflect.get(of, name) as object;

describe('BearerGuard', () => {
  const read = handlerOf(Base.prototype, 'read');

  it('leaves the caller on the request and on what is underneath it', () => {
    const request = signedIn();
    expect(guard.canActivate(contextOf('http', Base, read, request))).toBe(true);
    expect(request).toMatchObject({ caller: ADA, raw: { caller: ADA } });
  });

  it('leaves no caller on a request that it refuses', () => {
    const request = signedIn();
    expect(failureOf(() => guard.canActivate(contextOf('http', Strict, read, request)))).toBe(
      'scope_missing',
    );
    expect(request).not.toHaveProperty('caller');
  });

  it('tells two controllers apart that inherit one handler', () => {
    expect(guard.canActivate(contextOf('http', Base, read, signedIn()))).toBe(true);
    expect(guard.canActivate(contextOf('http', Open, read))).toBe(true);
    expect(failureOf(() => guard.canActivate(contextOf('http', Strict, read, signedIn())))).toBe(
      'scope_missing',
    );
  });

  it('stays shut on transports that carry no Authorization header', () => {
    expect(failureOf(() => guard.canActivate(contextOf('ws', Base, read)))).toBe('no_credentials');
    expect(failureOf(() => guard.canActivate(contextOf('rpc', Base, read)))).toBe('no_credentials');
  });
});
