import type { Caller } from '#libs/entra-auth';
import type { InProcessMcp } from '#libs/mcp';
import type { AppTokens, TokenExchanger } from '#libs/obo';
import type { AuditLog } from '../audit/audit-log.js';
import type { ChatOptions } from '../chat/chat-options.js';
import type { SignOuts } from '../revocation/sign-outs.js';
import type { Settings } from '../settings/settings.js';
import { ofChat } from './audit.entries.js';

/** What the chat gets from the other modules. */
export interface ChatNeeds {
  readonly mcp: InProcessMcp;
  readonly exchanger: TokenExchanger;
  readonly appTokens: AppTokens;
  readonly audit: AuditLog;
  readonly signOuts: SignOuts;
}

/** The chat shows forms, so tools may ask the person something; and it can ask for a scope that is missing. */
const CHAT_CLIENT = {
  listUngranted: true,
  clientInfo: { name: 'torii-chat', version: '0.1.0' },
  client: { capabilities: { elicitation: { form: {} } } },
};

/** Options of the chat. */
export function chatOptions(
  settings: Settings,
  { mcp, exchanger, appTokens, audit, signOuts }: ChatNeeds,
): ChatOptions {
  const audiences = new Map(
    Object.entries(settings.MCP_SERVERS).map(([name, { audience }]) => [audience, name]),
  );
  return {
    model: modelOptions(settings, appTokens),
    servers: settings.MCP_SERVERS,
    inProcess: { connect: (caller) => mcp.connect(caller, CHAT_CLIENT) },
    exchange: async (caller, { audience, claims, refused }, signal) => {
      const request = { resource: audience, consumer: audiences.get(audience), signal };
      const { accessToken } = await (refused === undefined
        ? exchanger.exchange(caller as Caller, { ...request, claims })
        : exchanger.exchangeAgain(caller as Caller, request, { accessToken: refused, claims }));
      return accessToken;
    },
    publicName: 'Torii',
    audience: settings.API_APP_ID_URI,
    isSignedOut: (caller) => signOuts.refuses(caller),
    audit: (act) => audit.write(ofChat(act)),
    retentionDays: settings.CHAT_RETENTION_DAYS,
  };
}

function modelOptions(settings: Settings, appTokens: AppTokens): ChatOptions['model'] {
  if (!settings.chat) return undefined;
  return {
    ...settings.chat,
    api: settings.AZURE_OPENAI_API,
    idleTimeoutMs: settings.MODEL_IDLE_TIMEOUT_SECONDS * 1000,
    ...(settings.AZURE_OPENAI_API_KEY
      ? { apiKey: settings.AZURE_OPENAI_API_KEY }
      : { token: () => appTokens.token(settings.AZURE_OPENAI_SCOPE) }),
  };
}
