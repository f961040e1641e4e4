import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askWith } from './ask.js';
import type { TokenCase } from './cases/case.js';
import { ALL_CASES } from './cases/all.js';
import { setStage, type Stage } from './stage.js';
import { promised, type Verdict, verdictOf } from './verdict.js';

const ROWS = ALL_CASES.map((entry) => [entry.name, entry] as const);

describe('hostile and edge tokens, over HTTP', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());

  const judge = async (entry: TokenCase, path: string): Promise<Verdict> => {
    const { url } = stage.apps[entry.app ?? 'default'];
    return verdictOf(await askWith(entry.make(stage.forge), url + path));
  };

  it('has a table of at least 120 tokens with names of their own', () => {
    expect(ALL_CASES.length).toBeGreaterThanOrEqual(120);
    expect(new Set(ALL_CASES.map((entry) => entry.name)).size).toBe(ALL_CASES.length);
  });

  it.each(ROWS)('REST: %s', async (_name, entry) => {
    expect(await judge(entry, '/api/me')).toEqual(promised(entry.outcome, '/api/me'));
  });

  it.each(ROWS)('MCP: %s', async (_name, entry) => {
    expect(await judge(entry, '/mcp')).toEqual(promised(entry.outcome, '/mcp'));
  });

  it('asked the authority for its own documents only, and for keys no more than the flood rule allows', () => {
    expect(stage.authority.requests.filter((path) => !/^\/10000000-c047-/.test(path))).toEqual([]);
    // Two apps, each with a start-up load per version and one refresh for an unknown key id.
    expect(stage.authority.keyRequests()).toBeLessThanOrEqual(6);
  });
});
