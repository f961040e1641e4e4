import type { Graph } from './graph.js';
import { changesOf, type Json, type Report } from './registration.js';

const NAME = 'torii-managed-identity';

/** Audience of a federated credential, by authority host (Entra: one per national cloud). */
const AUDIENCES: Readonly<Record<string, string>> = {
  'https://login.microsoftonline.us': 'api://AzureADTokenExchangeUSGov',
  'https://login.partner.microsoftonline.cn': 'api://AzureADTokenExchangeChina',
};

/** Lets a user-assigned managed identity stand in for a secret of the API's registration. */
export async function trustIdentity(
  graph: Graph,
  report: Report,
  api: { readonly id: string },
  { principalId, tenantId, authorityHost }: { principalId: string; tenantId: string; authorityHost: string },
): Promise<void> {
  const collection = `v1.0/applications/${api.id}/federatedIdentityCredentials`;
  const wanted = {
    // Compared letter by letter at the exchange, where a wrong value first shows.
    issuer: `${authorityHost}/${tenantId}/v2.0`,
    subject: principalId,
    audiences: [AUDIENCES[authorityHost] ?? 'api://AzureADTokenExchange'],
  };
  const all = graph.dryRun ? [] : await graph.list(collection);
  const standing = all.find((one) => one['subject'] === principalId || one['name'] === NAME);
  const what = 'trust in the managed identity';
  if (!standing) {
    await graph.write('POST', collection, { name: NAME, ...wanted });
    return report('made', what);
  }
  await changesOf(graph, report, what, `${collection}/${String(standing['id'])}`, standing, wanted);
}

/** A new client secret, valid for 90 days; Graph shows it this once. Undefined in a dry run. */
export async function makeSecret(
  graph: Graph,
  report: Report,
  api: { readonly id: string },
  now: number,
): Promise<string | undefined> {
  const endDateTime = new Date(now + 90 * 86_400_000).toISOString();
  const { body } = await graph.write('POST', `v1.0/applications/${api.id}/addPassword`, {
    passwordCredential: { displayName: 'torii entra:setup', endDateTime },
  });
  report('made', `client secret, valid until ${endDateTime.slice(0, 10)}`);
  const text = (body as Json | undefined)?.['secretText'];
  return typeof text === 'string' ? text : undefined;
}
