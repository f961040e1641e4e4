const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^https:\/\/search\.azure\.(com|us|cn)\b/, 'Azure AI Search'],
  // In local mode Graph is the one service whose address, and so its audience, is the local cloud's own.
  [
    /^https:\/\/(dod-)?graph\.microsoft\.|^00000003-0000-0000-c000-000000000000$|^http:\/\/localhost:/,
    'Microsoft Graph',
  ],
  [/^https:\/\/ai\.azure\.com\b/, 'Azure AI Foundry'],
  [/^https:\/\/management\.azure\.com\b/, 'Azure Resource Manager'],
  [/^https:\/\/storage\.azure\.com\b/, 'Azure Storage'],
  [/^https:\/\/vault\.azure\.net\b/, 'Azure Key Vault'],
];

/** The name that people know a service by, from a resource URI, a scope or an audience; undefined where unknown. */
export function serviceName(resource: string): string | undefined {
  return NAMES.find(([pattern]) => pattern.test(resource))?.[1];
}
