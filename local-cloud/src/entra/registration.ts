/** What an app registration is, and the ids that Microsoft and this demo give to well-known ones. */

/** Client id of Visual Studio Code, the MCP client that most people meet first. */
export const VS_CODE_CLIENT_ID = 'aebc6443-996d-45c2-90f0-388ff96faa56';
/** Microsoft Graph Command Line Tools: the public client that administrators' tools sign in with. */
export const GRAPH_TOOLS_CLIENT_ID = '14d82eec-204b-4c2f-b7e8-296a70dab67e';
/** Object id of the user-assigned managed identity: subject of its tokens. */
export const MANAGED_IDENTITY_PRINCIPAL_ID = 'e0000000-0000-4000-8a00-0000000000f4';
/** Client id of the system-assigned managed identity. */
export const SYSTEM_IDENTITY_CLIENT_ID = 'e0000000-0000-4000-8a00-0000000000e5';
/** Object id of the system-assigned managed identity. */
export const SYSTEM_IDENTITY_PRINCIPAL_ID = 'e0000000-0000-4000-8a00-0000000000f5';
/** App id of the token exchange: audience of the tokens that blueprints get for their agents. */
export const TOKEN_EXCHANGE_APP_ID = 'fb60f99c-7a34-4190-8149-302f77469936';
/** Audience of tokens that are used as federated credential. */
export const TOKEN_EXCHANGE_AUDIENCE = 'api://AzureADTokenExchange';
/** Subject of the projected token of a Kubernetes workload. */
export const WORKLOAD_SUBJECT = 'system:serviceaccount:torii:torii-server';

/** Federated identity credential: which foreign token may stand in for a secret. */
export interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** Scopes per resource, by the resource's app id. */
export type Permissions = Readonly<Record<string, readonly string[]>>;

/** One app registration: client, resource, or both. */
export interface Registration {
  readonly appId: string;
  readonly name: string;
  readonly identifierUris: readonly string[];
  /** Delegated scopes the app exposes. */
  readonly scopes: readonly string[];
  /** Ids of the scopes, where they were set through Graph. */
  readonly scopeIds?: Readonly<Record<string, string>>;
  /** Application permissions the app exposes. */
  readonly appRoles?: readonly string[];
  /** `requestedAccessTokenVersion` of the manifest. */
  readonly tokenVersion: '1.0' | '2.0';
  /** Cannot be used as client here. */
  readonly resourceOnly?: boolean;
  /** Public clients have no credential and must use PKCE. */
  readonly publicClient?: boolean;
  /** Compared exactly, but for the port of loopback addresses. */
  readonly redirectUris?: readonly string[];
  /** Asking people again for what they may have consented to (`prompt=consent`) needs an administrator. */
  readonly adminConsentPrompt?: boolean;
  readonly secret?: string;
  /** App id of the blueprint, where this is an agent identity: its one credential is a token of that blueprint. */
  readonly blueprint?: string;
  readonly federatedCredentials?: readonly FederatedCredential[];
  /** Client id -> scopes for which nobody is asked. */
  readonly preAuthorized?: Permissions;
  /** Delegated permissions that an administrator granted for everybody. */
  readonly adminConsented?: Permissions;
  /** Delegated permissions the client is registered for. */
  readonly requiredAccess?: Permissions;
  /** Clients whose consent page also lists this app's own permissions. */
  readonly knownClients?: readonly string[];
  /** Roles its own tokens carry, per resource (application permissions with admin consent). */
  readonly assignedRoles?: Permissions;
}

/** App id of Microsoft Graph. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
/** App id of Azure AI Search. */
export const SEARCH_APP_ID = '880da380-985e-4198-81b9-e05b1cc53158';
/** App id of Azure AI Foundry. */
export const AI_APP_ID = '18a66f5f-dbdf-4c17-9dd7-1634712a9cbe';
/** App id of Azure OpenAI (Cognitive Services). */
export const COGNITIVE_APP_ID = '7d312290-28c8-473c-a0ed-8e53749b6d6d';
