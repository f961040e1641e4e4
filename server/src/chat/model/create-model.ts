import { ChatCompletionsModel } from './chat-completions.js';
import type { Model } from './model.js';
import type { ModelOptions } from './openai-client.js';
import { ResponsesModel } from './responses.js';

/** The model of the options, behind the wire shape they name. */
export function createModel(options: ModelOptions): Model {
  return options.api === 'chat-completions' ? new ChatCompletionsModel(options) : new ResponsesModel(options);
}
