import type { ToolEntry } from '../conversation/conversation.js';
import { serviceName } from '../i18n/service-name.js';

/** In whose name a call was made, and where. */
export interface CallIdentity {
  /** `exchanged`: with a token exchanged for it; `own`: with the person's own; `none`: with no token at all. */
  readonly kind: 'exchanged' | 'own' | 'none';
  readonly place: string;
}

/** Null for a call that was not made, or has no result yet. */
export function identityOf(tool: ToolEntry): CallIdentity | null {
  if (tool.state !== 'done' && tool.state !== 'failed') return null;
  const { audience, server, token } = tool;
  if (audience === undefined) return tool.state === 'failed' ? null : { kind: 'none', place: server };
  const service = serviceName(audience);
  if (token !== undefined || service !== undefined) {
    return { kind: 'exchanged', place: service ?? token?.audience ?? server };
  }
  return { kind: 'own', place: server };
}
