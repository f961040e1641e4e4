/** A connection to one MCP server, for one caller. */
import { type Client, ProtocolError, type Tool as McpTool } from '@modelcontextprotocol/client';
import type { AnswerReader } from './answer-reader.js';
import { AskingCall } from './asking-call.js';
import type { ListedTool } from './definition.js';
import type { LeftOutTool } from './mend-answer.js';
import { questionOf, readOutcome } from './outcome.js';
import { refusal } from './refusal.js';
import type { ServerToken } from './server-token.js';
import { type ElicitResult, failed, type ToolInvocation, type ToolOutcome } from './tool.js';

/** A connected MCP client, as the composition root hands in the one for this server's own tools. */
export type McpClient = Client;

/** What is known of the server at the other end. */
export interface ConnectionFacts {
  /** True for this server's own tools. */
  readonly own: boolean;
  /** Audience of the token that calls are made with. */
  readonly audience?: string | undefined;
  /** Of foreign servers. */
  readonly reader?: AnswerReader;
  /** Of `auth: user` servers. */
  readonly token?: ServerToken | undefined;
}

/** A list as one connection read it. */
export interface ConnectionList {
  readonly tools: readonly ListedTool[];
  readonly leftOut: readonly LeftOutTool[];
  readonly ttlMs?: number;
}

/** Far beyond any call: the chat has its own clock, which stands still while a person is asked. */
const SDK_TIMEOUT_MS = 24 * 3_600_000;

/** Lists and calls through an MCP client, in whichever protocol era it negotiated. */
export class Connection {
  #listed = new Map<string, McpTool>();

  /** A call that stays open while the person is asked (2025 era); the connection must stay open with it. */
  #asking?: AskingCall;
  #queue: Promise<unknown> = Promise.resolve();
  readonly #client: Client;
  readonly #facts: ConnectionFacts;

  constructor(client: Client, facts: ConnectionFacts) {
    this.#client = client;
    this.#facts = facts;
    if (client.getProtocolEra() !== 'legacy') return;
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      const given = await this.#asking?.ask(questionOf('', params as Readonly<Record<string, unknown>>));
      const { action, content } = given ?? { action: 'cancel' };
      return { action, ...(content ? { content: content as Record<string, string> } : {}) };
    });
  }

  /** True while a call waits for the person. */
  get held(): boolean {
    return this.#asking !== undefined;
  }

  /** True once the transport failed: the next call needs a new connection. */
  broken = false;

  /** All tools, what was left out, and for how long the server allows to remember them. */
  async list(signal: AbortSignal, timeout: number): Promise<ConnectionList> {
    const { reader } = this.#facts;
    reader?.begin();
    const { tools, ttlMs } = await this.#client.listTools(undefined, {
      signal,
      timeout,
      cacheMode: 'refresh',
    });
    this.#listed = new Map(tools.map((tool) => [tool.name, tool]));
    return { tools, leftOut: reader?.leftOut(tools) ?? [], ...(typeof ttlMs === 'number' ? { ttlMs } : {}) };
  }

  /** Calls back when the server says that its tools changed. */
  onListChanged(changed: () => void, signal: AbortSignal, timeout: number): void {
    if (this.#client.getServerCapabilities()?.tools?.listChanged !== true) return;
    this.#client.setNotificationHandler('notifications/tools/list_changed', changed);
    // In the 2026 era only subscribers are notified. Nobody waits for the subscription: it ends with the connection.
    if (this.#client.getProtocolEra() !== 'legacy')
      this.#client.listen({ toolsListChanged: true }, { signal, timeout }).catch(() => undefined);
  }

  /** Never throws for what the server does wrong: that is a failed result. An abort of `signal` is thrown on. */
  async call(invocation: ToolInvocation, signal: AbortSignal): Promise<ToolOutcome> {
    if (this.#client.getProtocolEra() !== 'legacy') return this.#send(invocation, signal);
    // A question of the 2025 era does not say which call it belongs to: there is only one at a time.
    const before = this.#queue;
    let done = (): void => undefined;
    this.#queue = new Promise<void>((resolve) => (done = resolve));
    await before;
    const asking = new AskingCall(this.#send(invocation, signal).finally(done));
    this.#asking = asking;
    return this.#follow(asking);
  }

  /** Answers the question that a call waits for. */
  async goOn(given: ElicitResult): Promise<ToolOutcome> {
    const asking = this.#asking;
    if (!asking) return failed('The call is not waiting any more.', 'elicitation_lost');
    asking.answer(given);
    return this.#follow(asking);
  }

  async #follow(asking: AskingCall): Promise<ToolOutcome> {
    try {
      const progress = await asking.next();
      if (progress.kind === 'asked') return { kind: 'input', wanted: [progress.wanted] };
      this.#asking = undefined;
      return progress.outcome;
    } catch (error) {
      this.#asking = undefined;
      throw error;
    }
  }

  async #send(invocation: ToolInvocation, signal: AbortSignal): Promise<ToolOutcome> {
    const params = {
      name: invocation.tool.name,
      arguments: { ...invocation.arguments },
      ...(invocation.given ? { inputResponses: invocation.given } : {}),
      ...(invocation.requestState === undefined ? {} : { requestState: invocation.requestState }),
    };
    try {
      const answer = await this.#client.callTool(params as Parameters<Client['callTool']>[0], {
        signal,
        timeout: SDK_TIMEOUT_MS,
        allowInputRequired: true,
        toolDefinition: this.#withoutOutputSchema(invocation),
      });
      const { audience, own } = this.#facts;
      return readOutcome(answer as Readonly<Record<string, unknown>>, audience, own);
    } catch (error) {
      signal.throwIfAborted();
      this.broken = !(error instanceof ProtocolError);
      const { token, own } = this.#facts;
      return refusal(token?.explain(error) ?? error, own);
    }
  }

  /** The first text of a resource. */
  async read(uri: string, signal: AbortSignal, timeout: number): Promise<string> {
    const { contents } = await this.#client.readResource({ uri }, { signal, timeout });
    const [first] = contents;
    return first !== undefined && 'text' in first && typeof first.text === 'string' ? first.text : '';
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  /** The SDK would demand structured content even of a question (`input_required`); the server checks its own output. */
  #withoutOutputSchema({ tool }: ToolInvocation): McpTool {
    const known = this.#listed.get(tool.name);
    const { outputSchema: _, ...rest } = known ?? {
      name: tool.name,
      inputSchema: tool.inputSchema as McpTool['inputSchema'],
      outputSchema: undefined,
    };
    return rest;
  }
}
