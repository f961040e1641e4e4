import { createObo } from '#libs/obo';
import { oboOptions } from '../../composition/obo.options.js';
import { searchResource } from '../../downstream/search.client.js';
import type { Settings } from '../../settings/settings.js';
import { type Finding, fail, ok, warn } from '../finding.js';
import { reasonOf } from './authority.check.js';

const CHECK = 'search index';
const TURN_ON =
  'set permissionFilterOption to enabled in the index definition and fill its permission fields (docs: "Query-time ACL and RBAC enforcement"), unless everybody may read everything in it';

/**
 * Whether documents are trimmed by the person who asks: the API version has to know of it, and the index has to have its
 * permission filter enabled.
 * Source: Azure AI Search, "Query-time ACL and RBAC enforcement".
 */
export async function checkSearch(settings: Settings): Promise<readonly Finding[]> {
  const { search } = settings;
  if (search === undefined || !settings.USE_OBO_FLOW) return [];
  if (!search.apiVersion.endsWith('-preview')) {
    const fix =
      'leave AZURE_SEARCH_API_VERSION at its default, unless everybody may read everything in the index';
    return [warn(CHECK, `API version ${search.apiVersion} does not trim by the token of the person`, fix)];
  }
  try {
    const { appTokens } = createObo(oboOptions(settings));
    const token = await appTokens.token(`${searchResource(search.endpoint)}/.default`);
    const url = `${search.endpoint}/indexes/${encodeURIComponent(search.index)}?api-version=${search.apiVersion}`;
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal: AbortSignal.timeout(10_000),
      redirect: 'error',
    });
    return [judge(response.status, response.ok ? await response.json() : undefined, search.index)];
  } catch (error) {
    return [fail(CHECK, reasonOf(error), 'check AZURE_SEARCH_ENDPOINT, and the credential above')];
  }
}

function judge(status: number, definition: unknown, index: string): Finding {
  if (status === 404)
    return fail(CHECK, `there is no index ${index}`, 'check AZURE_SEARCH_INDEX and AZURE_SEARCH_ENDPOINT');
  if (status === 401 || status === 403) {
    const fix =
      "give the server's identity the role Search Service Contributor to have this checked, or look at permissionFilterOption in the portal";
    return warn(CHECK, 'its definition may not be read by the server, so trimming is not checked', fix);
  }
  if (definition === undefined) return fail(CHECK, `status ${status}`, 'check AZURE_SEARCH_API_VERSION');
  const { permissionFilterOption } = definition as { readonly permissionFilterOption?: unknown };
  return permissionFilterOption === 'enabled'
    ? ok(CHECK, 'documents are trimmed by the token of the person')
    : warn(CHECK, 'its permission filter is off: everybody finds everything', TURN_ON);
}
