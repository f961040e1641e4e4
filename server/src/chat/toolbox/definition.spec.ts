import { modelName, readTool, withUniqueNames } from './definition.js';
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
      readTool('S', { name, inputSchema: {} }, true),
    );
    const names = withUniqueNames(tools as Tool[]).map((tool) => tool.modelName);
    expect(new Set(names).size).toBe(5);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  });

  it('is refused when its schema is a bomb', () => {
    const reason = (name: string, inputSchema: Record<string, unknown>): unknown =>
      readTool('S', { name, inputSchema }, true);
    expect(reason('deep', schema(80))).toEqual({ name: 'deep', reason: 'schema_too_deep' });
    expect(reason('wide', { x: 'y'.repeat(40_000) })).toEqual({ name: 'wide', reason: 'schema_too_large' });
    expect(reason('n'.repeat(200), {})).toEqual({ name: 'n'.repeat(128), reason: 'name_too_long' });
    expect(reason('fine', schema(4))).toHaveProperty('definitionHash');
  });

  it('may hold a filter that nests fifteen times', () => {
    const filter = (depth: number): Record<string, unknown> =>
      depth === 0
        ? { type: 'string' }
        : { type: 'object', properties: { and: { type: 'array', items: { anyOf: [filter(depth - 1)] } } } };
    expect(readTool('S', { name: 'find', inputSchema: filter(15) }, true)).toHaveProperty('definitionHash');
  });

  it('survives a schema deeper than the stack', () => {
    let inputSchema: Record<string, unknown> = {};
    for (let n = 0; n < 200_000; n++) inputSchema = { a: inputSchema };
    expect(readTool('S', { name: 'deepest', inputSchema }, true)).toHaveProperty('reason', 'schema_too_deep');
  });

  it('has a hash that changes with anything a server could change', () => {
    const base = { name: 't', description: 'd', inputSchema: {}, annotations: { readOnlyHint: true } };
    const hash = (change: object): string =>
      (readTool('S', { ...base, ...change }, true) as Tool).definitionHash;
    const changed = [{ description: 'e' }, { inputSchema: { a: 1 } }, { annotations: {} }, { title: 'T' }];
    const hashes = [hash({}), ...changed.map(hash)];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hash({})).toBe(hash({}));
  });
});
