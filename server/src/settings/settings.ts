import {
  Flag,
  Guid,
  GuidList,
  OneOf,
  Pattern,
  RequiredGuid,
  Secret,
  SomeOf,
  TenantId,
  Text,
  TextList,
  WholeNumber,
} from './fields.js';
import { AgentList, EncryptionKeys, RedirectHosts } from './front-door-fields.js';
import type { McpServersSetting } from './mcp-servers.js';
import type { ProxyClientsSetting } from './oauth-proxy-clients.js';
import {
  HttpUrl,
  ModelEndpoint,
  Origin,
  OriginList,
  SecureOrigin,
  SecureUrl,
  UriList,
} from './url-fields.js';

/** Kinds of client credential, in the default order. */
export const CREDENTIAL_KINDS = [
  'managed-identity',
  'workload-identity',
  'certificate',
  'client-secret',
] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** Which variable configures which kind of credential. */
export const CREDENTIAL_VARIABLES = {
  'managed-identity': 'UMI_CLIENT_ID',
  'workload-identity': 'AZURE_FEDERATED_TOKEN_FILE',
  certificate: 'ENTRA_APP_CLIENT_CERTIFICATE_PATH',
  'client-secret': 'ENTRA_APP_CLIENT_SECRET',
} as const satisfies Readonly<Record<CredentialKind, string>>;

/**
 * Every setting of the server, one property per environment variable, in the order and with the meaning of the
 * public contract (docs/contract.md section 3). `loadSettings` fills, checks and completes it; a value that is absent and has no
 * default stays `undefined`.
 */
export class Settings {
  @WholeNumber(1, 65535) readonly PORT: number = 3000;
  @Text() readonly HOST: string = '127.0.0.1';
  @Origin() readonly PUBLIC_URL!: string;
  @TenantId() readonly TENANT_ID!: string;
  @RequiredGuid() readonly API_APP_ID!: string;
  @Pattern(/^[a-z][a-z0-9+.-]*:\/\/\S+$/i, 'must be an Application ID URI: api://... or an https URL')
  readonly API_APP_ID_URI!: string;
  @Guid() readonly SPA_CLIENT_ID?: string;
  @Pattern(/^[A-Za-z0-9_.-]{1,120}$/, 'must be one short scope name such as access_as_user')
  readonly REQUIRED_SCOPE: string = 'access_as_user';
  @SecureOrigin() readonly ENTRA_AUTHORITY_HOST: string = 'https://login.microsoftonline.com';
  @GuidList() readonly ALLOWED_TENANTS!: readonly string[];
  @GuidList() readonly ALLOWED_CLIENT_APPS: readonly string[] = [];
  @Flag() readonly ALLOW_GUESTS: boolean = true;
  @TextList() readonly ALLOWED_AUDIENCES: readonly string[] = [];
  @Flag() readonly ACCEPT_V1_TOKENS: boolean = true;
  @WholeNumber(0, 300) readonly CLOCK_SKEW_SECONDS: number = 60;
  @OneOf('jose', 'passport-azure-ad') readonly BEARER_STRATEGY: 'jose' | 'passport-azure-ad' = 'jose';
  @Flag() readonly USE_OBO_FLOW!: boolean;
  @Guid() readonly ENTRA_APP_CLIENT_ID!: string;
  @Guid() readonly AZURE_TENANT_ID!: string;
  @Secret() readonly ENTRA_APP_CLIENT_SECRET?: string;
  @Text() readonly ENTRA_APP_CLIENT_CERTIFICATE_PATH?: string;
  @Pattern(
    /^(system|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i,
    'must be the client id (GUID) of the identity, or system',
  )
  readonly UMI_CLIENT_ID?: string;
  @Text() readonly AZURE_FEDERATED_TOKEN_FILE?: string;
  @SomeOf(...CREDENTIAL_KINDS) readonly OBO_CREDENTIALS!: readonly CredentialKind[];
  @UriList() readonly TARGET_AUDIENCES: readonly string[] = ['https://search.azure.com'];
  @ModelEndpoint() readonly AZURE_OPENAI_ENDPOINT?: string;
  @Text() readonly AZURE_OPENAI_CHAT_DEPLOYMENT_NAME?: string;
  @Secret() readonly AZURE_OPENAI_API_KEY?: string;
  @Text() readonly AZURE_OPENAI_SCOPE: string = 'https://ai.azure.com/.default';
  @OneOf('responses', 'chat-completions') readonly AZURE_OPENAI_API: 'responses' | 'chat-completions' =
    'responses';
  @WholeNumber(1, 3600) readonly MODEL_IDLE_TIMEOUT_SECONDS: number = 120;
  @SecureUrl() readonly GRAPH_ENDPOINT: string = 'https://graph.microsoft.com';
  readonly MCP_SERVERS!: McpServersSetting;
  @SecureUrl() readonly AZURE_SEARCH_ENDPOINT?: string;
  @Text() readonly AZURE_SEARCH_INDEX?: string;
  @Pattern(
    /^\d{4}-\d{2}-\d{2}(-preview)?$/,
    'must be an API version of Azure AI Search such as 2026-05-01-preview',
  )
  readonly AZURE_SEARCH_API_VERSION: string = '2026-05-01-preview';
  @Pattern(
    /^(sqlite:.+|postgres(ql)?:\/\/([^/@]*@)?[^/@\s]+(\/.*)?)$/,
    'must be sqlite:<path> or postgres://<host>/<database>',
  )
  readonly DATABASE_URL: string = 'sqlite:./.data/torii.sqlite';
  @WholeNumber(0, 36500) readonly CHAT_RETENTION_DAYS: number = 30;
  @OneOf('off', 'claims', 'full') readonly TOKEN_INSPECTOR: 'off' | 'claims' | 'full' = 'claims';
  @Flag() readonly ALLOW_RAW_TOKENS: boolean = false;
  @WholeNumber(0, 1_000_000) readonly RATE_LIMIT_PER_MINUTE: number = 120;
  @OriginList() readonly CORS_ORIGINS: readonly string[] = [];
  @OneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace') readonly LOG_LEVEL: string = 'info';
  @HttpUrl() readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string;
  @WholeNumber(0, 36500) readonly AUDIT_RETENTION_DAYS: number = 365;
  @WholeNumber(0, 3600) readonly SHUTDOWN_GRACE_SECONDS: number = 20;
  @EncryptionKeys() readonly ENCRYPTION_KEYS: readonly string[] = [];
  @OneOf('on', 'off') readonly OAUTH_PROXY: 'on' | 'off' = 'off';
  @Guid() readonly OAUTH_PROXY_CLIENT_ID!: string;
  readonly OAUTH_PROXY_CLIENTS!: ProxyClientsSetting;
  @RedirectHosts() readonly OAUTH_PROXY_REDIRECT_HOSTS: readonly string[] = [];
  @AgentList() readonly ALLOWED_AGENTS: readonly string[] = [];
  @WholeNumber(0, 86_400) readonly REVOCATION_POLL_SECONDS: number = 0;
  @OneOf('all', 'base') readonly MCP_SIGN_IN_SCOPES: 'all' | 'base' = 'all';
  @OneOf('on', 'off') readonly METRICS: 'on' | 'off' = 'off';
  @WholeNumber(1, 65535) readonly METRICS_PORT: number = 9464;
  @Text() readonly METRICS_HOST: string = '127.0.0.1';

  /** The model deployment of the chat; absent: the chat is off. */
  get chat(): { readonly endpoint: string; readonly deployment: string } | undefined {
    const { AZURE_OPENAI_ENDPOINT: endpoint, AZURE_OPENAI_CHAT_DEPLOYMENT_NAME: deployment } = this;
    return endpoint && deployment ? { endpoint, deployment } : undefined;
  }

  /** The index that `search_documents` searches; absent: there is no such tool. */
  get search():
    | { readonly endpoint: string; readonly index: string; readonly apiVersion: string }
    | undefined {
    const { AZURE_SEARCH_ENDPOINT: endpoint, AZURE_SEARCH_INDEX: index } = this;
    return endpoint && index ? { endpoint, index, apiVersion: this.AZURE_SEARCH_API_VERSION } : undefined;
  }

  /** Canonical URL of the MCP endpoint: `resource` of RFC 9728 and RFC 8707, without a trailing slash. */
  get mcpResource(): string {
    return `${this.PUBLIC_URL}/mcp`;
  }

  /** Issuers where a token for this API can be had: the OAuth proxy first, as some clients read only the first. */
  get authorizationServers(): readonly string[] {
    const entra = `${this.ENTRA_AUTHORITY_HOST}/${this.TENANT_ID}/v2.0`;
    return this.OAUTH_PROXY === 'on' ? [this.PUBLIC_URL, entra] : [entra];
  }

  /** Fully qualified name of a delegated scope of this API, as a client must ask for it. */
  qualifiedScope(scope: string): string {
    return scope.includes('://') ? scope : `${this.API_APP_ID_URI}/${scope}`;
  }
}

/** Names of all settings, in the order of the contract (class fields are own properties in declaration order). */
export const SETTING_NAMES = Object.freeze(Object.keys(new Settings())) as readonly (keyof Settings &
  string)[];
