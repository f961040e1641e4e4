/** Reads a body of `POST /openai/v1/chat/completions`. */
import { isObject, type Json } from '../../text/json.js';
import {
  missing,
  optionalArray,
  optionalBoolean,
  optionalCount,
  requireObject,
  requireString,
  textOf,
  wrongType,
  wrongValue,
} from '../body.js';
import type { Conversation, Turn } from '../../planner/index.js';
import { invalidRequest } from '../faults.js';
import { readArguments, readToolChoice, readTools } from '../offered-tools.js';

/** A request of the Chat Completions API, understood. */
export interface ChatRequest {
  readonly model: string;
  readonly stream: boolean;
  /** Whether the stream ends with a usage chunk. */
  readonly includeUsage: boolean;
  readonly conversation: Conversation;
  readonly maxOutputTokens: number | undefined;
}

type Sink = { instructions: string[]; turns: Turn[]; open: Set<string> };

/** Reads and checks the body; `deployment` is the one in a legacy path, which wins over `model`. */
export function readChatRequest(body: Json, deployment?: string): ChatRequest {
  const model = deployment ?? requireString(body, 'model');
  const messages = body['messages'];
  if (messages === undefined) throw missing('messages');
  if (!Array.isArray(messages)) throw wrongType('messages', 'an array of objects', messages);
  if (messages.length === 0) {
    throw invalidRequest(
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      'messages',
      'empty_array',
    );
  }
  const sink: Sink = { instructions: [], turns: [], open: new Set() };
  messages.forEach((entry, index) => readMessage(entry, `messages[${index}]`, sink));
  requireNoOpenCalls(sink, 'messages');
  const tools = readTools(optionalArray(body, 'tools'), true);
  const options = body['stream_options'];
  return {
    model,
    stream: optionalBoolean(body, 'stream') ?? false,
    includeUsage: isObject(options) && options['include_usage'] === true,
    conversation: {
      instructions: sink.instructions.join('\n\n'),
      turns: sink.turns,
      tools,
      toolChoice: readToolChoice(body['tool_choice'], tools),
      parallelToolCalls: optionalBoolean(body, 'parallel_tool_calls') ?? true,
    },
    maxOutputTokens: optionalCount(body, 'max_completion_tokens', 1) ?? optionalCount(body, 'max_tokens', 1),
  };
}

function readMessage(entry: unknown, path: string, sink: Sink): void {
  const message = requireObject(entry, path);
  const role = requireString(message, 'role', `${path}.role`);
  if (role === 'tool') return readToolMessage(message, path, sink);
  requireNoOpenCalls(sink, path);
  const calls = message['tool_calls'] !== undefined && message['tool_calls'] !== null;
  const empty = role === 'assistant' && calls && (message['content'] ?? null) === null;
  const text = empty ? '' : textOf(message['content'] ?? undefined, `${path}.content`);
  if (role === 'system' || role === 'developer') sink.instructions.push(text);
  else if (role === 'user') sink.turns.push({ kind: 'user', text });
  else if (role === 'assistant') {
    if (text !== '') sink.turns.push({ kind: 'assistant', text });
    readCalls(message, path, sink);
  } else {
    throw wrongValue(
      `${path}.role`,
      `'${role}'. Supported values are: 'system', 'assistant', 'user', 'tool', and 'developer'.`,
    );
  }
}

function readToolMessage(message: Json, path: string, sink: Sink): void {
  const id = requireString(message, 'tool_call_id', `${path}.tool_call_id`);
  if (!sink.open.delete(id)) {
    throw invalidRequest(
      "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
      `${path}.role`,
      null,
    );
  }
  sink.turns.push({ kind: 'result', id, output: textOf(message['content'], `${path}.content`) });
}

function requireNoOpenCalls(sink: Sink, path: string): void {
  if (sink.open.size === 0) return;
  throw invalidRequest(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...sink.open].join(', ')}`,
    path,
    null,
  );
}

function readCalls(message: Json, path: string, sink: Sink): void {
  optionalArray(message, 'tool_calls', `${path}.tool_calls`).forEach((entry, index) => {
    const at = `${path}.tool_calls[${index}]`;
    const call = requireObject(entry, at);
    const target = requireObject(call['function'], `${at}.function`);
    const id = requireString(call, 'id', `${at}.id`);
    sink.open.add(id);
    sink.turns.push({
      kind: 'call',
      id,
      name: requireString(target, 'name', `${at}.function.name`),
      arguments: readArguments(requireString(target, 'arguments', `${at}.function.arguments`)),
    });
  });
}
