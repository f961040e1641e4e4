import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Challenges, TokenValidator } from '../src/index.js';
import { GROUP, METADATA_URL } from './app.js';
import { ask, askWith, parametersOf } from './ask.js';
import { setStage, type Stage } from './stage.js';
import { APP_ID_URI, TENANT } from './tokens.js';

const APP_ONLY = { scp: undefined, roles: ['Tasks.Run.All'], idtyp: 'app' };
const SCOPE = `${APP_ID_URI}/access_as_user`;

describe('answers to callers, row by row of the contract', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());

  const get = (path: string, claims: Record<string, unknown> = {}) =>
    askWith(stage.forge.v2(claims), stage.apps.default.url + path);

  it('no credentials: 401 with resource_metadata and scope, no error', async () => {
    const answer = await ask(`${stage.apps.default.url}/api/me`);
    expect(answer.status).toBe(401);
    expect(parametersOf(answer)).toEqual({ resource_metadata: METADATA_URL, scope: SCOPE });
  });

  it('a malformed request: 400 invalid_request', async () => {
    const answer = await ask(`${stage.apps.default.url}/api/me`, { headers: [['authorization', 'Bearer']] });
    expect(answer.status).toBe(400);
    expect(parametersOf(answer)['error']).toBe('invalid_request');
  });

  it('a bad token: 401 invalid_token, with a sentence that holds nothing of the token', async () => {
    const answer = await get('/api/me', { aud: 'canary-audience' });
    expect(answer.status).toBe(401);
    expect(parametersOf(answer)['error']).toBe('invalid_token');
    expect(JSON.stringify([answer.headers, answer.body])).not.toContain('canary');
  });

  it('a missing scope: 403 insufficient_scope, naming all that the operation needs', async () => {
    const answer = await get('/api/notes');
    expect(answer.status).toBe(403);
    expect(parametersOf(answer)).toMatchObject({
      error: 'insufficient_scope',
      scope: `${SCOPE} ${APP_ID_URI}/Notes.ReadWrite`,
      resource_metadata: METADATA_URL,
    });
    expect(answer.body['scopes']).toEqual([SCOPE, `${APP_ID_URI}/Notes.ReadWrite`]);
    expect((await get('/api/notes', { scp: 'access_as_user Notes.ReadWrite' })).status).toBe(200);
  });

  it('an app-only token where a user is needed: 403 insufficient_scope', async () => {
    const answer = await get('/api/me', APP_ONLY);
    expect(answer.status).toBe(403);
    expect(parametersOf(answer)).toMatchObject({ error: 'insufficient_scope', scope: SCOPE });
  });

  it('an app-only token on a route that acts for a user: the body says app_only_token', async () => {
    const headers = [['authorization', `Bearer ${stage.forge.v2(APP_ONLY)}`]] as const;
    const answer = await ask(`${stage.apps.default.url}/api/obo/token`, { method: 'POST', headers });
    expect(answer.status).toBe(403);
    expect(answer.body['code']).toBe('app_only_token');
    expect(parametersOf(answer)['error']).toBe('insufficient_scope');
  });

  it('roles: an app with the role passes, one without is refused, a user needs scope and role', async () => {
    expect((await get('/api/tasks', APP_ONLY)).status).toBe(200);
    expect((await get('/api/tasks', { ...APP_ONLY, roles: ['Tasks.Run'] })).status).toBe(403);
    expect((await get('/api/tasks')).status).toBe(403);
    expect((await get('/api/tasks', { roles: ['Tasks.Run.All'] })).status).toBe(200);
    expect((await get('/api/tasks', { roles: ['Tasks.Run.All'], scp: 'other' })).status).toBe(403);
  });

  it('scopes or roles: a user is judged by scopes, an app by roles', async () => {
    expect((await get('/api/either')).status).toBe(200);
    expect((await get('/api/either', APP_ONLY)).status).toBe(200);
    expect((await get('/api/either', { scp: 'other', roles: ['Tasks.Run.All'] })).status).toBe(403);
    expect((await get('/api/either', { ...APP_ONLY, roles: ['access_as_user'] })).status).toBe(403);
  });

  it('a client or guest that may not come: 403, no error in the challenge', async () => {
    const token = stage.forge.v2({ acct: 1 });
    const answer = await askWith(token, `${stage.apps.strict.url}/api/me`);
    expect(answer.status).toBe(403);
    expect(answer.body['code']).toBe('guest_not_allowed');
    expect(parametersOf(answer)).toEqual({ resource_metadata: METADATA_URL });
  });

  it('more authentication needed, client declares cp1: 401 insufficient_claims with base64 claims', async () => {
    const answer = await get('/api/secret', { xms_cc: ['CP1'] });
    const wanted = { access_token: { acrs: { essential: true, value: 'c1' } } };
    const parameters = parametersOf(answer);
    expect(answer.status).toBe(401);
    expect(parameters).toMatchObject({ error: 'insufficient_claims', resource_metadata: METADATA_URL });
    expect(parameters['authorization_uri']).toBe(`${stage.authority.host}/${TENANT}/oauth2/v2.0/authorize`);
    expect(JSON.parse(Buffer.from(parameters['claims'] ?? '', 'base64').toString())).toEqual(wanted);
    expect(JSON.parse(String(answer.body['claims']))).toEqual(wanted);
  });

  it('more authentication needed, without cp1: 403 step_up_required with the claims in the body', async () => {
    const answer = await get('/api/secret');
    expect(answer.status).toBe(403);
    expect(answer.body['code']).toBe('step_up_required');
    expect(answer.body['claims']).toContain('"c1"');
    expect(parametersOf(answer)['error']).toBeUndefined();
    expect((await get('/api/secret', { acrs: ['c1'] })).status).toBe(200);
  });

  it("passes a downstream claims challenge on in the caller's own form", async () => {
    const challenges = stage.apps.default.nest.get(Challenges);
    const validator = stage.apps.default.nest.get(TokenValidator);
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
    const capable = await validator.authenticate(stage.forge.v2({ xms_cc: ['cp1'] }));
    const plain = await validator.authenticate(stage.forge.v2());
    const withCp1 = challenges.insufficientClaims(claims, capable, '/api/me');
    expect(withCp1).toMatchObject({ status: 401, code: 'insufficient_claims', claims });
    expect(withCp1.challenge).toContain(`claims="${Buffer.from(claims).toString('base64')}"`);
    expect(challenges.insufficientClaims(claims, plain)).toMatchObject({
      status: 403,
      code: 'step_up_required',
    });
  });

  it('groups: a member passes, overage never fails open', async () => {
    expect((await get('/api/group', { groups: [GROUP] })).status).toBe(200);
    expect((await get('/api/group')).body['code']).toBe('group_required');
    const overage = { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://x' } } };
    expect((await get('/api/group', overage)).body['code']).toBe('groups_unknown');
    expect((await get('/api/group', { hasgroups: true })).body['code']).toBe('groups_unknown');
  });
});
