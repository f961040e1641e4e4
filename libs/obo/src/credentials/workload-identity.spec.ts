import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeAuthority } from '../../test/fake-authority.js';
import { caller, jwt, SEARCH } from '../../test/jwt.js';
import { oboAt } from '../../test/setup.js';
import { WorkloadIdentityCredential } from './workload-identity.js';

const good = {
  aud: ['api://AzureADTokenExchange'],
  iss: 'https://oidc.example/cluster',
  sub: 'system:serviceaccount:torii:api',
  exp: Math.floor(Date.now() / 1000) + 600,
};

describe('WorkloadIdentityCredential', () => {
  let folder: string;
  let tokenFile: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'torii-obo-'));
    tokenFile = join(folder, 'token');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads the file anew for every request, because it rotates', async () => {
    const authority = await FakeAuthority.start();
    const { exchanger } = oboAt(authority.origin, {
      credentials: [{ kind: 'workload-identity', tokenFile }],
    });
    for (const round of [1, 2]) {
      await writeFile(tokenFile, `${jwt({ ...good, round })}\n`);
      const token = await exchanger.exchange(caller('ada', { session: round }), { resource: SEARCH });
      expect(token.credential).toBe('workload-identity');
      expect(authority.requests.at(-1)?.form).toMatchObject({
        client_assertion: jwt({ ...good, round }),
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      });
    }
    await authority.stop();
  });

  it.each([
    ['another audience', { ...good, aud: 'https://graph.microsoft.com' }, '(aud)'],
    ['another issuer', { ...good, iss: 'https://evil.example' }, '(iss)'],
    ['another subject', { ...good, sub: 'system:serviceaccount:torii:other' }, '(sub)'],
    ['no subject', { ...good, sub: undefined }, '(sub)'],
    ['an end in the past', { ...good, exp: 1 }, '(exp)'],
    ['no end', { ...good, exp: undefined }, '(exp)'],
  ])('refuses an assertion with %s before it is sent', async (_what, claims, named) => {
    await writeFile(tokenFile, jwt(claims));
    const credential = new WorkloadIdentityCredential({ tokenFile, issuer: good.iss, subject: good.sub });
    await expect(credential.load()).rejects.toThrow(named);
  });

  it.each([
    ['missing', undefined, 'ENOENT'],
    ['empty', '', 'not a JWT'],
    ['no JWT', 'a.b.c', 'not a JWT'],
  ])('says so when the file is %s', async (_what, text, message) => {
    if (text !== undefined) await writeFile(tokenFile, text);
    await expect(new WorkloadIdentityCredential({ tokenFile }).load()).rejects.toThrow(message);
  });
});
