/** The plain OpenAI client on Azure's v1 API, with the traps of its defaults closed. */
import OpenAI from 'openai';
import { ModelError, waitOf } from './model-error.js';
import { streamingFetch } from './transport.js';

/** Which model the chat talks to. Exactly one of `apiKey` and `token` is used; `apiKey` wins. */
export interface ModelOptions {
  /** Resource endpoint, for example `https://res.openai.azure.com`. */
  readonly endpoint: string;
  readonly deployment: string;
  readonly api: 'responses' | 'chat-completions';
  readonly apiKey?: string;
  /** Gives an Entra access token for the model service; called for each attempt. */
  readonly token?: () => Promise<string>;
  /** Silence from the model after which a round fails with `model_unavailable`. Milliseconds. */
  readonly idleTimeoutMs: number;
}

/** Waits longer than this are reported to the person instead of being waited for. */
const LONGEST_WAIT_MS = 20_000;

/** Client for `<endpoint>/openai/v1/`. */
export function createClient(options: ModelOptions): OpenAI {
  const base = options.endpoint.replace(/\/+$/, '').replace(/\/openai(\/v1)?$/, '');
  const key = options.apiKey;
  return new OpenAI({
    baseURL: `${base}/openai/v1/`,
    apiKey: key ?? tokenOf(options),
    // A key goes into Azure's own header; the SDK would send it as a bearer token.
    defaultHeaders: key ? { Authorization: null, 'api-key': key } : {},
    // Explicit, because the SDK would otherwise read OPENAI_* variables of the environment.
    organization: null,
    project: null,
    logLevel: 'off',
    timeout: options.idleTimeoutMs,
    maxRetries: 2,
    fetch: fetchOnceWhenLong,
  });
}

function tokenOf({ token }: ModelOptions): () => Promise<string> {
  return async () => {
    try {
      if (token) return await token();
    } catch (error) {
      throw new ModelError('model_unauthorized', { cause: error });
    }
    throw new ModelError('model_unauthorized');
  };
}

/** The SDK ignores waits over 60 s and retries at once: such an answer is marked as final instead. */
async function fetchOnceWhenLong(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await streamingFetch(url, init);
  if (response.ok || (waitOf(response.headers) ?? 0) <= LONGEST_WAIT_MS) return response;
  const headers = new Headers(response.headers);
  headers.set('x-should-retry', 'false');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
