/**
 * The MCP server of the Learn stand-in: the real server's three tools.
 * Source: https://learn.microsoft.com/training/support/mcp-developer-reference
 */
import { McpServer, type CallToolResult } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { fetchArticle, searchPassages, searchSamples } from './library.js';

const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true };

const NOTICE =
  'Source: the local stand-in for the Microsoft Learn MCP server. Its articles are short and written for it; follow the links for the real ones.';

/** Makes a server for one request. */
export function learnServer(): McpServer {
  const server = new McpServer(
    { name: 'microsoft-learn-local-standin', title: 'Microsoft Learn (local stand-in)', version: '1.0.0' },
    { instructions: NOTICE },
  );
  registerSearch(server);
  registerSamples(server);
  registerFetch(server);
  return server;
}

function registerSearch(server: McpServer): void {
  server.registerTool(
    'microsoft_docs_search',
    {
      title: 'Search Microsoft Learn',
      description:
        'Search official Microsoft/Azure documentation to find the most relevant content for a user’s query. Returns up to 10 passages, each with the article title, an excerpt and the URL. (Local stand-in with a dozen short articles.)',
      inputSchema: z.object({
        query: z
          .string()
          .min(1)
          .max(1000)
          .describe(
            'A query or topic about Microsoft/Azure products, services, platforms, tools, frameworks or APIs',
          ),
      }),
      outputSchema: z.object({
        results: z.array(z.object({ title: z.string(), content: z.string(), contentUrl: z.string() })),
        notice: z.string(),
      }),
      annotations: { ...annotations, title: 'Search Microsoft Learn' },
    },
    ({ query }) => answer({ results: searchPassages(query) }),
  );
}

function answer(structured: Record<string, unknown>): CallToolResult {
  const body = { ...structured, notice: NOTICE };
  return { content: [{ type: 'text', text: JSON.stringify(body) }], structuredContent: body };
}

function registerSamples(server: McpServer): void {
  server.registerTool(
    'microsoft_code_sample_search',
    {
      title: 'Search code samples',
      description:
        'Search for code snippets and examples in official Microsoft Learn documentation. Returns up to 20 samples with description, code and link. (Local stand-in with a handful of samples.)',
      inputSchema: z.object({
        query: z
          .string()
          .min(1)
          .max(1000)
          .describe('A descriptive query, SDK name, method name or code snippet'),
        language: z
          .string()
          .optional()
          .describe('Programming language to filter by, for example typescript, csharp, azurecli, http'),
      }),
      outputSchema: z.object({
        results: z.array(
          z.object({
            description: z.string(),
            codeSnippet: z.string(),
            link: z.string(),
            language: z.string(),
          }),
        ),
        notice: z.string(),
      }),
      annotations: { ...annotations, title: 'Search code samples' },
    },
    ({ query, language }) => answer({ results: searchSamples(query, language) }),
  );
}

function registerFetch(server: McpServer): void {
  server.registerTool(
    'microsoft_docs_fetch',
    {
      title: 'Read a Microsoft Learn page',
      description:
        'Fetch a Microsoft Learn documentation page and convert it to Markdown. Use it after a search when the excerpts are not enough. (Local stand-in: knows the pages its search returns.)',
      inputSchema: z.object({ url: z.url().describe('URL of the Microsoft documentation page to read') }),
      annotations: { ...annotations, title: 'Read a Microsoft Learn page' },
    },
    ({ url }) => {
      const text = fetchArticle(url);
      if (text !== undefined) return { content: [{ type: 'text' as const, text: `${text}\n\n> ${NOTICE}` }] };
      return {
        content: [
          {
            type: 'text' as const,
            text: `The local stand-in has no page at this address. Search with microsoft_docs_search and use a URL of its results.`,
          },
        ],
        isError: true,
      };
    },
  );
}
