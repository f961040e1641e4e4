/** Azure OpenAI's error answers, in its own words and shapes. */

/** Body of an Azure OpenAI error. `null` members are sent, as the service does. */
export interface ErrorBody {
  readonly code: string | null;
  readonly message: string;
  readonly type?: string | null;
  readonly param?: string | null;
  readonly status?: number;
  readonly innererror?: unknown;
}

/** An answer other than 200: thrown while a request is read or planned, turned into a response by the router. */
export class ModelFault extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(body.message);
  }
}

const CATEGORIES = ['hate', 'self_harm', 'sexual', 'violence'] as const;

/** Azure's verdict per category, all clear. */
export function safeFilterResults(): Record<string, unknown> {
  return Object.fromEntries(CATEGORIES.map((name) => [name, { filtered: false, severity: 'safe' }]));
}

/** Azure's verdict on a prompt; `blocked` marks a detected jailbreak. */
export function promptFilterResults(blocked = false): Record<string, unknown> {
  return { ...safeFilterResults(), jailbreak: { filtered: blocked, detected: blocked } };
}

/** Azure's verdict on an answer that was cut. */
export function blockedFilterResults(): Record<string, unknown> {
  return { ...safeFilterResults(), violence: { filtered: true, severity: 'medium' } };
}

/** 400 for a body that breaks the API's rules; names the parameter. */
export function invalidRequest(message: string, param: string | null, code: string | null): ModelFault {
  return new ModelFault(400, { message, type: 'invalid_request_error', param, code });
}

/** 401 for a missing or wrong key. */
export function wrongKey(): ModelFault {
  const message =
    'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.';
  return new ModelFault(401, { code: '401', message });
}

/** 401 for an Entra token that is not good here. */
export function wrongToken(): ModelFault {
  const message =
    'Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com or https://ai.azure.com), or have expired.';
  return new ModelFault(401, { code: 'Unauthorized', message });
}

/** 404 for a deployment name that this resource does not have. */
export function deploymentNotFound(): ModelFault {
  const message =
    'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.';
  return new ModelFault(404, { code: 'DeploymentNotFound', message });
}

/** 404 for a path or method the service does not have. */
export function resourceNotFound(): ModelFault {
  return new ModelFault(404, { code: '404', message: 'Resource not found' });
}

/** 429 with `Retry-After` in seconds. */
export function rateLimited(retryAfterSeconds: number): ModelFault {
  const message = `Requests to the ChatCompletions_Create Operation under Azure OpenAI API version v1 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after ${retryAfterSeconds} seconds. Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.`;
  return new ModelFault(429, { code: '429', message }, { 'retry-after': String(retryAfterSeconds) });
}

/** 500 or 503 as the service's front end answers them. */
export function serviceFault(status: number): ModelFault {
  const message =
    status === 503
      ? 'The service is temporarily unable to process your request. Please try again later.'
      : 'The server had an error while processing your request. Sorry about that!';
  return new ModelFault(status, {
    code: status === 503 ? 'ServiceUnavailable' : 'InternalServerError',
    message,
  });
}

/** 400 for a prompt that the content filter refused. */
export function promptFiltered(): ModelFault {
  return new ModelFault(400, {
    message:
      "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
    type: null,
    param: 'prompt',
    code: 'content_filter',
    status: 400,
    innererror: {
      code: 'ResponsibleAIPolicyViolation',
      content_filter_result: promptFilterResults(true),
    },
  });
}

/** 400 for a conversation longer than the model's window. */
export function contextLengthExceeded(param: string): ModelFault {
  return invalidRequest(
    'Your input exceeds the context window of this model. Please adjust your input and try again.',
    param,
    'context_length_exceeded',
  );
}

/** The error of an answer that the filter cut, as Azure sends it in the frame after `response.failed`. */
export function answerFiltered(): ErrorBody {
  return {
    message:
      "The response was filtered due to the completion triggering Azure OpenAI's content management policy.",
    type: null,
    param: 'completion',
    code: 'content_filter',
    status: 400,
    innererror: {
      code: 'ResponsibleAIPolicyViolation',
      content_filter_result: blockedFilterResults(),
    },
  };
}
