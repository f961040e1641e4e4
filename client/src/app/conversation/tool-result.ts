import type { ClaimSet } from '#libs/contract';

import { numberOf, textOf, type EventMetadata } from './chat-event.js';
import type { TokenUsed, ToolEntry } from './conversation.js';

/** A tool call with its result, as the event of a run or the stored message brings it. Pure. */
export function withResult(
  tool: ToolEntry,
  content: unknown,
  metadata: EventMetadata | undefined,
  failed = metadata?.['isError'] === true,
): ToolEntry {
  const declined = metadata?.['declined'] === true || codeOf(metadata) === 'denied';
  const facts: Partial<ToolEntry> = {
    durationMs: numberOf(metadata, 'durationMs'),
    audience: textOf(metadata, 'audience'),
    code: failed ? codeOf(metadata) : undefined,
    token: metadata?.['token'] as TokenUsed | undefined,
    incoming: metadata?.['incoming'] as ClaimSet | undefined,
    edited: metadata?.['editedArguments'] as ToolEntry['edited'],
  };
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return {
    ...tool,
    ...known,
    state: failed ? (declined ? 'denied' : 'failed') : 'done',
    result: contentText(content),
  };
}

/** A tool result as text: AG-UI allows a string or parts. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map(
      (part: { readonly type?: string; readonly text?: string }) => part.text ?? `[${part.type ?? 'data'}]`,
    )
    .join('\n');
}

function codeOf(metadata: EventMetadata | undefined): string | undefined {
  const structured = metadata?.['structuredContent'];
  return structured !== null && typeof structured === 'object'
    ? textOf(structured as EventMetadata, 'code')
    : undefined;
}
