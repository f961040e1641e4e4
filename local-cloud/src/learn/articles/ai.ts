/** Articles about the Model Context Protocol, Azure OpenAI and Azure AI Search. */
import type { Article } from '../article.js';

export const AI_ARTICLES: readonly Article[] = [
  {
    title: 'Model Context Protocol: connect agents to tools',
    url: 'https://learn.microsoft.com/en-us/azure/developer/ai/intro-agents-mcp',
    keywords:
      'MCP server client tools streamable http agent モデルコンテキストプロトコル ツール エージェント',
    sections: [
      {
        heading: 'What MCP is',
        text: 'The Model Context Protocol (MCP) is an open protocol by which an AI application uses tools, resources and prompts of a server. A client asks for the list of tools, the model chooses one, and the client calls it with JSON arguments. Remote servers speak Streamable HTTP.',
      },
      {
        heading: 'Secure an MCP server with Microsoft Entra ID',
        text: 'A protected MCP server is an OAuth resource server: it answers 401 with the address of its protected resource metadata (RFC 9728), validates access tokens for its own audience, and never passes the token of a caller on. For downstream calls it uses the on-behalf-of flow.',
      },
      {
        heading: 'A tool in TypeScript',
        text: 'A tool has a name, a description, a schema of its arguments and a function. Descriptions matter: the model chooses by them.',
        sample: {
          description: 'Register a tool on an MCP server with the TypeScript SDK',
          language: 'typescript',
          code: "import { McpServer } from '@modelcontextprotocol/server';\nimport { z } from 'zod';\n\nconst server = new McpServer({ name: 'weather', version: '1.0.0' });\nserver.registerTool(\n  'get_forecast',\n  { description: 'Forecast for a city', inputSchema: z.object({ city: z.string() }) },\n  async ({ city }) => ({ content: [{ type: 'text', text: await forecast(city) }] }),\n);",
        },
      },
    ],
  },
  {
    title: 'Use the Azure OpenAI Responses API',
    url: 'https://learn.microsoft.com/en-us/azure/ai-foundry/openai/how-to/responses',
    keywords: 'azure openai responses streaming function calling openai client ストリーミング 関数呼び出し',
    sections: [
      {
        heading: 'The v1 API',
        text: 'The v1 API of Azure OpenAI needs no api-version: point the OpenAI client at https://{resource}.openai.azure.com/openai/v1/ and give the deployment name as model. Authenticate with a key or, better, with a Microsoft Entra token for https://ai.azure.com/.default.',
        sample: {
          description: 'Call Azure OpenAI with the OpenAI client and a Microsoft Entra token',
          language: 'typescript',
          code: "import OpenAI from 'openai';\nimport { DefaultAzureCredential, getBearerTokenProvider } from '@azure/identity';\n\nconst apiKey = getBearerTokenProvider(new DefaultAzureCredential(), 'https://ai.azure.com/.default');\nconst client = new OpenAI({ baseURL: `${endpoint}/openai/v1/`, apiKey });\n\nconst stream = await client.responses.create({ model: deployment, input: 'Hello', stream: true });\nfor await (const event of stream) {\n  if (event.type === 'response.output_text.delta') process.stdout.write(event.delta);\n}",
        },
      },
      {
        heading: 'Function tools',
        text: 'The model answers with function_call items; your code runs the functions and sends function_call_output items back. Several calls may come at once. Reasoning models take tools on the Responses API only.',
      },
      {
        heading: 'Content filter',
        text: 'A prompt that the content filter refuses is answered with HTTP 400 and the code content_filter; an answer that it cuts ends as incomplete with the reason content_filter.',
      },
    ],
  },
  {
    title: 'Full-text search in Azure AI Search',
    url: 'https://learn.microsoft.com/en-us/azure/search/search-lucene-query-architecture',
    keywords: 'azure ai search query index bm25 全文検索 インデックス',
    sections: [
      {
        heading: 'How a query runs',
        text: 'Azure AI Search analyses the words of a query, looks them up in the index and ranks the documents by BM25. POST /indexes/{index}/docs/search takes search, top, select, filter and queryType, and answers with a value array whose entries carry @search.score.',
        sample: {
          description: 'Search documents in Azure AI Search over REST',
          language: 'http',
          code: 'POST https://{service}.search.windows.net/indexes/handbook/docs/search?api-version=2025-09-01\nAuthorization: Bearer {token}\nContent-Type: application/json\n\n{ "search": "travel policy", "top": 5, "count": true }',
        },
      },
    ],
  },
  {
    title: 'Document-level access control in Azure AI Search',
    url: 'https://learn.microsoft.com/en-us/azure/search/search-document-level-access-overview',
    keywords: 'security trimming permissions rbac acl 権限 アクセス制御 セキュリティトリミング',
    sections: [
      {
        heading: 'Ways to trim results',
        text: 'Results can be trimmed to what a user may read by a security filter over group ids, or by permission metadata in the index together with the token of the user. With role-based access, give users the role Search Index Data Reader and turn API keys off.',
      },
      {
        heading: 'Query with the identity of the user',
        text: 'A middle-tier service exchanges the token of the user for https://search.azure.com by the on-behalf-of flow and sends the result with the query, so that the index answers as if the user had asked.',
      },
    ],
  },
  {
    title: 'Authentication patterns for AI apps with NestJS and Azure',
    url: 'https://learn.microsoft.com/en-us/azure/developer/javascript/sdk/authentication/overview',
    keywords: 'nestjs node javascript azure identity DefaultAzureCredential ノード 認証',
    sections: [
      {
        heading: 'Choose a credential',
        text: 'In Azure, use a managed identity; on a developer machine, the signed-in developer; in Kubernetes, workload identity with a projected token file. The Azure Identity library tries them in order, and code stays the same in every place.',
      },
      {
        heading: 'Tokens for the user and tokens for the app',
        text: 'Use on-behalf-of tokens wherever the user’s own permissions should decide, and an app token only for what belongs to the app itself, such as the model deployment.',
      },
    ],
  },
];
