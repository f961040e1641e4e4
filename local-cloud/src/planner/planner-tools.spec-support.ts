/** Tool sets that the planner's specs offer: the product's, Microsoft Learn's, and ones nobody foresaw. */
import type { Conversation, JsonSchema, OfferedTool, Turn } from './conversation.js';

type Properties = Readonly<Record<string, JsonSchema>>;

const text: JsonSchema = { type: 'string' };

/** The product's own tools, named as the chat offers them. */
export const TORII: readonly OfferedTool[] = [
  tool(
    'torii__secure_ping',
    'Checks that the server answers and that it accepted your access token. Use it to test the connection.',
  ),
  tool(
    'torii__get_user_info',
    'Tells who the signed-in user is: name, sign-in name, object id, tenant, scopes, roles and client application from the validated access token, and what each security check of the token found. Use it for questions such as "who am I", "my account", "my permissions", "my token".',
  ),
  tool(
    'torii__exchange_token_for_resource',
    'Exchanges your access token on your behalf (OAuth 2.0 on-behalf-of) for a token of one allow-listed resource and tells its claims: audience, scopes, expiry. The token itself is never returned.',
    {
      resource_uri: {
        type: 'string',
        format: 'uri',
        description: 'Resource URI, for example https://search.azure.com',
      },
    },
    ['resource_uri'],
  ),
  tool(
    'torii__get_azure_ai_search_token',
    'Gets a token for Azure AI Search on your behalf (OAuth 2.0 on-behalf-of) and tells its claims: audience, scopes, expiry. The token itself is never returned.',
  ),
  tool(
    'torii__my_profile',
    'Reads your own profile from Microsoft Graph on your behalf: display name, mail, job title, department, office location. Use it for questions about your job, department or office.',
  ),
  tool(
    'torii__search_documents',
    "Searches the organisation's internal documents (policies, handbooks, runbooks, guides) in Azure AI Search with your own rights: you find only what you may read. Use it for questions about company documents, policies and rules.",
    {
      query: { ...text, description: 'What to search for' },
      top: { type: 'integer', minimum: 1, maximum: 20, default: 5 },
    },
    ['query'],
  ),
  tool('torii__notes_list', 'Lists your own notes, newest first, or those that contain some words.', {
    query: { ...text, description: 'Words a note must contain' },
  }),
  tool('torii__notes_add', 'Adds a note to your own notes.', { title: text, text }, ['title', 'text']),
  tool(
    'torii__notes_delete',
    'Deletes one of your own notes for good, by its id. Find the id with notes_list.',
    { id: text },
    ['id'],
  ),
];

/** Microsoft Learn's tools. */
export const LEARN: readonly OfferedTool[] = [
  tool(
    'microsoft_learn__microsoft_docs_search',
    "Search official Microsoft/Azure documentation to find the most relevant and trustworthy content for a user's query.",
    {
      query: {
        ...text,
        description:
          'a query or topic about Microsoft/Azure products, services, platforms, developer tools, frameworks, or APIs',
      },
    },
    ['query'],
  ),
  tool(
    'microsoft_learn__microsoft_code_sample_search',
    'Search for code snippets and examples in official Microsoft Learn documentation.',
    {
      query: { ...text, description: 'a descriptive query, SDK name, method name or code snippet' },
      language: { ...text, description: 'Optional programming language' },
    },
    ['query'],
  ),
  tool(
    'microsoft_learn__microsoft_docs_fetch',
    'Fetch and convert a Microsoft Learn documentation page to markdown format.',
    { url: { ...text, description: 'URL of the Microsoft documentation page to read' } },
    ['url'],
  ),
];

/** Tools of a made-up office server. */
export const OFFICE: readonly OfferedTool[] = [
  tool(
    'weather_api__get_forecast',
    'Returns the weather forecast for a city.',
    { city: text, days: { type: 'integer', minimum: 1, maximum: 7 } },
    ['city'],
  ),
  tool(
    'rooms__book_meeting_room',
    'Books a meeting room for a day.',
    { room: text, date: { type: 'string', format: 'date' } },
    ['date'],
  ),
  tool('tracker__listTickets', 'Lists support tickets.', {
    status: { type: 'string', enum: ['open', 'closed'] },
    priority: { type: 'string', enum: ['high', 'low'] },
  }),
  tool('tracker__closeTicket', 'Closes a support ticket for good.', { ticketId: text }, ['ticketId']),
  tool('fx__convert_currency', 'Converts an amount between currencies.', { amount: { type: 'number' } }, [
    'amount',
  ]),
  tool('kb__find_answers', 'Finds answers in the customer support knowledge base.', { question: text }, [
    'question',
  ]),
];

/** Everything the running product offers. */
export const PRODUCT: readonly OfferedTool[] = [...TORII, ...LEARN];

/** A conversation of one message, or of these turns. */
export function asking(
  turns: string | readonly Turn[],
  tools: readonly OfferedTool[] = PRODUCT,
  rest: Partial<Conversation> = {},
): Conversation {
  return {
    instructions: '',
    turns: typeof turns === 'string' ? [{ kind: 'user', text: turns }] : turns,
    tools,
    toolChoice: 'auto',
    parallelToolCalls: true,
    ...rest,
  };
}

/** Turns of one call and its result. */
export function called(
  id: string,
  name: string,
  args: Record<string, unknown>,
  output: unknown,
): readonly Turn[] {
  const body = typeof output === 'string' ? output : JSON.stringify(output);
  return [
    { kind: 'call', id, name, arguments: args },
    { kind: 'result', id, output: body },
  ];
}

function tool(
  name: string,
  description: string,
  properties: Properties = {},
  required: string[] = [],
): OfferedTool {
  return { name, description, parameters: { type: 'object', properties, required } };
}
