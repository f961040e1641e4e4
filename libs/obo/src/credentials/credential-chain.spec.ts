import { aadsts, FakeAuthority, type Scripted } from '../../test/fake-authority.js';
import { logLines } from '../../test/log-lines.js';
import { caller, jwt, SEARCH, SECRET } from '../../test/jwt.js';
import { failure, oboAt } from '../../test/setup.js';
import { type ClientCredential, type ClientAuthentication, CredentialUnavailableError } from '../index.js';

/** A provider whose assertion carries a generation; `rotate` is what an operator does behind its back. */
class Rotating implements ClientCredential {
  generation = 1;
  loads = 0;
  readonly #kept = new Map<boolean, number>();

  constructor(readonly kind: string) {}

  async load({ fresh }: { readonly fresh: boolean }): Promise<ClientAuthentication> {
    this.loads += 1;
    await Promise.resolve();
    if (fresh) this.#kept.clear();
    const generation = this.#kept.get(true) ?? this.generation;
    this.#kept.set(true, generation);
    return { clientAssertion: jwt({ kind: this.kind, generation }) };
  }
}

const broken = (kind: string): ClientCredential => ({
  kind,
  load: () => Promise.reject(new CredentialUnavailableError('not here')),
});

describe('the credential chain', () => {
  let authority: FakeAuthority;

  beforeEach(async () => {
    authority = await FakeAuthority.start();
    logLines.length = 0;
  });
  afterEach(() => authority.stop());

  const refusal = (number: number): Scripted => aadsts(number, 'invalid_client', {}, 401);
  const secret = { kind: 'client-secret', secret: SECRET } as const;
  const exchangerOf = (...credentials: (ClientCredential | typeof secret)[]) =>
    oboAt(authority.origin, { credentials }).exchanger;

  it('uses the first credential that loads, in the configured order', async () => {
    const token = await exchangerOf(broken('one'), secret, new Rotating('three')).exchange(caller(), {
      resource: SEARCH,
    });
    expect(token.credential).toBe('client-secret');
    expect(logLines.join('\n')).toContain('one is passed over');
  });

  it('loads anew and tries once more when the authority does not know the key', async () => {
    const credential = new Rotating('custom');
    authority.script = (_arrived, count) => (count === 1 ? refusal(700027) : undefined);
    const token = await exchangerOf(credential).exchange(caller(), { resource: SEARCH });
    expect(token.credential).toBe('custom');
    expect(credential.loads).toBe(2);
    expect(authority.requests).toHaveLength(2);
  });

  it('goes to the next credential once when the second try is refused, too', async () => {
    authority.script = ({ form }) => (form['client_secret'] === undefined ? refusal(700027) : undefined);
    const exchanger = exchangerOf(new Rotating('custom'), secret);
    expect((await exchanger.exchange(caller(), { resource: SEARCH })).credential).toBe('client-secret');
    expect(authority.requests).toHaveLength(3);
    await exchanger.exchange(caller('ben'), { resource: SEARCH });
    expect(authority.requests).toHaveLength(4);
  });

  it('does not try a secret again that the authority refused', async () => {
    authority.script = () => refusal(7000215);
    const error = await failure(exchangerOf(secret).exchange(caller(), { resource: SEARCH }));
    expect(error['code']).toBe('upstream_credential_error');
    expect(authority.requests).toHaveLength(1);
  });

  it('tries a credential that was passed over again when nothing else is left', async () => {
    const exchanger = exchangerOf(secret);
    authority.script = () => refusal(7000222);
    await failure(exchanger.exchange(caller(), { resource: SEARCH }));
    authority.script = () => undefined;
    expect((await exchanger.exchange(caller(), { resource: SEARCH })).credential).toBe('client-secret');
  });

  it('says nothing of credentials to the caller when none can be used', async () => {
    const exchanger = exchangerOf(broken('vault'), broken('file'));
    const error = await failure(exchanger.exchange(caller(), { resource: SEARCH }));
    expect(error).toMatchObject({ code: 'upstream_credential_error', status: 503 });
    expect(error['correlationId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify({ ...error, text: String(error) })).not.toMatch(/vault|file|not here/);
    expect(authority.requests).toHaveLength(0);
  });

  it('does not wait for a credential that never loads', async () => {
    const stuck: ClientCredential = { kind: 'stuck', load: () => new Promise(() => undefined) };
    const { exchanger } = oboAt(authority.origin, { credentials: [stuck, secret], credentialTimeoutMs: 20 });
    expect((await exchanger.exchange(caller(), { resource: SEARCH })).credential).toBe('client-secret');
  });

  it('fails no exchange while a credential is rotated under load', async () => {
    const credential = new Rotating('custom');
    const exchanger = exchangerOf(credential);
    authority.script = ({ form }) => {
      const [, payload = ''] = (form['client_assertion'] ?? '').split('.');
      if (authority.requests.length === 20) credential.generation += 1;
      const { generation } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
        generation: number;
      };
      return generation === credential.generation ? undefined : refusal(700027);
    };
    const failed: unknown[] = [];
    for (let session = 0; session < 10; session += 1) {
      const calls = Array.from({ length: 40 }, (_, n) =>
        exchanger.exchange(caller(`user-${String(n)}`, { session }), { resource: SEARCH }),
      );
      for (const { status, reason } of (await Promise.allSettled(calls)) as PromiseRejectedResult[]) {
        if (status === 'rejected') failed.push(reason);
      }
      authority.requests.length = 0;
    }
    expect(failed).toEqual([]);
    expect(credential.generation).toBe(11);
    expect(logLines.join('\n')).toContain('loaded anew, trying once more');
  });

  it('tells readiness which credential it would use, or that there is none', async () => {
    const ready = await oboAt(authority.origin, { credentials: [broken('one'), secret] }).health.ready();
    expect(ready).toEqual({ ready: true, credential: 'client-secret' });
    const not = await oboAt(authority.origin, { credentials: [broken('one')] }).health.ready();
    expect(not.ready).toBe(false);
  });
});
