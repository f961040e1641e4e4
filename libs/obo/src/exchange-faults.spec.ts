import { aadsts, FakeAuthority } from '../test/fake-authority.js';
import { logLines } from '../test/log-lines.js';
import { caller, SEARCH } from '../test/jwt.js';
import { failure, oboAt } from '../test/setup.js';
import { nextStep, OBO_FAILURES, OboError, type OboErrorCode } from './index.js';

const CHALLENGE = '{"access_token":{"capolids":{"essential":true,"values":["c1"]}}}';
const BASIC = { suberror: 'basic_action', claims: CHALLENGE };
const CONSENT = { suberror: 'consent_required' };

/** Every row of the mapping: number, `error`, the rest of the answer, our code, HTTP status of the answer. */
const TABLE: readonly (readonly [number, string, object, OboErrorCode, number?])[] = [
  ...[50076, 50079, 50072, 50074, 50078, 50158, 53000, 53001, 53002, 53003].map(
    (n) => [n, 'interaction_required', BASIC, 'step_up_required'] as const,
  ),
  [70043, 'invalid_grant', { claims: CHALLENGE }, 'step_up_required'],
  [50076, 'interaction_required', {}, 'step_up_required'],
  [50079, 'invalid_grant', { claims: 'not json' }, 'step_up_required'],
  [99999, 'interaction_required', BASIC, 'step_up_required'],
  ...[53003, 530032, 530034, 530035].map((n) => [n, 'interaction_required', {}, 'access_blocked'] as const),
  [53003, 'invalid_grant', { suberror: 'message_only' }, 'access_blocked'],
  [50105, 'invalid_grant', {}, 'access_blocked'],
  [99999, 'access_denied', {}, 'access_blocked'],
  ...[65001, 65004, 90094, 9002341].map((n) => [n, 'invalid_grant', CONSENT, 'consent_required'] as const),
  [65001, 'invalid_grant', {}, 'consent_required'],
  [65001, 'invalid_grant', { ...CONSENT, claims: CHALLENGE }, 'access_blocked'],
  [99999, 'invalid_grant', CONSENT, 'consent_required'],
  ...[50013, 500131, 500133, 50173, 70000].map((n) => [n, 'invalid_grant', {}, 'invalid_token'] as const),
  [50173, 'invalid_grant', { suberror: 'bad_token' }, 'invalid_token'],
  [700082, 'invalid_grant', { suberror: 'bad_token' }, 'invalid_token'],
  [99999, 'invalid_grant', {}, 'invalid_token'],
  [7000114, 'invalid_request', {}, 'app_only_token'],
  [240002, 'invalid_grant', {}, 'invalid_token'],
  ...[700027, 700024, 7000215, 7000222, 70002, 700211, 700212, 700213, 7000218].map(
    (n) => [n, 'invalid_client', {}, 'upstream_credential_error', 401] as const,
  ),
  [700016, 'unauthorized_client', {}, 'upstream_credential_error'],
  [50013, 'invalid_client', {}, 'upstream_credential_error', 401],
  [65001, 'invalid_client', {}, 'upstream_credential_error', 401],
  ...[90002, 50049, 90038, 9001023, 90051].map(
    (n) => [n, 'invalid_request', {}, 'upstream_configuration_error'] as const,
  ),
  [500011, 'invalid_resource', {}, 'upstream_configuration_error'],
  [650057, 'invalid_resource', {}, 'upstream_configuration_error'],
  [700022, 'invalid_request', {}, 'upstream_configuration_error'],
  [70011, 'invalid_scope', {}, 'upstream_configuration_error'],
  [28002, 'invalid_request', {}, 'upstream_configuration_error'],
  [99999, 'something_new', {}, 'upstream_configuration_error'],
  [90055, 'invalid_request', {}, 'authority_unavailable'],
  [50196, 'invalid_grant', {}, 'authority_unavailable'],
  [90024, 'temporarily_unavailable', {}, 'authority_unavailable'],
  [90006, 'invalid_request', {}, 'authority_unavailable'],
  [90012, 'invalid_request', {}, 'authority_unavailable'],
  [90033, 'invalid_grant', {}, 'authority_unavailable', 503],
];

describe('faults of the token endpoint', () => {
  let authority: FakeAuthority;

  beforeEach(async () => {
    authority = await FakeAuthority.start();
    logLines.length = 0;
  });
  afterEach(() => authority.stop());

  const exchange = (): Promise<Record<string, unknown>> =>
    failure(oboAt(authority.origin).exchanger.exchange(caller(), { resource: SEARCH }));

  const rows = TABLE.map(([number, error, more, code, status = 400]) => ({
    number,
    error,
    more,
    code,
    status,
  }));

  it.each(rows)('AADSTS$number ($error $more) becomes $code', async (row) => {
    const { number, error, more, code, status } = row;
    authority.script = () => aadsts(number, error, { ...more }, status);
    const thrown = await exchange();
    expect(thrown).toBeInstanceOf(OboError);
    expect(thrown).toMatchObject({ code, status: OBO_FAILURES[code].status });
    expect(String(thrown['correlationId'])).toBe('4a1b7f3c-0000-4000-8000-000000000002');
    const ours = code.startsWith('upstream_');
    expect(thrown['entraCode']).toBe(ours ? undefined : `AADSTS${String(number)}`);
    expect(nextStep(thrown as unknown as OboError).length).toBeGreaterThan(20);
  });

  it('hands the claims and the scopes on, as JSON text and fully qualified', async () => {
    authority.script = () => aadsts(50076, 'interaction_required', BASIC);
    expect(await exchange()).toMatchObject({
      claims: CHALLENGE,
      scopes: [`${SEARCH}/.default`],
      resource: SEARCH,
    });
    authority.script = () => aadsts(65001, 'invalid_grant', CONSENT);
    const consent = await exchange();
    expect(consent).toMatchObject({ code: 'consent_required', scopes: [`${SEARCH}/.default`] });
    expect(consent['claims']).toBeUndefined();
  });

  it('tells the log what the operator has to mend, and the caller only where to find it', async () => {
    authority.script = () => aadsts(7000215, 'invalid_client', {}, 401);
    const thrown = await exchange();
    const told = JSON.stringify({ ...thrown, message: thrown['message'] });
    expect(told).not.toMatch(/secret|7000215|client-secret/i);
    expect(logLines.join('\n')).toMatch(/client-secret.*AADSTS7000215/);
    expect(logLines.join('\n')).toContain(String(thrown['correlationId']));
  });

  it.each([
    ['an HTML page', { status: 502, body: '<html>' }],
    ['an HTML page that says 200', { status: 200, body: '<html>' }],
    [
      'a token that is empty',
      { status: 200, body: { access_token: '', token_type: 'Bearer', expires_in: 1 } },
    ],
    ['a refusal without an OAuth error', { status: 400, body: { title: 'Bad request' } }],
    ['a cut connection', { status: 0 }],
    ['a redirect', { status: 307, body: '', headers: { location: 'http://127.0.0.1:9/' } }],
    ['an endless body', { status: 200, body: ' '.repeat(1_100_000) }],
  ])('takes %s for an outage and tries three times', async (_what, answer) => {
    authority.script = () => answer;
    const thrown = await exchange();
    expect(thrown).toMatchObject({ code: 'authority_unavailable', status: 503 });
    expect(thrown['retryAfterSeconds']).toBeGreaterThan(0);
    expect(authority.requests).toHaveLength(3);
  });

  it('succeeds on a retry after a passing outage', async () => {
    authority.script = (_arrived, count) => (count < 3 ? { status: 500, body: {} } : undefined);
    const token = await oboAt(authority.origin).exchanger.exchange(caller(), { resource: SEARCH });
    expect(token.claims['oid']).toBe('oid-ada');
  });

  it('gives up on an authority that does not answer, once and in time', async () => {
    authority.script = () => new Promise(() => undefined);
    const { exchanger } = oboAt(authority.origin, { requestTimeoutMs: 40 });
    const thrown = await failure(exchanger.exchange(caller(), { resource: SEARCH }));
    expect(thrown['code']).toBe('authority_unavailable');
    expect(authority.requests).toHaveLength(1);
  });
});
