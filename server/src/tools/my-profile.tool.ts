import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '#libs/entra-auth';
import { Tool, type ToolContext } from '#libs/mcp';
import type { ExchangedToken } from '#libs/obo';
import { GraphClient } from '../downstream/graph.client.js';
import { withTokenUsed } from './with-token-used.js';
import { TOOLS_OPTIONS, type ToolsOptions } from './tools.options.js';

@Injectable()
export class MyProfileTool {
  readonly #graph: GraphClient;

  readonly #options: ToolsOptions;

  constructor(graph: GraphClient, @Inject(TOOLS_OPTIONS) options: ToolsOptions) {
    this.#graph = graph;
    this.#options = options;
  }

  @Tool({
    name: 'my_profile',
    title: 'My profile',
    description:
      'Reads your own profile from Microsoft Graph on your behalf: display name, mail, job title, department, office location. Use it for questions about your job, department or office.',
    output: z.object({
      id: z.string(),
      displayName: z.string().nullish(),
      userPrincipalName: z.string().nullish(),
      mail: z.string().nullish(),
      jobTitle: z.string().nullish(),
      department: z.string().nullish(),
      officeLocation: z.string().nullish(),
    }),
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  })
  async read(_args: unknown, { user, signal }: ToolContext<Caller>) {
    let token: ExchangedToken | undefined;
    const profile = await this.#graph.me(user, signal, (used) => (token = used));
    return withTokenUsed(this.#graph.endpoint, profile, token, this.#options.showClaims);
  }
}
