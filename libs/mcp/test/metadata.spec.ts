import { startSample, type Sample } from './sample.js';

describe('discovery documents', () => {
  let sample: Sample;
  beforeAll(
    async () =>
      void (sample = await startSample({
        baseScopes: ['access_as_user'],
        resource: 'https://api.example/mcp',
      })),
  );
  afterAll(() => sample.close());

  it.each(['/.well-known/oauth-protected-resource/mcp', '/.well-known/oauth-protected-resource'])(
    'serves the protected resource metadata at %s',
    async (path) => {
      const response = await fetch(new URL(path, sample.url), { headers: { 'x-public': 'yes' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(await response.json()).toEqual({
        resource: 'https://api.example/mcp',
        authorization_servers: ['https://login.example/v2.0'],
        scopes_supported: ['api://sample/access_as_user', 'api://sample/Notes.Write'],
        bearer_methods_supported: ['header'],
        resource_name: 'sample',
      });
    },
  );

  it('serves no copy of the authorization server where none is configured', async () => {
    const path = '/.well-known/oauth-authorization-server';
    const response = await fetch(new URL(path, sample.url), { headers: { 'x-public': 'yes' } });
    expect(response.status).toBe(404);
  });

  it('names all scopes of the operation in the refusal, fully qualified, and the metadata', async () => {
    const response = await fetch(sample.url, {
      method: 'POST',
      headers: {
        authorization: 'Bearer ada access_as_user',
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'write' } }),
    });
    expect(response.status).toBe(403);
    const challenge = response.headers.get('www-authenticate');
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain('scope="api://sample/access_as_user api://sample/Notes.Write"');
    expect(challenge).toContain(
      'resource_metadata="https://api.example/.well-known/oauth-protected-resource/mcp"',
    );
    expect(await response.json()).toMatchObject({ code: 'insufficient_scope', status: 403 });
  });
});
