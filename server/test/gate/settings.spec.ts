import { API_APP_ID, DAEMON_APP_ID, FABRIKAM_TENANT_ID, SPA_CLIENT_ID } from '#local-cloud';
import { type Product, type ProductOptions, startProduct } from '../support/product.js';
import { DOOR_NAMES, knockWith } from './door.js';

const OTHER_CLIENT = 'c0000000-0000-4000-8a00-0000000000c3';

/** Runs with a product of its own for these settings. */
async function withSettings(
  settings: NonNullable<ProductOptions['settings']>,
  use: (product: Product) => Promise<void>,
): Promise<void> {
  const product = await startProduct({ settings });
  try {
    await use(product);
  } finally {
    await product.close();
  }
}

describe('settings of the token gate', () => {
  it('a client off ALLOWED_CLIENT_APPS is 403 without error, at every door', () =>
    withSettings({ ALLOWED_CLIENT_APPS: `${SPA_CLIENT_ID},${DAEMON_APP_ID}` }, async (product) => {
      const other = await product.cloud.issueToken({ claims: { azp: OTHER_CLIENT } });
      for (const door of DOOR_NAMES) {
        const answer = await knockWith(product, door, other);
        expect([door, answer.status, answer.challenge?.['error']]).toEqual([door, 403, undefined]);
        expect(answer.problem).toMatchObject({ status: 403, code: 'client_not_allowed' });
      }
      expect((await knockWith(product, 'REST', await product.cloud.issueToken())).status).toBe(200);
    }));

  it('a guest is 403 without error where ALLOW_GUESTS is false', () =>
    withSettings({ ALLOW_GUESTS: 'false' }, async (product) => {
      const guests = [
        await product.cloud.issueToken({ user: 'guest' }),
        await product.cloud.issueToken({ claims: { acct: 1 } }),
        await product.cloud.issueToken({ claims: { idp: `https://sts.windows.net/${FABRIKAM_TENANT_ID}/` } }),
      ];
      for (const guest of guests) {
        const answer = await knockWith(product, 'REST', guest);
        expect([answer.status, answer.challenge?.['error']]).toEqual([403, undefined]);
        expect(answer.problem).toMatchObject({ code: 'guest_not_allowed' });
      }
      expect((await knockWith(product, 'REST', await product.cloud.issueToken())).status).toBe(200);
    }));

  it('a guest enters where ALLOW_GUESTS is left alone', () =>
    withSettings({}, async (product) => {
      const guest = await product.cloud.issueToken({ user: 'guest' });
      expect((await knockWith(product, 'REST', guest)).status).toBe(200);
    }));

  it('v1 tokens enter unless ACCEPT_V1_TOKENS is false', async () => {
    const statusWith = async (accept: string): Promise<number> => {
      let status = 0;
      await withSettings({ ACCEPT_V1_TOKENS: accept }, async (product) => {
        const token = await product.cloud.issueToken({ version: '1.0' });
        ({ status } = await knockWith(product, 'REST', token));
      });
      return status;
    };
    expect(await statusWith('true')).toBe(200);
    expect(await statusWith('false')).toBe(401);
  });

  it('ALLOWED_TENANTS lets a second tenant in, each with its own issuer only', () =>
    withSettings(
      { ALLOWED_TENANTS: `${FABRIKAM_TENANT_ID},10000000-c047-4050-8a00-000000000001` },
      async (product) => {
        const { cloud } = product;
        const fabrikam = await cloud.issueToken({ tenantId: FABRIKAM_TENANT_ID });
        expect((await knockWith(product, 'REST', fabrikam)).status).toBe(200);
        const mixed = await cloud.issueToken({ claims: { tid: FABRIKAM_TENANT_ID } });
        expect((await knockWith(product, 'REST', mixed)).status).toBe(401);
      },
    ));

  it('ALLOWED_AUDIENCES are accepted beside the GUID, to the letter', () =>
    withSettings({ ALLOWED_AUDIENCES: 'https://api.contoso.example/mcp' }, async (product) => {
      const statusOf = async (aud: string): Promise<number> =>
        (await knockWith(product, 'MCP', await product.cloud.issueToken({ claims: { aud } }))).status;
      expect(await statusOf('https://api.contoso.example/mcp')).toBe(200);
      expect(await statusOf('https://api.contoso.example/mcp/')).toBe(401);
      expect(await statusOf(API_APP_ID)).toBe(200);
    }));

  it('CLOCK_SKEW_SECONDS bounds the tolerance', () =>
    withSettings({ CLOCK_SKEW_SECONDS: '0' }, async (product) => {
      const late = await product.cloud.issueToken({ lifetimeSeconds: -2 });
      expect((await knockWith(product, 'REST', late)).status).toBe(401);
    }));

  it('an App ID URI of one’s own is the audience of v1 tokens and the prefix of scopes', () =>
    withSettings({ API_APP_ID_URI: 'https://torii.contoso.example/mcp' }, async (product) => {
      const claims = { aud: 'https://torii.contoso.example/mcp' };
      const token = await product.cloud.issueToken({ version: '1.0', claims });
      expect((await knockWith(product, 'REST', token)).status).toBe(200);
      const refused = await knockWith(product, 'MCP', 'garbage');
      expect(refused.challenge?.['scope']).toBe(
        'https://torii.contoso.example/mcp/access_as_user https://torii.contoso.example/mcp/Notes.ReadWrite',
      );
    }));

  it('BEARER_STRATEGY=passport-azure-ad opens to good tokens and stays shut to bad ones', () =>
    withSettings({ BEARER_STRATEGY: 'passport-azure-ad' }, async (product) => {
      const { cloud } = product;
      const good = [await cloud.issueToken(), await cloud.issueToken({ version: '1.0' })];
      const bad = [
        await cloud.issueToken({ key: 'forged' }),
        await cloud.issueToken({ lifetimeSeconds: -600 }),
        await cloud.issueToken({ claims: { aud: 'https://graph.microsoft.com' } }),
        await cloud.issueToken({ header: { crit: ['x'] } }),
      ];
      for (const token of good) expect((await knockWith(product, 'MCP', token)).status).toBe(200);
      for (const token of bad) {
        const answer = await knockWith(product, 'REST', token);
        expect([answer.status, answer.challenge?.['error']]).toEqual([401, 'invalid_token']);
      }
    }));
});
