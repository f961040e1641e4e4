import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '#libs/entra-auth';
import { Tool, type ToolContext } from '#libs/mcp';
import { SearchClient } from '../downstream/search.client.js';
import { withAudience } from './with-audience.js';
import type { ToolsOptions } from './tools.options.js';

const input = z.object({
  query: z.string().trim().min(1).max(400).describe('What to look for, in a few words'),
  top: z.number().int().min(1).max(20).default(5).describe('How many documents at most'),
});

@Injectable()
export class SearchDocumentsTool {
  readonly #search: SearchClient;

  constructor(search: SearchClient) {
    this.#search = search;
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
    const found = await this.#search.search(user, { query, top }, signal);
    await progress(2, 2, 'Done');
    return withAudience(this.#search.resource, found);
  }
}
