import { z } from 'zod';
import { absentNulls } from './absent-nulls.js';

const strip = (schema: z.ZodType, value: unknown): unknown => {
  const own = absentNulls(z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>);
  return own === undefined ? value : own(value);
};

describe('absentNulls', () => {
  it('takes out null for an optional member and for one with a default', () => {
    const schema = z.object({ query: z.string(), top: z.number().optional(), page: z.number().default(1) });
    expect(strip(schema, { query: 'a', top: null, page: null })).toEqual({ query: 'a' });
  });

  it('keeps null where the schema admits it', () => {
    const schema = z.object({
      a: z.string().nullish(),
      b: z.unknown().optional(),
      c: z.union([z.string(), z.null()]).optional(),
      d: z.literal(null).optional(),
      e: z.enum(['x']).nullable().optional(),
    });
    const value = { a: null, b: null, c: null, d: null, e: null };
    expect(strip(schema, value)).toBe(value);
  });

  it('keeps null for a required member, so that the schema refuses it', () => {
    const value = { query: null };
    expect(strip(z.object({ query: z.string(), top: z.number().optional() }), value)).toBe(value);
  });

  it('reaches members of members and of items', () => {
    const schema = z.object({
      filter: z.object({ from: z.string().optional(), to: z.string() }),
      rows: z.array(z.object({ id: z.string(), note: z.string().optional() })),
    });
    expect(
      strip(schema, { filter: { from: null, to: 'x' }, rows: [{ id: '1', note: null }, { id: '2' }] }),
    ).toEqual({ filter: { to: 'x' }, rows: [{ id: '1' }, { id: '2' }] });
  });

  it('ends on a schema that points at itself', () => {
    const node: z.ZodType = z.object({
      get child() {
        return node.optional();
      },
      name: z.string().optional(),
    });
    expect(strip(node, { name: null, child: { name: null } })).toEqual({ child: {} });
  });

  it('returns what it was given where there is nothing to take out', () => {
    const schema = z.object({ top: z.number().optional() });
    for (const value of [{ top: 1 }, {}, null, 'text', [null]]) expect(strip(schema, value)).toBe(value);
  });

  it('is not made for a schema without optional members', () => {
    expect(
      absentNulls({ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }),
    ).toBeUndefined();
  });
});
