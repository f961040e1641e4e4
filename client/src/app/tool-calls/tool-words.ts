import type { ToolEntry } from '../conversation/conversation.js';
import type { IconName } from '../ui/icon.js';

/** Tools with a sentence of their own in the translations, under `tools`, and their icons. */
export const KNOWN_TOOLS: Readonly<Record<string, IconName>> = {
  secure_ping: 'check',
  get_user_info: 'person',
  exchange_token_for_resource: 'key',
  get_azure_ai_search_token: 'key',
  my_profile: 'person',
  search_documents: 'search',
  notes_list: 'note',
  notes_add: 'note',
  notes_delete: 'trash',
  microsoft_docs_search: 'book',
  microsoft_docs_fetch: 'book',
  microsoft_code_sample_search: 'code',
};

/** Tools with a question of their own before they run, under `approval.ask`. */
export const ASKED_TOOLS = ['notes_add', 'notes_delete'] as const;

/** The tool's own name: in a run it may carry its server's name before it. */
export function plainName(name: string): string {
  return name.replace(/^.*__/, '');
}

/** Arguments as an object; empty while they are still coming in. */
export function argumentsOf(tool: ToolEntry | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(tool?.argumentsText ?? '');
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** Nobody knows a thing by such an id. */
const BARE_ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** What the call is about: its first text argument that says something, shortened. */
export function targetOf(tool: ToolEntry): string {
  const text = Object.values(argumentsOf(tool)).find(
    (value) => typeof value === 'string' && !BARE_ID.test(value),
  );
  if (typeof text !== 'string') return '';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
