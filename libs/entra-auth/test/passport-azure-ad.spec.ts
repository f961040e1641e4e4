import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { askWith } from './ask.js';
import { TestAuthority, makeKey } from './authority.js';
import { ALL_CASES } from './cases/all.js';
import type { TokenCase } from './cases/case.js';
import { NOW, setStage, type Stage } from './stage.js';
import { signToken } from './tokens.js';
import { promised } from './verdict.js';

/** What the package does otherwise, and why. Its owner should know the price. */
const EXPECTED_FAILURES: Readonly<Record<string, string>> = {
  'typ in lower case': 'refused: typ must be JWT, in capitals',
  'typ at+jwt': 'refused: typ must be JWT',
  'typ At+JWT in mixed case': 'refused: typ must be JWT',
  'no typ': 'refused: typ must be there, though RFC 7519 s5.1 makes it optional',
  'x5t beside kid': 'refused: the thumbprint is looked up as if it were the key id',
  'the thumbprint as kid where none is published': 'accepted: kid is ignored where x5t is there',
  'a key that is published for another issuer': 'accepted: the issuer of a key is not looked at',
  'nbf just within skew': 'refused: the edge of the tolerance is off by one second',
};

/** Everything but the date stays real: the package has no clock of its own to set. */
const REAL = [
  ...([
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'setImmediate',
    'clearImmediate',
  ] as const),
  ...(['nextTick', 'queueMicrotask', 'performance', 'hrtime'] as const),
];

describe('the strategy passport-azure-ad', () => {
  let stage: Stage;
  beforeAll(async () => {
    jest.useFakeTimers({ now: NOW * 1000, doNotFake: [...REAL] });
    stage = await setStage({ strategy: 'passport-azure-ad' });
  });
  afterAll(async () => {
    await stage.close();
    jest.useRealTimers();
  });

  const statusOf = async (entry: TokenCase): Promise<number> => {
    const { status } = await askWith(
      entry.make(stage.forge),
      `${stage.apps[entry.app ?? 'default'].url}/api/me`,
    );
    return status;
  };

  it('answers the whole table like the default engine, but for the listed failures', async () => {
    const different: string[] = [];
    for (const entry of ALL_CASES) {
      if ((await statusOf(entry)) !== promised(entry.outcome, '/api/me').status) different.push(entry.name);
    }
    expect(different).toEqual(Object.keys(EXPECTED_FAILURES).toSorted((a, b) => position(a) - position(b)));
  });

  it('does not find a new key, where the default engine does', async () => {
    const fresh = await makeKey('fresh');
    stage.authority.published['2.0'].push(fresh.jwk);
    const token = signToken(fresh, stage.forge.claims());
    expect((await askWith(token, `${stage.apps.default.url}/api/me`)).status).toBe(401);
  });

  it.each(['openid-configuration', '/discovery/'])(
    'ends its process when %s answers HTML: run apart',
    async (document) => {
      const authority = new TestAuthority();
      await authority.start();
      authority.faults.set(document, (_request, response) =>
        response.writeHead(200).end('<html>busy</html>'),
      );
      const child = await runApart(authority.host);
      await authority.stop();
      expect(child).toMatchObject({ code: 1, survived: false });
      expect(child.stderr).toContain('SyntaxError');
    },
  );
});

function position(name: string): number {
  return ALL_CASES.findIndex((entry) => entry.name === name);
}

/** The package asks by https only; here its requests are led to the loopback authority, nothing else is changed. */
const PROGRAM = `
import http from 'node:http';
import https from 'node:https';
import passportAzureAd from 'passport-azure-ad';
const lead = (ask) => (url, options, callback) => ask(String(url).replace('https:', 'http:'), {}, callback);
https.request = lead(http.request);
https.get = lead(http.get);
const [host] = process.argv.slice(1);
const strategy = new passportAzureAd.BearerStrategy(
  { identityMetadata: host.replace('http:', 'https:') + '/t/v2.0/.well-known/openid-configuration', clientID: 'c', loggingLevel: 'fatal' },
  (claims, done) => done(null, claims),
);
const report = () => setTimeout(() => console.log('survived'), 500);
Object.assign(strategy, { success: report, fail: report, error: report });
strategy.authenticate({ headers: { authorization: 'Bearer a.b.c' }, query: {}, body: {} });
`;

interface Child {
  readonly code: number;
  readonly survived: boolean;
  readonly stderr: string;
}

function runApart(host: string): Promise<Child> {
  const args = ['--input-type=module', '--eval', PROGRAM, host];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { timeout: 20_000 }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), survived: stdout.includes('survived'), stderr });
    });
  });
}
