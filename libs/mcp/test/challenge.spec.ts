import { Injectable } from '@nestjs/common';
import {
  bearerChallenge,
  HttpChallenge,
  InProcessMcp,
  Prompt,
  Resource,
  Tool,
  type ToolContext,
} from '../src/index.js';
import { legacy, modern } from './raw-requests.js';
import { startSample, type Sample } from './sample.js';

class StepUpNeeded extends Error {}

@Injectable()
class Strict {
  @Tool({ name: 'strict', description: 'Needs more authentication.' })
  strict(): never {
    throw new StepUpNeeded('downstream canary');
  }

  @Tool({ name: 'late', description: 'Finds out after it reported progress.' })
  async late(_args: object, context: ToolContext): Promise<never> {
    await context.progress(1);
    throw new StepUpNeeded('downstream canary');
  }

  @Tool({ name: 'lead', description: 'For leads.', roles: ['Lead', 'Boss'] })
  lead(): string {
    return 'led';
  }

  @Resource({ uri: 'test://secret', name: 'secret', scopes: ['Secrets.Read'] })
  secret(): string {
    return 'secret';
  }

  @Prompt({ name: 'secret', description: 'Secret.', scopes: ['Secrets.Read'] })
  prompt(): string {
    return 'secret';
  }
}

const CLAIMS = '{"access_token":{"acrs":{"value":"c1"}}}';

describe('a refusal', () => {
  let sample: Sample;
  beforeAll(async () => {
    const overrides = {
      rolesOf: () => ['Member'],
      mapError: (error: unknown) =>
        error instanceof StepUpNeeded
          ? new HttpChallenge({
              code: 'step_up_required',
              status: 401,
              detail: 'Sign in again.',
              claims: CLAIMS,
              challenge: bearerChallenge({ error: 'insufficient_claims', claims: 'e30=' }),
            })
          : undefined,
    };
    sample = await startSample(overrides, [Strict]);
  });
  afterAll(() => sample.close());

  function post(body: object, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(sample.url, {
      method: 'POST',
      headers: {
        authorization: 'Bearer ada',
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(body),
    });
  }
  const call = (name: string, meta = {}): Promise<Response> =>
    post(modern({ params: { name, arguments: {} }, meta }), {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': name,
    });
  const icons = { 'io.modelcontextprotocol/clientInfo': { name: 'r', version: '1', icons: [] } };

  it.each([
    ['of a plain request', () => call('strict')],
    ['of any other request', () => call('strict', icons)],
    ['to a 2025 client', () => post(legacy({ params: { name: 'strict', arguments: {} } }))],
  ])('that a tool finds becomes the HTTP answer %s', async (_where, send) => {
    const response = await send();
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_claims", claims="e30="',
    );
    expect(await response.json()).toMatchObject({ code: 'step_up_required', claims: CLAIMS });
  });

  it('that comes after the stream began is a tool error with the same code', async () => {
    const text = await (await call('late', { progressToken: 1 })).text();
    expect(text).toContain('"code":"step_up_required"');
    expect(text).not.toContain('canary');
  });

  it('rejects the call in process', async () => {
    const client = await sample.app.get(InProcessMcp).connect({ name: 'ada', scopes: [] });
    const rejection = client.callTool({ name: 'strict', arguments: {} });
    await expect(rejection).rejects.toMatchObject({ code: 'step_up_required', status: 401, claims: CLAIMS });
    await client.close();
  });

  it('names the roles where one is missing', async () => {
    const response = await call('lead');
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect(await response.json()).toMatchObject({ code: 'insufficient_scope', roles: ['Lead', 'Boss'] });
  });

  it.each([
    ['resource', { method: 'resources/read', params: { uri: 'test://secret' } }],
    ['prompt', { method: 'prompts/get', params: { name: 'secret' } }],
  ])('guards a scoped %s', async (_kind, request) => {
    const response = await post(legacy(request));
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toContain('scope="api://sample/Secrets.Read"');
  });

  it.each([
    ['resources/list', 'resources'],
    ['prompts/list', 'prompts'],
  ])('keeps what is refused out of %s', async (method, member) => {
    const answer = (await (await post(legacy({ method, params: {} }))).json()) as {
      result: Record<string, unknown>;
    };
    expect(answer.result[member]).toEqual([]);
  });
});
