import { loadSettings, SettingsError } from './load-settings.js';

const minimal = {
  TENANT_ID: '10000000-c047-4050-8a00-000000000001',
  API_APP_ID: 'a0000000-0000-4000-8a00-0000000000a1',
  AZURE_OPENAI_CHAT_DEPLOYMENT_NAME: 'gpt-5',
};

describe('AZURE_OPENAI_ENDPOINT', () => {
  it.each([
    ['https://r.openai.azure.com/openai/v1/', 'https://r.openai.azure.com'],
    [
      'https://r.openai.azure.com/openai/deployments/gpt-5/chat/completions?api-version=2025-01-01-preview',
      'https://r.openai.azure.com',
    ],
    [
      'https://r.cognitiveservices.azure.com/openai/responses?api-version=2025-04-01-preview',
      'https://r.cognitiveservices.azure.com',
    ],
    [
      'https://r.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview',
      'https://r.services.ai.azure.com',
    ],
    ['https://gateway.example/team/openai?x=1', 'https://gateway.example/team'],
    ['https://r.services.ai.azure.com/api/projects/p', 'https://r.services.ai.azure.com/api/projects/p'],
  ])('takes %s, as the portal shows it, for the endpoint %s', (pasted, endpoint) => {
    expect(loadSettings({ ...minimal, AZURE_OPENAI_ENDPOINT: pasted }).AZURE_OPENAI_ENDPOINT).toBe(endpoint);
  });

  it.each([
    'https://r.example/chat?api-version=1',
    'https://r.example/#deployments',
    'http://r.openai.azure.com',
    'r.openai.azure.com',
  ])('refuses %s as endpoint of the model, by name', (pasted) => {
    const load = (): unknown => loadSettings({ ...minimal, AZURE_OPENAI_ENDPOINT: pasted });
    expect(load).toThrow(SettingsError);
    expect(load).toThrow(/AZURE_OPENAI_ENDPOINT.*Target URI/);
  });
});
