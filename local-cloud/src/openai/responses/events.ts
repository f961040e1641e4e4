/** The event sequence of a streamed response, in the order of the real service. */
import { createHash } from 'node:crypto';
import type { PlannedCall } from '../../planner/index.js';
import { answerFiltered } from '../faults.js';
import type { Generation } from '../generation.js';
import { pause } from '../pace.js';
import { pieces } from '../tokens.js';
import type { ResponsesRequest } from './read-request.js';
import { responseObject, statusOf, type OutputItem } from './response-object.js';

/** An event without its `sequence_number`. */
export type ResponseEvent = Readonly<Record<string, unknown>> & { readonly type: string };

type Writer = {
  readonly generation: Generation;
  readonly signal: AbortSignal;
  readonly output: OutputItem[];
};

/**
 * Yields `response.created` to `response.completed` (or `.incomplete`, or `.failed` and one `error` more, as Azure
 * does when its filter cuts an answer), each with its `sequence_number`.
 */
export async function* responseEvents(
  generation: Generation,
  request: ResponsesRequest,
  reasons: boolean,
  signal: AbortSignal,
): AsyncGenerator<ResponseEvent> {
  let sequence = 0;
  const number = (event: ResponseEvent): ResponseEvent => ({ ...event, sequence_number: sequence++ });
  const id = generation.id('resp_');
  const output: OutputItem[] = [];
  const snapshot = (status: Parameters<typeof responseObject>[3]) =>
    responseObject(generation, request.body, id, status, [...output]);
  yield number({ type: 'response.created', response: snapshot('in_progress') });
  yield number({ type: 'response.in_progress', response: snapshot('in_progress') });
  await pause(generation.pace.firstMs, signal);
  for await (const event of writeOutput({ generation, signal, output }, request, reasons))
    yield number(event);
  if (signal.aborted) return;
  const status = statusOf(generation.ending);
  yield number({ type: `response.${status}`, response: snapshot(status) });
  if (generation.ending === 'filter-failed') yield number({ type: 'error', error: answerFiltered() });
}

async function* writeOutput(writer: Writer, request: ResponsesRequest, reasons: boolean) {
  const { step } = writer.generation;
  if (reasons) yield* writeReasoning(writer, request.encryptedReasoning);
  if (step.kind === 'text') yield* writeMessage(writer, step.text);
  else for (const call of step.calls) yield* writeCall(writer, call);
}

function* writeReasoning(writer: Writer, encrypted: boolean): Generator<ResponseEvent> {
  const { generation, output } = writer;
  const id = generation.id('rs_');
  const item = {
    id,
    type: 'reasoning',
    summary: [],
    ...(encrypted ? { encrypted_content: createHash('sha512').update(id).digest('base64') } : {}),
  };
  const index = output.length;
  yield { type: 'response.output_item.added', output_index: index, item };
  output.push(item);
  yield { type: 'response.output_item.done', output_index: index, item };
}

async function* writeMessage(writer: Writer, text: string): AsyncGenerator<ResponseEvent> {
  const { generation, signal, output } = writer;
  const where = { item_id: generation.id('msg_'), output_index: output.length };
  const at = { ...where, content_index: 0 };
  const message = { id: where.item_id, type: 'message', role: 'assistant' };
  const added = { ...message, status: 'in_progress', content: [] };
  yield { type: 'response.output_item.added', output_index: where.output_index, item: added };
  const empty = { type: 'output_text', annotations: [], logprobs: [], text: '' };
  yield { type: 'response.content_part.added', ...at, part: empty };
  let first = true;
  for (const delta of pieces(text)) {
    await pause(first ? 0 : generation.pace.eachMs, signal);
    if (signal.aborted) return;
    first = false;
    yield { type: 'response.output_text.delta', ...at, delta, logprobs: [] };
  }
  if (generation.ending === 'filter-failed') return;
  yield { type: 'response.output_text.done', ...at, text, logprobs: [] };
  const part = { ...empty, text };
  yield { type: 'response.content_part.done', ...at, part };
  const status = generation.ending === 'complete' ? 'completed' : 'incomplete';
  const item = { ...message, status, content: [part] };
  output.push(item);
  yield { type: 'response.output_item.done', output_index: where.output_index, item };
}

async function* writeCall(writer: Writer, call: PlannedCall): AsyncGenerator<ResponseEvent> {
  const { generation, signal, output } = writer;
  const at = { item_id: generation.id('fc_'), output_index: output.length };
  const head = { id: at.item_id, type: 'function_call', call_id: generation.id('call_'), name: call.name };
  const text = JSON.stringify(call.arguments);
  const added = { ...head, status: 'in_progress', arguments: '' };
  yield { type: 'response.output_item.added', output_index: at.output_index, item: added };
  for (const delta of pieces(text)) {
    await pause(generation.pace.eachMs, signal);
    if (signal.aborted) return;
    yield { type: 'response.function_call_arguments.delta', ...at, delta };
  }
  yield { type: 'response.function_call_arguments.done', ...at, name: call.name, arguments: text };
  const item = { ...head, status: 'completed', arguments: text };
  output.push(item);
  yield { type: 'response.output_item.done', output_index: at.output_index, item };
}
