/** The response object of the Responses API, as Azure fills it. */
import type { Json } from '../../text/json.js';
import { blockedFilterResults, promptFilterResults, safeFilterResults } from '../faults.js';
import { MODEL_NAME, type Ending, type Generation } from '../generation.js';

/** An item of `output`. */
export type OutputItem = Readonly<Record<string, unknown>>;

/** Life of a response. */
export type ResponseStatus = 'in_progress' | 'completed' | 'incomplete' | 'failed';

/** Status a response ends with. */
export function statusOf(ending: Ending): ResponseStatus {
  if (ending === 'complete') return 'completed';
  return ending === 'filter-failed' ? 'failed' : 'incomplete';
}

/** Builds the response object at one moment of its life. */
export function responseObject(
  generation: Generation,
  request: Json,
  id: string,
  status: ResponseStatus,
  output: readonly OutputItem[],
): Json {
  const done = status !== 'in_progress';
  return {
    id,
    object: 'response',
    created_at: generation.createdAt,
    status,
    background: false,
    ...endOf(generation, status),
    instructions: request['instructions'] ?? null,
    max_output_tokens: request['max_output_tokens'] ?? null,
    max_tool_calls: null,
    metadata: request['metadata'] ?? {},
    model: generation.deployment || MODEL_NAME,
    output,
    parallel_tool_calls: request['parallel_tool_calls'] ?? true,
    previous_response_id: request['previous_response_id'] ?? null,
    prompt_cache_key: null,
    reasoning: request['reasoning'] ?? { effort: null, summary: null },
    safety_identifier: null,
    service_tier: done ? 'default' : 'auto',
    store: request['store'] ?? true,
    temperature: request['temperature'] ?? 1,
    text: request['text'] ?? { format: { type: 'text' } },
    tool_choice: request['tool_choice'] ?? 'auto',
    tools: request['tools'] ?? [],
    top_logprobs: 0,
    top_p: request['top_p'] ?? 1,
    truncation: request['truncation'] ?? 'disabled',
    usage: done ? usageOf(generation) : null,
    user: request['user'] ?? null,
    content_filters: contentFilters(generation, done),
  };
}

function endOf(generation: Generation, status: ResponseStatus): Json {
  const reason = generation.ending === 'length' ? 'max_output_tokens' : 'content_filter';
  return {
    error:
      status === 'failed'
        ? { code: 'content_filter', message: 'The response was stopped by the content filter.' }
        : null,
    incomplete_details: status === 'incomplete' ? { reason } : null,
    completed_at: status === 'completed' ? generation.createdAt : null,
  };
}

function usageOf(generation: Generation): Json {
  return {
    input_tokens: generation.inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: generation.outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: generation.inputTokens + generation.outputTokens,
  };
}

function contentFilters(generation: Generation, done: boolean): unknown[] {
  const prompt = {
    blocked: false,
    source_type: 'prompt',
    content_filter_results: promptFilterResults(),
    content_filter_offsets: { start_offset: 0, end_offset: 0, check_offset: 0 },
  };
  if (!done) return [prompt];
  const blocked = generation.ending === 'filter-cut' || generation.ending === 'filter-failed';
  return [
    prompt,
    {
      blocked,
      source_type: 'completion',
      content_filter_results: blocked ? blockedFilterResults() : safeFilterResults(),
      content_filter_offsets: { start_offset: 0, end_offset: generation.outputTokens, check_offset: 0 },
    },
  ];
}
