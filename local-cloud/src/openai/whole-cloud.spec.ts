import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import OpenAI from 'openai';
import { startLocalCloud, type LocalCloud } from '../local-cloud.js';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
afterEach(() => cloud.resetDrills());
afterAll(() => cloud.close());

function client(apiKey: string): OpenAI {
  return new OpenAI({ baseURL: `${cloud.url}/openai/v1/`, apiKey, maxRetries: 0, logLevel: 'off' });
}

const hello = { model: 'local-standin', input: 'hello' };

describe('the model behind the whole cloud', () => {
  it.each(['https://ai.azure.com', 'https://cognitiveservices.azure.com'])(
    'takes the token of an app for %s',
    async (audience) => {
      const token = await cloud.issueToken({ app: true, audience });
      expect((await client(token).responses.create(hello)).status).toBe('completed');
    },
  );

  it('refuses tokens for others and expired ones', async () => {
    const foreign = await cloud.issueToken({ app: true, audience: 'https://search.azure.com' });
    const old = await cloud.issueToken({
      app: true,
      audience: 'https://ai.azure.com',
      lifetimeSeconds: -600,
    });
    await expect(client(foreign).responses.create(hello)).rejects.toMatchObject({
      status: 401,
      code: 'Unauthorized',
    });
    await expect(client(old).responses.create(hello)).rejects.toMatchObject({ status: 401 });
  });

  it('takes the key of the server’s settings', async () => {
    const { AZURE_OPENAI_API_KEY: key = '', AZURE_OPENAI_CHAT_DEPLOYMENT_NAME: model = '' } =
      cloud.settings();
    expect((await client(key).responses.create({ model, input: 'hello' })).output_text).toContain('rules');
  });

  it('obeys drill settings for as many answers as they count', async () => {
    const key = cloud.settings()['AZURE_OPENAI_API_KEY'] ?? '';
    await fetch(`${cloud.url}/_drill`, {
      method: 'POST',
      body: JSON.stringify({ model: { status: 429, retryAfter: 3, count: 1 } }),
    });
    await client(key).models.list();
    await expect(client(key).responses.create(hello)).rejects.toMatchObject({ status: 429 });
    expect((await client(key).responses.create(hello)).status).toBe('completed');
  });
});

describe('search and Learn behind the whole cloud', () => {
  async function found(user: 'ada' | 'ben' | 'carla' | 'guest'): Promise<readonly string[]> {
    const token = await cloud.issueToken({
      user,
      audience: 'https://search.azure.com',
      scopes: ['user_impersonation'],
    });
    const response = await fetch(
      `${cloud.url}/search/indexes/handbook/docs/search?api-version=2026-05-01-preview`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'x-ms-query-source-authorization': token,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ search: '*', select: 'id' }),
      },
    );
    const body = (await response.json()) as { value: { id: string }[] };
    return body.value.map(({ id }) => id);
  }

  it('shows every person another set of documents', async () => {
    const [ada, ben, carla, guest] = await Promise.all([
      found('ada'),
      found('ben'),
      found('carla'),
      found('guest'),
    ]);
    expect(new Set([ada, ben, carla, guest].map((ids) => ids.join()))).toHaveProperty('size', 4);
    expect(ada).toContain('board-minutes-2026-10');
    expect([...ben, ...carla, ...guest]).not.toContain('board-minutes-2026-10');
  });

  it('serves Learn without sign-in', async () => {
    const learn = new Client({ name: 'spec', version: '1.0.0' });
    await learn.connect(new StreamableHTTPClientTransport(new URL(`${cloud.url}/learn/api/mcp`)));
    expect((await learn.listTools()).tools).toHaveLength(3);
    await learn.close();
  });
});
