/** A connection to one MCP server, for one caller. @module */
import { InsufficientScopeError, ProtocolError } from '@modelcontextprotocol/client';
import type { Client, Tool as McpTool } from '@modelcontextprotocol/client';
import type { ListedTool } from './definition.js';
import { authWanted, readOutcome } from './outcome.js';
import { failed } from './tool.js';
import type { ToolInvocation, ToolOutcome } from './tool.js';

/** Far beyond any call: the chat has its own clock, which stands still while a person is asked. */
const SDK_TIMEOUT_MS = 24 * 3_600_000;

/** Lists and calls through an MCP client, in whichever protocol era it negotiated. */
export class Connection {
  private listed = new Map<string, McpTool>();

  constructor(
    private readonly client: Client,
    private readonly audience: string | undefined,
  ) {}

  /** True once the transport failed: the next call needs a new connection. */
  broken = false;

  /** All tools, and for how long the server says they may be remembered. */
  async list(
    signal: AbortSignal,
    timeout: number,
  ): Promise<{ tools: readonly ListedTool[]; ttlMs?: number }> {
    const { tools, ttlMs } = await this.client.listTools(undefined, { signal, timeout });
    this.listed = new Map(tools.map((tool) => [tool.name, tool]));
    return { tools, ...(typeof ttlMs === 'number' ? { ttlMs } : {}) };
  }

  /** Never throws for what the server does wrong: the model is told. An abort of `signal` is thrown on. */
  async call(invocation: ToolInvocation, signal: AbortSignal): Promise<ToolOutcome> {
    const params = {
      name: invocation.tool.name,
      arguments: { ...invocation.arguments },
      ...(invocation.given ? { inputResponses: invocation.given } : {}),
      ...(invocation.requestState === undefined ? {} : { requestState: invocation.requestState }),
    };
    try {
      const answer = await this.client.callTool(params as Parameters<Client['callTool']>[0], {
        signal,
        timeout: SDK_TIMEOUT_MS,
        allowInputRequired: true,
        toolDefinition: this.withoutOutputSchema(invocation),
      });
      return readOutcome(answer as Readonly<Record<string, unknown>>, this.audience);
    } catch (error) {
      signal.throwIfAborted();
      this.broken = !(error instanceof ProtocolError);
      return refusal(error);
    }
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  /** The SDK would demand structured content even of a question (`input_required`); the server checks its own output. */
  private withoutOutputSchema({ tool }: ToolInvocation): McpTool {
    const known = this.listed.get(tool.name);
    const { outputSchema: _, ...rest } = known ?? {
      name: tool.name,
      inputSchema: tool.inputSchema as McpTool['inputSchema'],
      outputSchema: undefined,
    };
    return rest;
  }
}

/** A thrown refusal: what the person can solve becomes a question, everything else a sentence for the model. */
function refusal(error: unknown): ToolOutcome {
  const facts = factsOf(error);
  const wanted = facts && authWanted(facts);
  if (wanted) {
    const text = `The call was refused: the person must sign in again (${wanted.code}).`;
    return { kind: 'auth', wanted, failure: { kind: 'result', text, structured: facts, isError: true } };
  }
  const { message } = error instanceof Error ? error : { message: 'unknown' };
  return failed(`The call failed: ${message.slice(0, 500)}`, 'tool_call_failed');
}

const FACTS = ['code', 'scopes', 'claims', 'resource', 'entraCode', 'correlationId'] as const;

/** Public facts of a refusal, wherever in the chain of causes it stands. */
function factsOf(error: unknown): Readonly<Record<string, unknown>> | undefined {
  if (error instanceof InsufficientScopeError)
    return { code: 'insufficient_scope', scopes: error.requiredScope?.split(' ') ?? [] };
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const facts = Object.fromEntries(
      FACTS.flatMap((key) => (key in at ? [[key, Reflect.get(at, key)]] : [])),
    );
    if (authWanted(facts)) return facts;
  }
  return undefined;
}
