/** Raw answers of a model service that goes wrong. */
import { frame, type Reply } from './scripted-model.js';

/** An HTTP error. */
export const status =
  (code: number, error: object, headers: Record<string, string> = {}): NonNullable<Reply['raw']> =>
  (response) => {
    response.writeHead(code, { 'content-type': 'application/json', 'apim-request-id': 'corr-1', ...headers });
    response.end(JSON.stringify({ error }));
  };

/** A stream of these frames, and no more. */
export const stream =
  (...frames: string[]): NonNullable<Reply['raw']> =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'apim-request-id': 'corr-1' });
    response.end(frames.join(''));
  };

export const TEXT = frame({
  type: 'response.output_text.delta',
  item_id: 'm',
  output_index: 0,
  content_index: 0,
  delta: 'Hal',
});
export const FAILED = frame({
  type: 'response.failed',
  response: { id: 'r', status: 'failed', output: [], error: { code: 'server_error' } },
});
export const FILTERED = {
  code: 'content_filter',
  message: 'filtered',
  innererror: { code: 'ResponsibleAIPolicyViolation' },
};
