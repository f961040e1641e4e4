import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '#libs/entra-auth';
import { Tool, type ToolContext } from '#libs/mcp';
import type { ExchangedToken } from '#libs/obo';
import { SearchClient } from '../downstream/search.client.js';
import { withTokenUsed } from './with-token-used.js';
import { TOOLS_OPTIONS, type ToolsOptions } from './tools.options.js';

const input = z.object({
  query: z.string().trim().min(1).max(400).describe('What to look for, in a few words'),
  top: z.number().int().min(1).max(20).default(5).describe('How many documents at most'),
});

@Injectable()
export class SearchDocumentsTool {
  readonly #search: SearchClient;

  readonly #options: ToolsOptions;

  constructor(search: SearchClient, @Inject(TOOLS_OPTIONS) options: ToolsOptions) {
    this.#search = search;
    this.#options = options;
  }

  static isEnabled({ search }: ToolsOptions): boolean {
    return search;
  }

  @Tool({
    name: 'search_documents',
    title: 'Search our documents',
    description:
      "Searches the organisation's internal documents (policies, handbooks, runbooks, guides) in Azure AI Search with your own rights: you find only what you may read. Use it for questions about company documents, policies and rules.",
    input,
    output: z.object({
      count: z.number().describe('Documents found that you may read'),
      askedAs: z.enum(['member', 'guest']).describe('A guest finds only what is shared with guests'),
      documents: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          url: z.string().optional(),
          content: z.string(),
          score: z.number().optional(),
        }),
      ),
    }),
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  })
  async find({ query, top }: z.infer<typeof input>, { user, signal, progress }: ToolContext<Caller>) {
    await progress(1, 2, 'Searching with your own rights');
    let token: ExchangedToken | undefined;
    const found = await this.#search.search(user, { query, top }, signal, (used) => (token = used));
    await progress(2, 2, 'Done');
    const facts = { ...found, askedAs: user.guest ? 'guest' : 'member' };
    return withTokenUsed(this.#search.resource, facts, token, this.#options.showClaims);
  }
}
