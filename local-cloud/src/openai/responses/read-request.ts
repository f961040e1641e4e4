/** Reads a body of `POST /openai/v1/responses`. */
import { isObject, type Json } from '../../text/json.js';
import {
  missing,
  optionalArray,
  optionalBoolean,
  optionalCount,
  optionalString,
  requireObject,
  requireString,
  textOf,
  wrongType,
  wrongValue,
} from '../body.js';
import type { Conversation, Turn } from '../../planner/index.js';
import { invalidRequest } from '../faults.js';
import { readArguments, readToolChoice, readTools } from '../offered-tools.js';

/** A request of the Responses API, understood. */
export interface ResponsesRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly conversation: Conversation;
  /** Whether reasoning items carry `encrypted_content`. */
  readonly encryptedReasoning: boolean;
  readonly maxOutputTokens: number | undefined;
  /** The body itself, for the members that the answer repeats. */
  readonly body: Json;
}

type Sink = { instructions: string[]; turns: Turn[] };

/** Reads and checks the body; throws the API's 400 where it breaks the rules. */
export function readResponsesRequest(body: Json): ResponsesRequest {
  const model = requireString(body, 'model');
  const sink: Sink = { instructions: [], turns: [] };
  const instructions = optionalString(body, 'instructions');
  if (instructions !== undefined) sink.instructions.push(instructions);
  readInput(body['input'], sink);
  const tools = readTools(optionalArray(body, 'tools'), false);
  const include = optionalArray(body, 'include');
  if (body['reasoning'] !== undefined && body['reasoning'] !== null && !isObject(body['reasoning'])) {
    throw wrongType('reasoning', 'an object', body['reasoning']);
  }
  return {
    model,
    stream: optionalBoolean(body, 'stream') ?? false,
    conversation: {
      instructions: sink.instructions.join('\n\n'),
      turns: sink.turns,
      tools,
      toolChoice: readToolChoice(body['tool_choice'], tools),
      parallelToolCalls: optionalBoolean(body, 'parallel_tool_calls') ?? true,
    },
    encryptedReasoning: include.includes('reasoning.encrypted_content'),
    maxOutputTokens: optionalCount(body, 'max_output_tokens', 16),
    body,
  };
}

function readInput(input: unknown, sink: Sink): void {
  if (input === undefined) throw missing('input');
  if (typeof input === 'string') sink.turns.push({ kind: 'user', text: input });
  else if (Array.isArray(input)) input.forEach((entry, index) => readItem(entry, `input[${index}]`, sink));
  else throw wrongType('input', 'one of a string or an array of input items', input);
  if (sink.turns.length === 0) {
    throw invalidRequest("Invalid 'input': at least one message is needed.", 'input', 'invalid_value');
  }
  requireMatchedCalls(sink.turns);
}

function readItem(entry: unknown, path: string, sink: Sink): void {
  const item = requireObject(entry, path);
  const type = optionalString(item, 'type', `${path}.type`) ?? 'message';
  if (type === 'message') return readMessage(item, path, sink);
  if (type === 'reasoning') return;
  if (type === 'function_call') {
    sink.turns.push({
      kind: 'call',
      id: requireString(item, 'call_id', `${path}.call_id`),
      name: requireString(item, 'name', `${path}.name`),
      arguments: readArguments(requireString(item, 'arguments', `${path}.arguments`)),
    });
    return;
  }
  if (type === 'function_call_output') {
    sink.turns.push({
      kind: 'result',
      id: requireString(item, 'call_id', `${path}.call_id`),
      output: textOf(item['output'], `${path}.output`),
    });
    return;
  }
  throw wrongValue(
    `${path}.type`,
    `'${type}'. The local stand-in reads messages, reasoning and function calls.`,
  );
}

function readMessage(item: Json, path: string, sink: Sink): void {
  const role = requireString(item, 'role', `${path}.role`);
  const text = textOf(item['content'], `${path}.content`);
  if (role === 'user' || role === 'assistant') sink.turns.push({ kind: role, text });
  else if (role === 'system' || role === 'developer') sink.instructions.push(text);
  else {
    throw wrongValue(
      `${path}.role`,
      `'${role}'. Supported values are: 'assistant', 'system', 'developer', and 'user'.`,
    );
  }
}

function requireMatchedCalls(turns: readonly Turn[]): void {
  const calls = new Set(turns.flatMap((turn) => (turn.kind === 'call' ? [turn.id] : [])));
  const results = new Set(turns.flatMap((turn) => (turn.kind === 'result' ? [turn.id] : [])));
  const orphan = [...results].find((id) => !calls.has(id));
  if (orphan !== undefined) {
    throw invalidRequest(
      `No tool call found for function call output with call_id ${orphan}.`,
      'input',
      null,
    );
  }
  const open = [...calls].find((id) => !results.has(id));
  if (open !== undefined) {
    throw invalidRequest(`No tool output found for function call ${open}.`, 'input', null);
  }
}
