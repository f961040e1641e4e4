import type { OboResource } from '#libs/contract';

/** What well-known resources of the cloud are for. */
const PURPOSES: Readonly<Record<string, string>> = {
  'https://search.azure.com': 'Azure AI Search: find the documents that you may read',
  'https://ai.azure.com': 'Azure AI Foundry: models and agents with your rights',
  'https://cognitiveservices.azure.com': 'Azure AI services with your rights',
  'https://management.azure.com': 'Azure Resource Manager with your rights',
  'https://storage.azure.com': 'Azure Storage: blobs and files that you may read',
  'https://vault.azure.net': 'Azure Key Vault with your rights',
  'https://database.windows.net': 'Azure SQL Database with your rights',
};

/** The allow-list as the API tells it: the configured resources in their order, then Microsoft Graph. */
export function allowedResources(audiences: readonly string[], graphEndpoint: string): OboResource[] {
  const listed = audiences.map((resource) => ({ resource, purpose: purposeOf(resource) }));
  const graph = { resource: graphEndpoint, purpose: 'Microsoft Graph: your own profile (User.Read only)' };
  return [...listed.filter(({ resource }) => resource !== graphEndpoint), graph];
}

function purposeOf(resource: string): string {
  return Object.hasOwn(PURPOSES, resource)
    ? (PURPOSES[resource] ?? '')
    : 'Another API that the operator allowed, with your rights';
}
