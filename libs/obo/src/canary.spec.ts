import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { aadsts, FakeAuthority, type Script } from '../test/fake-authority.js';
import { logLines } from '../test/log-lines.js';
import { caller, jwt, SEARCH, SECRET } from '../test/jwt.js';
import { selfSigned } from '../test/self-signed.js';
import { oboAt } from '../test/setup.js';
import { nextStep, OboError, type OboOptions } from './index.js';

/** An authority that gives back what it was sent, everywhere it can: in texts, codes, headers and bodies. */
const parrots: readonly Script[] = [
  ({ form }) => echo(50013, 'invalid_grant', form),
  ({ form }) => echo(7000215, 'invalid_client', form, 401),
  ({ form }) => echo(500011, 'invalid_resource', form),
  ({ form }) => ({
    ...echo(90055, 'temporarily_unavailable', form, 503),
    headers: { 'retry-after': '1', 'x-echo': JSON.stringify(form).slice(0, 4000) },
  }),
  ({ form }) => ({
    status: 400,
    body: {
      error: `${form['client_secret'] ?? ''}\n${Object.values(form).join('\n')}`,
      suberror: form['assertion'],
      correlation_id: form['client_secret'],
    },
  }),
  ({ form }) => ({ status: 200, body: JSON.stringify(form) }),
  ({ form }) => ({ status: 500, body: `<html>${Object.values(form).join(' ')}</html>` }),
  ({ form }) => ({
    status: 200,
    body: {
      token_type: 'Bearer',
      expires_in: 60,
      access_token: form['client_assertion'] ?? form['assertion'],
    },
  }),
  () => ({ status: 200, body: { token_type: 'Bearer', expires_in: 60, access_token: caller('eve').token } }),
  () => ({ status: 0 }),
];

function echo(
  number: number,
  error: string,
  form: Readonly<Record<string, string>>,
  status = 400,
): ReturnType<typeof aadsts> {
  const { client_secret: secret, client_assertion: proof, assertion, ...rest } = form;
  const description = `AADSTS${String(number)}: ${[secret, proof, assertion, ...Object.values(rest)].join(' ')}`;
  return aadsts(number, error, { error_description: description, claims: form['assertion'] }, status);
}

describe('tokens and secrets in errors and logs', () => {
  let authority: FakeAuthority;
  let folder: string;
  const { key, certificate } = selfSigned();
  const assertion = jwt({
    aud: 'api://AzureADTokenExchange',
    iss: 'https://issuer.example',
    sub: 'canary',
    exp: 4e9,
  });

  beforeAll(async () => {
    authority = await FakeAuthority.start();
    folder = await mkdtemp(join(tmpdir(), 'torii-obo-'));
    await writeFile(join(folder, 'token'), assertion);
    await writeFile(join(folder, 'cert.pem'), key + certificate);
    await writeFile(join(folder, 'broken.pem'), key + key);
  });
  afterAll(async () => {
    await authority.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    logLines.length = 0;
  });

  const user = caller('ada');
  /** What must be found nowhere: whole, or in part. */
  const planted = [user.token, assertion, SECRET, key.split('\n')[5] ?? '']
    .flatMap((secret) => [secret, secret.slice(20, 60)])
    .filter((text) => text !== '');
  const planting = (text: string): string[] => planted.filter((secret) => text.includes(secret));

  const credentials = (): OboOptions['credentials'][] => [
    [{ kind: 'client-secret', secret: SECRET }],
    [
      { kind: 'certificate', path: join(folder, 'cert.pem') },
      { kind: 'client-secret', secret: SECRET },
    ],
    [{ kind: 'workload-identity', tokenFile: join(folder, 'token') }],
    [{ kind: 'certificate', path: join(folder, 'broken.pem') }],
    [{ kind: 'custom', load: () => Promise.reject(new Error(`cannot use ${SECRET} ${assertion}`)) }],
  ];

  it('are in no log line, no error, no text for a tool and no token object, even if the authority repeats what it was sent', async () => {
    const told: string[] = [];
    let errors = 0;
    for (const script of [...parrots, () => undefined]) {
      authority.script = script;
      for (const kinds of credentials()) {
        const { exchanger, appTokens, health } = oboAt(authority.origin, { credentials: kinds });
        const calls = [
          exchanger.exchange(user, { resource: SEARCH }),
          appTokens.token(`${SEARCH}/.default`),
          health.ready(),
        ];
        for (const outcome of await Promise.allSettled(calls)) {
          if (outcome.status === 'fulfilled') {
            if (typeof outcome.value !== 'string')
              told.push(
                inspect(outcome.value, { depth: 9, showHidden: true }),
                JSON.stringify(outcome.value),
              );
            continue;
          }
          errors += 1;
          const error: unknown = outcome.reason;
          told.push(inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), String(error));
          if (error instanceof OboError) told.push(nextStep(error));
        }
      }
    }
    expect(errors).toBeGreaterThan(50);
    expect(logLines.length).toBeGreaterThan(50);
    expect(told.flatMap(planting)).toEqual([]);
    expect(logLines.flatMap(planting)).toEqual([]);
    expect([...told, ...logLines].filter((text) => /eyJ[\w-]{10}/.test(text))).toEqual([]);
  });

  it('keep log lines on one line each, whatever the authority writes', async () => {
    authority.script = () =>
      aadsts(
        7000215,
        'invalid_client',
        { error_description: 'AADSTS7000215: a\r\nERROR forged\u2028line' },
        401,
      );
    await oboAt(authority.origin)
      .exchanger.exchange(user, { resource: SEARCH })
      .catch(() => undefined);
    expect(logLines.filter((line) => /[\r\n\u2028]/.test(line))).toEqual([]);
    expect(logLines.join(' ')).toContain('ERROR forged');
  });
});
