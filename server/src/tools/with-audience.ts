import type { CallToolResult } from '#libs/mcp';

/**
 * A result that was obtained with an exchanged token. The audience of that token goes along as `_meta`, so that the chat
 * can show which resource was called as the person.
 */
export function withAudience(audience: string, facts: object): CallToolResult {
  return {
    content: [{ type: 'text', text: JSON.stringify(facts) }],
    structuredContent: { ...facts },
    _meta: { 'torii/audience': audience },
  };
}
