/** The answer of Chat Completions: chunks of a stream, or one object, as Azure sends them. */
import type { Json } from '../../text/json.js';
import { blockedFilterResults, promptFilterResults, safeFilterResults } from '../faults.js';
import type { Generation } from '../generation.js';
import { pause } from '../pace.js';
import { pieces } from '../tokens.js';

/** Yields the chunks: prompt filter, role, content or tool calls, finish reason, usage where asked for. */
export async function* chatChunks(
  generation: Generation,
  includeUsage: boolean,
  signal: AbortSignal,
): AsyncGenerator<Json> {
  const head = { object: 'chat.completion.chunk' };
  yield { ...head, choices: [], created: 0, id: '', model: '', prompt_filter_results: promptFilters() };
  const base = {
    ...head,
    created: generation.createdAt,
    id: generation.id('chatcmpl-'),
    model: generation.deployment,
    system_fingerprint: null,
    ...(includeUsage ? { usage: null } : {}),
  };
  const choice = (delta: Json, reason: string | null): Json => ({
    content_filter_results: 'content' in delta && delta['content'] ? safeFilterResults() : {},
    delta,
    finish_reason: reason,
    index: 0,
    logprobs: null,
  });
  await pause(generation.pace.firstMs, signal);
  for await (const delta of deltas(generation, signal)) {
    if (signal.aborted) return;
    yield { ...base, choices: [choice(delta, null)] };
  }
  const last = { ...choice({}, finishReason(generation)), content_filter_results: filterResults(generation) };
  yield { ...base, choices: [last] };
  if (includeUsage) yield { ...base, choices: [], usage: usageOf(generation) };
}

/** The whole answer as one `chat.completion` object. */
export function chatCompletion(generation: Generation): Json {
  const { step } = generation;
  const id = generation.id('chatcmpl-');
  const calls =
    step.kind === 'calls'
      ? step.calls.map((call) => ({
          id: generation.id('call_'),
          type: 'function',
          function: { name: call.name, arguments: JSON.stringify(call.arguments) },
        }))
      : undefined;
  const message = {
    annotations: [],
    content: step.kind === 'text' ? step.text : null,
    refusal: null,
    role: 'assistant',
    ...(calls ? { tool_calls: calls } : {}),
  };
  return {
    choices: [
      {
        content_filter_results: filterResults(generation),
        finish_reason: finishReason(generation),
        index: 0,
        logprobs: null,
        message,
      },
    ],
    created: generation.createdAt,
    id,
    model: generation.deployment,
    object: 'chat.completion',
    prompt_filter_results: promptFilters(),
    system_fingerprint: null,
    usage: usageOf(generation),
  };
}

function promptFilters(): unknown[] {
  return [{ prompt_index: 0, content_filter_results: promptFilterResults() }];
}

async function* deltas(generation: Generation, signal: AbortSignal): AsyncGenerator<Json> {
  const { step, pace } = generation;
  yield { role: 'assistant', content: step.kind === 'text' ? '' : null, refusal: null };
  if (step.kind === 'text') {
    for (const content of pieces(step.text)) {
      await pause(pace.eachMs, signal);
      yield { content };
    }
    return;
  }
  for (const [index, call] of step.calls.entries()) {
    const head = { name: call.name, arguments: '' };
    yield { tool_calls: [{ index, id: generation.id('call_'), type: 'function', function: head }] };
    for (const part of pieces(JSON.stringify(call.arguments))) {
      await pause(pace.eachMs, signal);
      yield { tool_calls: [{ index, function: { arguments: part } }] };
    }
  }
}

function finishReason(generation: Generation): string {
  if (generation.ending === 'length') return 'length';
  if (generation.ending !== 'complete') return 'content_filter';
  return generation.step.kind === 'calls' ? 'tool_calls' : 'stop';
}

function filterResults(generation: Generation): Json {
  return finishReason(generation) === 'content_filter' ? blockedFilterResults() : safeFilterResults();
}

function usageOf(generation: Generation): Json {
  return {
    completion_tokens: generation.outputTokens,
    completion_tokens_details: { reasoning_tokens: 0 },
    prompt_tokens: generation.inputTokens,
    prompt_tokens_details: { cached_tokens: 0 },
    total_tokens: generation.inputTokens + generation.outputTokens,
  };
}
