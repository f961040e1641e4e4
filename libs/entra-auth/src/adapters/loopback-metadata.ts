import { callbackify } from 'node:util';
import type { BearerStrategy } from 'passport-azure-ad';

/** How long a document is kept, in milliseconds: the package's own 30 minutes. */
const LIFETIME_MS = 30 * 60 * 1000;

/**
 * Stands in for the metadata loader of passport-azure-ad where the authority is a loopback http host, which the
 * package refuses to ask. The package's own cache time is kept.
 */
export async function loopbackMetadataLoader(
  url: string,
  fetcher: typeof fetch,
): Promise<BearerStrategy['loadMetadata']> {
  const { default: module } = await import('passport-azure-ad/lib/metadata.js');
  let cached: { readonly at: number; readonly document: Promise<unknown> } | undefined;

  const load = async (): Promise<unknown> => {
    const oidc = await json(fetcher, url);
    const { keys } = await json(fetcher, String(oidc['jwks_uri']));
    const metadata = new module.Metadata(url, 'oidc', { loggingNoPII: true });
    const algorithms = oidc['id_token_signing_alg_values_supported'];
    metadata.oidc = { issuer: oidc['issuer'], algorithms, keys };
    return metadata;
  };

  const recall = (): Promise<unknown> => {
    if (cached === undefined || performance.now() - cached.at > LIFETIME_MS) {
      cached = { at: performance.now(), document: load() };
      cached.document.catch(() => (cached = undefined));
    }
    return cached.document;
  };
  const deliver = callbackify(recall);
  return (_parameters, next) => deliver(next);
}

async function json(fetcher: typeof fetch, url: string): Promise<Record<string, unknown>> {
  const response = await fetcher(url);
  return (await response.json()) as Record<string, unknown>;
}
