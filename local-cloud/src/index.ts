/**
 * The local cloud: stand-ins for Microsoft Entra ID, Graph, Azure AI Search, Azure OpenAI, managed identity and
 * Microsoft Learn, for development and tests on this machine only.
 */

export {
  AGENT_APP_ID,
  AGENT_BLUEPRINT_ID,
  AGENT_BLUEPRINT_SECRET,
  AGENT_USER,
  API_AGENT_APP_ID,
  API_APP_ID,
  API_CLIENT_SECRET,
  CONTOSO_TENANT_ID,
  DAEMON_APP_ID,
  DAEMON_CLIENT_SECRET,
  DEMO_PASSWORD,
  DEMO_USERS,
  FABRIKAM_TENANT_ID,
  MANAGED_IDENTITY_CLIENT_ID,
  SPA_CLIENT_ID,
} from './demo.js';
export type { DemoUser } from './demo.js';
export {
  MANAGED_IDENTITY_PRINCIPAL_ID,
  TOKEN_EXCHANGE_AUDIENCE,
  VS_CODE_CLIENT_ID,
  WORKLOAD_SUBJECT,
} from './entra/registration.js';
export { startLocalCloud } from './local-cloud.js';
export type { LocalCloud, LocalCloudOptions } from './local-cloud.js';
export { localSettings, managedIdentitySettings } from './settings.js';
export type {
  DrillSettings,
  Fault,
  KeySetDrill,
  ModelFault,
  PolicyDrill,
  TokenRule,
} from './drills/settings.js';
export type { IssueTokenOptions } from './entra/issue-token.js';
export type { JournalEntry, JournalFilter, RequestJournal } from './journal.js';
