import { modelName, toTool, withUniqueNames } from './definition.js';
import type { Tool } from './tool.js';

const schema = (depth: number): Record<string, unknown> =>
  depth === 0 ? { type: 'string' } : { type: 'object', properties: { a: schema(depth - 1) } };

describe('a tool definition', () => {
  it.each([
    ['Torii', 'whoami', 'torii__whoami'],
    ['Microsoft Learn', 'docs.search/now', 'microsoft_learn__docs_search_now'],
    ['日本', 'ü', '___'],
  ])('of %s %s is called %s by the model', (server, name, expected) => {
    expect(modelName(server, name)).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(modelName(server, name).replace(/_+/g, '_')).toBe(expected.replace(/_+/g, '_'));
  });

  it('keeps names apart that the model’s alphabet would join', () => {
    const long = 'x'.repeat(100);
    const tools = ['a.b', 'a/b', 'a b', long, `${long}y`].map((name) =>
      toTool('S', { name, inputSchema: {} }, true),
    );
    const names = withUniqueNames(tools as Tool[]).map((tool) => tool.modelName);
    expect(new Set(names).size).toBe(5);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  });

  it('is refused when its schema is a bomb', () => {
    expect(toTool('S', { name: 'deep', inputSchema: schema(20) }, true)).toBeUndefined();
    expect(toTool('S', { name: 'wide', inputSchema: { x: 'y'.repeat(20_000) } }, true)).toBeUndefined();
    expect(toTool('S', { name: 'n'.repeat(200), inputSchema: {} }, true)).toBeUndefined();
    expect(toTool('S', { name: 'fine', inputSchema: schema(4) }, true)).toBeDefined();
  });

  it('survives a schema deeper than the stack', () => {
    let inputSchema: Record<string, unknown> = {};
    for (let n = 0; n < 200_000; n++) inputSchema = { a: inputSchema };
    expect(toTool('S', { name: 'deepest', inputSchema }, true)).toBeUndefined();
  });

  it('has a hash that changes with anything a server could change', () => {
    const base = { name: 't', description: 'd', inputSchema: {}, annotations: { readOnlyHint: true } };
    const hash = (change: object): string | undefined =>
      toTool('S', { ...base, ...change }, true)?.definitionHash;
    const changed = [{ description: 'e' }, { inputSchema: { a: 1 } }, { annotations: {} }, { title: 'T' }];
    const hashes = [hash({}), ...changed.map(hash)];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hash({})).toBe(hash({}));
  });
});
