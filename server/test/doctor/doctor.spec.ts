import { Logger } from '@nestjs/common';
import { API_APP_ID, type LocalCloud, SPA_CLIENT_ID, startLocalCloud } from '#local-cloud';
import { examine, explainCode } from '../../src/doctor/doctor.js';

describe('the doctor', () => {
  let cloud: LocalCloud;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    cloud = await startLocalCloud({ port: 0, pace: 'instant' });
  });
  afterEach(() => cloud.resetDrills());
  afterAll(() => cloud.close());

  const stateOf = (lines: readonly string[], check: string): string | undefined =>
    lines
      .find((line) => line.slice(6).startsWith(`${check}:`))
      ?.slice(0, 4)
      .trim();

  it('finds nothing to mend in a whole set-up', async () => {
    const { lines, exitCode } = await examine(cloud.settings());
    expect(lines.filter((line) => line.startsWith('fail'))).toEqual([]);
    expect(exitCode).toBe(0);
    for (const check of [
      'settings',
      'discovery',
      'issuer',
      'keys',
      'clock',
      'credential',
      'token version',
      'audience',
      'search index',
      'model',
    ]) {
      expect({ [check]: stateOf(lines, check) }).toEqual({ [check]: 'ok' });
    }
    expect(stateOf(lines, 'resource https://search.azure.com')).toBe('ok');
    expect(stateOf(lines, 'MCP server Microsoft Learn')).toBe('ok');
    expect(stateOf(lines, 'App ID URI')).toBe('ok');
    expect(lines.join('\n')).toContain('the OAuth proxy answers for the endpoint');
    expect(stateOf(lines, `redirect URI of ${API_APP_ID}`)).toBe('ok');
    expect(stateOf(lines, 'metadata documents at Entra')).toBe('ok');
  });

  it('looks at the App ID URI where MCP clients sign in at Entra itself', async () => {
    const { lines } = await examine({ ...cloud.settings(), OAUTH_PROXY: 'off' });
    expect(stateOf(lines, 'App ID URI')).toBe('warn');
    expect(stateOf(lines, 'OAuth proxy')).toBe('ok');
  });

  it.each([
    ['a wrong client secret', { ENTRA_APP_CLIENT_SECRET: 'wrong-one' }, 'credential used', 'AADSTS7000215'],
    [
      'a resource the tenant does not know',
      { TARGET_AUDIENCES: 'https://nowhere.example' },
      'resource https://nowhere.example',
      'AADSTS500011',
    ],
    [
      'a deployment that does not exist',
      { AZURE_OPENAI_CHAT_DEPLOYMENT_NAME: 'missing-model' },
      'model',
      'no deployment',
    ],
    ['a wrong model key', { AZURE_OPENAI_API_KEY: 'wrong-key' }, 'model', 'not accepted'],
    ['another tenant', { TENANT_ID: '99999999-0000-4000-8000-000000000009' }, 'discovery', 'status'],
    [
      'a redirect URI of the OAuth proxy that nobody registered',
      { OAUTH_PROXY_CLIENT_ID: SPA_CLIENT_ID },
      `redirect URI of ${SPA_CLIENT_ID}`,
      'AADSTS50011',
    ],
    ['a faulty setting', { CLOCK_SKEW_SECONDS: '900' }, 'settings', 'CLOCK_SKEW_SECONDS'],
  ])(
    'names %s, its cause and the fix, without the value of a secret',
    async (_title, change, check, words) => {
      const environment: Record<string, string> = { ...cloud.settings(), ...change };
      const { lines, exitCode } = await examine(environment);
      const line = lines.find((one) => one.startsWith('fail') && one.includes(check));
      expect(line).toContain(words);
      expect(line).toContain(' -> ');
      expect(exitCode).toBe(1);
      expect(lines.join('\n')).not.toContain(environment['ENTRA_APP_CLIENT_SECRET']);
      expect(lines.join('\n')).not.toContain(environment['AZURE_OPENAI_API_KEY']);
    },
  );

  it('says that the authority is down instead of hanging', async () => {
    const { lines, exitCode } = await examine({
      ...cloud.settings(),
      ENTRA_AUTHORITY_HOST: 'http://127.0.0.1:9',
    });
    expect(stateOf(lines, 'discovery')).toBe('fail');
    expect(exitCode).toBe(1);
  });

  it.each([
    'AADSTS65001',
    '65001',
    'AADSTS65001: The user or administrator has not consented',
    'Audience validation failed',
    'Issuer validation failed',
    'on-behalf-of',
    'chat',
    'AADSTS9010010',
    'AADSTS650053',
    'AADSTS90009',
    'AADSTS9002326',
    'AADSTS90095',
    'AADSTS50105',
    'authority_unavailable',
  ])('explains %s', (words) => {
    const { lines, exitCode } = explainCode(words);
    expect(exitCode).toBe(0);
    expect(lines[1]).toMatch(/^cause: \w/);
    expect(lines[2]).toMatch(/^fix: +\w/);
  });

  it('says plainly what it does not know', () => {
    expect(explainCode('AADSTS11111')).toMatchObject({ exitCode: 1 });
  });
});
