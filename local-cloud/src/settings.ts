/** The environment that points Torii's server at a local cloud. */
import {
  API_APP_ID,
  API_CLIENT_SECRET,
  CONTOSO_TENANT_ID,
  MANAGED_IDENTITY_CLIENT_ID,
  SPA_CLIENT_ID,
} from './demo.js';
import { IDENTITY_HEADER } from './managed-identity/index.js';

/** Key of the model stand-in. */
export const MODEL_API_KEY = 'local-cloud-model-key';

/** Where the cloud and the product are: origins without a trailing slash. */
export interface LocalOrigins {
  readonly cloudUrl: string;
  readonly productUrl: string;
}

/** Every variable the server needs to run against the local cloud. No value here is secret. */
export function localSettings({ cloudUrl, productUrl }: LocalOrigins): Record<string, string> {
  return {
    PUBLIC_URL: productUrl,
    TENANT_ID: CONTOSO_TENANT_ID,
    API_APP_ID,
    SPA_CLIENT_ID,
    ENTRA_AUTHORITY_HOST: cloudUrl,
    ENTRA_APP_CLIENT_SECRET: API_CLIENT_SECRET,
    USE_OBO_FLOW: 'true',
    TARGET_AUDIENCES: 'https://search.azure.com',
    GRAPH_ENDPOINT: cloudUrl,
    AZURE_SEARCH_ENDPOINT: `${cloudUrl}/search`,
    AZURE_SEARCH_INDEX: 'handbook',
    AZURE_OPENAI_ENDPOINT: cloudUrl,
    AZURE_OPENAI_API_KEY: MODEL_API_KEY,
    AZURE_OPENAI_CHAT_DEPLOYMENT_NAME: 'local-standin',
    MCP_SERVERS: JSON.stringify({ 'Microsoft Learn': { url: `${cloudUrl}/learn/api/mcp`, auth: 'none' } }),
    TOKEN_INSPECTOR: 'full',
    OAUTH_PROXY: 'on',
  };
}

/** Variables that make the cloud the managed identity endpoint of an App Service (@azure/identity reads them). */
export function managedIdentitySettings(cloudUrl: string): Record<string, string> {
  return {
    IDENTITY_ENDPOINT: `${cloudUrl}/msi/token`,
    IDENTITY_HEADER,
    UMI_CLIENT_ID: MANAGED_IDENTITY_CLIENT_ID,
  };
}
