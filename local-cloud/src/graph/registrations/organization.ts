/** `/organization`: the tenant and the domains that it proved to own. */
import { CONTOSO_TENANT_ID } from '../../demo.js';
import type { Entra } from '../../entra/entra.js';
import { type GraphRoute, requirePermission } from '../caller.js';
import { VERIFIED_DOMAIN } from './application-rules.js';

export function createOrganization(entra: Entra): GraphRoute {
  return ({ caller, path, request }) => {
    if (path !== '/organization' || request.method !== 'GET') return undefined;
    requirePermission(
      caller,
      'User.Read',
      'Organization.Read.All',
      'Directory.Read.All',
      'Application.ReadWrite.All',
    );
    const verifiedDomains = [{ name: VERIFIED_DOMAIN, isDefault: true, isInitial: false, type: 'Managed' }];
    return Response.json({
      '@odata.context': `${entra.url}/v1.0/$metadata#organization`,
      value: [{ id: CONTOSO_TENANT_ID, displayName: 'Contoso', verifiedDomains }],
    });
  };
}
