import type { CallToolResult } from '#libs/mcp';

/**
 * A result that was had with an exchanged token: the audience of that token goes along as `_meta`, so that the chat can
 * show whose door was opened.
 */
export function onBehalfOf(audience: string, facts: object): CallToolResult {
  return {
    content: [{ type: 'text', text: JSON.stringify(facts) }],
    structuredContent: { ...facts },
    _meta: { 'torii/audience': audience },
  };
}
