import { modelSchema } from './model-schema.js';

const text = { type: 'string' };
const number = { type: 'number' };

describe('the schema that a model service gets of a tool', () => {
  it('is the tool’s own where services take it', () => {
    const own = {
      type: 'object',
      properties: { q: text, all: { type: 'array', items: text } },
      required: ['q'],
    };
    expect(modelSchema(own)).toEqual(own);
  });

  it.each([
    ['without properties', { type: 'object' }, { type: 'object', properties: {} }],
    ['that says nothing', {}, { type: 'object', properties: {} }],
    ['whose properties are null', { type: 'object', properties: null }, { type: 'object', properties: {} }],
  ])('%s has some', (_what, schema, expected) => {
    expect(modelSchema(schema)).toEqual(expected);
  });

  it('has items in every array, however deep', () => {
    const list = { type: 'array' };
    const schema = {
      type: 'object',
      properties: {
        a: list,
        b: { type: ['array', 'null'] },
        c: { anyOf: [list, text] },
        d: { type: 'object', additionalProperties: list },
        e: { type: 'array', items: [text, list] },
        f: { type: 'array', items: true },
      },
      $defs: { L: list },
    };
    const filled = { type: 'array', items: {} };
    expect(modelSchema(schema)).toEqual({
      type: 'object',
      properties: {
        a: filled,
        b: { type: ['array', 'null'], items: {} },
        c: { anyOf: [filled, text] },
        d: { type: 'object', additionalProperties: filled },
        e: { type: 'array', prefixItems: [text, filled], items: {} },
        f: filled,
      },
      $defs: { L: filled },
    });
  });

  it('has an object in place of a property that may be anything', () => {
    expect(modelSchema({ type: 'object', properties: { any: true, none: null } })).toMatchObject({
      properties: { any: {}, none: {} },
    });
  });

  it.each(['anyOf', 'oneOf'])('has the members of all alternatives of %s at the root', (word) => {
    const schema = {
      type: 'object',
      properties: { id: text },
      required: ['id'],
      [word]: [
        { properties: { id: text, a: text, both: text }, required: ['a', 'both'] },
        { properties: { b: number, both: text }, required: ['b', 'both'] },
      ],
    };
    expect(modelSchema(schema)).toEqual({
      type: 'object',
      properties: { id: text, a: text, b: number, both: text },
      required: ['id', 'both'],
    });
  });

  it('has what all parts of allOf require, and what a reference at the root leads to', () => {
    const schema = {
      $ref: '#/$defs/Query',
      $defs: {
        Query: { allOf: [{ properties: { q: text }, required: ['q'] }, { $ref: '#/$defs/Page' }] },
        Page: { type: 'object', properties: { page: number }, required: ['page'] },
      },
    };
    expect(modelSchema(schema)).toMatchObject({
      type: 'object',
      properties: { q: text, page: number },
      required: ['q', 'page'],
    });
    expect(modelSchema(schema)).not.toHaveProperty('$ref');
  });

  it('ends where references at the root go round in circles, or nowhere', () => {
    const circle = { $ref: '#/$defs/A', $defs: { A: { $ref: '#/$defs/A' } } };
    expect(modelSchema(circle)).toMatchObject({ type: 'object', properties: {} });
    expect(modelSchema({ $ref: '#/$defs/B' })).toEqual({ type: 'object', properties: {} });
    const again = Array.from({ length: 20 }, () => ({ $ref: '#/$defs/A' }));
    const bomb = { $ref: '#/$defs/A', $defs: { A: { anyOf: again } } };
    expect(modelSchema(bomb)).toMatchObject({ type: 'object', properties: {} });
  });
});
