import { createObo } from '#libs/obo';
import { oboOptions } from '../../composition/obo.options.js';
import type { Settings } from '../../settings/settings.js';
import { explain } from '../explanations.js';
import { type Finding, fail, ok, warn } from '../finding.js';
import { reasonOf } from './authority.check.js';

/** One short question to the configured deployment, over the API that the chat will use. */
export async function checkModel(settings: Settings): Promise<Finding> {
  if (!settings.chat) {
    return warn(
      'model',
      'the chat is off',
      'set AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_CHAT_DEPLOYMENT_NAME',
    );
  }
  const { endpoint, deployment: model } = settings.chat;
  const responses = settings.AZURE_OPENAI_API === 'responses';
  const path = responses ? 'responses' : 'chat/completions';
  const body = responses
    ? { model, input: 'ping', max_output_tokens: 16, store: false }
    : { model, messages: [{ role: 'user', content: 'ping' }] };
  try {
    const response = await fetch(`${endpoint}/openai/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await authorization(settings)) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
      redirect: 'error',
    });
    return judge(response.status, model);
  } catch (error) {
    return fail('model', reasonOf(error), explain('chat')?.fix ?? '');
  }
}

async function authorization(settings: Settings): Promise<Record<string, string>> {
  if (settings.AZURE_OPENAI_API_KEY) return { 'api-key': settings.AZURE_OPENAI_API_KEY };
  const token = await createObo(oboOptions(settings)).appTokens.token(settings.AZURE_OPENAI_SCOPE);
  return { authorization: `Bearer ${token}` };
}

function judge(status: number, model: string): Finding {
  if (status === 200) return ok('model', `deployment ${model} answers`);
  if (status === 429) return warn('model', `deployment ${model} is throttled`, 'raise its quota, or wait');
  const fix = explain('chat')?.fix ?? '';
  if (status === 401 || status === 403) return fail('model', 'the key or identity is not accepted', fix);
  if (status === 404) return fail('model', `there is no deployment ${model} at this endpoint`, fix);
  return fail('model', `status ${status}`, fix);
}
