/** A model service over real HTTP that says what a spec tells it to: Responses and Chat Completions. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer: text, calls, or a hand on the raw response. */
export interface Reply {
  readonly text?: string | readonly string[];
  readonly calls?: readonly { readonly name: string; readonly arguments?: unknown; readonly id?: string }[];
  readonly reasoning?: string;
  /** Instead of an answer. */
  readonly raw?: (response: ServerResponse, request: ModelCall) => void | Promise<void>;
  /** The answer waits for this. */
  readonly hold?: Promise<unknown>;
}

/** A request the model got. */
export interface ModelCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
  /** True once the other side hung up. */
  aborted: boolean;
}

type Script = (call: ModelCall, round: number) => Reply | Promise<Reply>;

/** Answers each request by `script`, which may be replaced between requests. */
export class ScriptedModel {
  readonly calls: ModelCall[] = [];
  script: Script = () => ({ text: 'ok' });
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Replies in order; the last one is repeated. */
  say(...replies: readonly Reply[]): void {
    const start = this.calls.length;
    this.script = (_, round) => replies[Math.min(round - start, replies.length - 1)] ?? {};
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = JSON.parse(text) as Record<string, unknown>;
    const call: ModelCall = { path: request.url ?? '', headers: request.headers, body, aborted: false };
    response.on('close', () => (call.aborted = !response.writableFinished));
    const round = this.calls.push(call) - 1;
    const reply = await this.script(call, round);
    await reply.hold;
    if (reply.raw) return reply.raw(response, call);
    const frames = call.path.endsWith('/responses')
      ? responseFrames(reply, round)
      : chunkFrames(reply, round);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'apim-request-id': `req-${round}` });
    for (const frame of frames) response.write(frame);
    response.end();
  }
}

/** One SSE frame of the Responses API. */
export function frame(data: Record<string, unknown>): string {
  return `event: ${String(data['type'])}\ndata: ${JSON.stringify(data)}\n\n`;
}

const USAGE = {
  input_tokens: 10,
  output_tokens: 5,
  total_tokens: 15,
  input_tokens_details: { cached_tokens: 2 },
  output_tokens_details: { reasoning_tokens: 1 },
};

/** The frames of an answer, in the order of the real service. */
export function responseFrames(reply: Reply, round: number): string[] {
  const id = `resp_${round}`;
  const items: Record<string, unknown>[] = [];
  const frames = [frame({ type: 'response.created', response: { id, status: 'in_progress', output: [] } })];
  const add = (item: Record<string, unknown>, between: Record<string, unknown>[]): void => {
    const output_index = items.length;
    frames.push(
      frame({ type: 'response.output_item.added', output_index, item: { ...item, arguments: '' } }),
    );
    frames.push(...between.map((event) => frame({ ...event, output_index, item_id: item['id'] })));
    frames.push(frame({ type: 'response.output_item.done', output_index, item }));
    items.push(item);
  };
  if (reply.reasoning)
    add({ type: 'reasoning', id: `rs_${round}`, summary: [], encrypted_content: reply.reasoning }, []);
  const parts = typeof reply.text === 'string' ? [reply.text] : (reply.text ?? []);
  if (parts.length > 0) {
    const content = [{ type: 'output_text', text: parts.join(''), annotations: [] }];
    const deltas = parts.map((delta) => ({ type: 'response.output_text.delta', content_index: 0, delta }));
    add({ type: 'message', id: `msg_${round}`, role: 'assistant', content }, deltas);
  }
  for (const [index, call] of (reply.calls ?? []).entries()) {
    const args = typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments ?? {});
    const call_id = call.id ?? `call_${round}_${index}`;
    const half = Math.ceil(args.length / 2);
    const deltas = [args.slice(0, half), args.slice(half)].filter(Boolean);
    add(
      { type: 'function_call', id: `fc_${round}_${index}`, call_id, name: call.name, arguments: args },
      deltas.map((delta) => ({ type: 'response.function_call_arguments.delta', delta })),
    );
  }
  frames.push(
    frame({ type: 'response.completed', response: { id, status: 'completed', output: items, usage: USAGE } }),
  );
  return frames;
}

/** The chunks of a Chat Completions answer, Azure's choiceless first and last ones included. */
export function chunkFrames(reply: Reply, round: number): string[] {
  const chunk = (choices: unknown[], more: object = {}): string =>
    `data: ${JSON.stringify({ id: `c_${round}`, object: 'chat.completion.chunk', model: 'm', created: 1, choices, ...more })}\n\n`;
  const delta = (value: object, finish_reason: string | null = null): string =>
    chunk([{ index: 0, delta: value, finish_reason }]);
  const parts = typeof reply.text === 'string' ? [reply.text] : (reply.text ?? []);
  const calls = reply.calls ?? [];
  return [
    chunk([], { id: '', model: '', created: 0, prompt_filter_results: [] }),
    delta({ role: 'assistant', content: '' }),
    ...parts.map((content) => delta({ content })),
    ...calls.flatMap(({ name, arguments: given, id }, index) => [
      delta({
        tool_calls: [
          { index, id: id ?? `call_${round}_${index}`, type: 'function', function: { name, arguments: '' } },
        ],
      }),
      delta({ tool_calls: [{ index, function: { arguments: JSON.stringify(given ?? {}) } }] }),
    ]),
    delta({}, calls.length > 0 ? 'tool_calls' : 'stop'),
    chunk([], { usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } }),
    'data: [DONE]\n\n',
  ];
}
