import { GRAPH, SEARCH } from '../test/jwt.js';
import { AllowList } from './allow-list.js';

const list = new AllowList({
  allowedResources: [SEARCH],
  allowedScopes: [`${GRAPH}/User.Read`],
  additionalResources: { weather: ['api://weather'] },
});

/** Everything that looks like the allowed resource to a careless comparison. */
function lookalikes(): string[] {
  const bare = [...'/?#.@:% \t\n\\&;,\u0000\u200b'].flatMap((c) => [
    SEARCH + c,
    c + SEARCH,
    `${SEARCH}${c}x`,
  ]);
  const cased = [
    SEARCH.toUpperCase(),
    'HTTPS://search.azure.com',
    'https://Search.azure.com',
    'https://search.azure.coM',
  ];
  const encoded = ['https://search%2eazure.com', 'https:%2f%2fsearch.azure.com', encodeURIComponent(SEARCH)];
  const unicode = [
    'https://se\u0430rch.azure.com',
    'https://search\uff0eazure.com',
    'https://ſearch.azure.com',
  ];
  const hosts = [
    'https://search.azure.com.evil.example',
    'https://evil.example@search.azure.com',
    'https://search.azure.com@evil.example',
  ];
  const ports = Array.from({ length: 300 }, (_, n) => `${SEARCH}:${String(n + 1)}`);
  const paths = Array.from({ length: 100 }, (_, n) => `${SEARCH}/${'../'.repeat(n)}.default`);
  return [
    ...bare,
    ...cased,
    ...encoded,
    ...unicode,
    ...hosts,
    ...ports,
    ...paths,
    '',
    '*',
    'null',
    '__proto__',
    'constructor',
  ];
}

describe('AllowList', () => {
  it('turns an allowed resource into its default scope', () => {
    expect(list.target({ resource: SEARCH })).toMatchObject({
      resource: SEARCH,
      scopes: [`${SEARCH}/.default`],
    });
  });

  it('accepts nothing that only looks like an allowed resource, in more than 450 ways', () => {
    const all = [...new Set(lookalikes())].filter((one) => one !== SEARCH);
    expect(all.length).toBeGreaterThan(450);
    const accepted = all.filter((resource) => {
      try {
        return list.target({ resource }) !== undefined;
      } catch {
        return false;
      }
    });
    expect(accepted).toEqual([]);
  });

  it('asks for a resource that is known by its scopes with just those', () => {
    const target = { resource: GRAPH, scopes: [`${GRAPH}/User.Read`] };
    expect(list.target({ resource: GRAPH })).toMatchObject(target);
    expect(list.target({ scopes: [`${GRAPH}/User.Read`, `${GRAPH}/User.Read`] })).toMatchObject(target);
  });

  it('opens the resource of a consumer to that consumer only', () => {
    expect(list.target({ resource: 'api://weather', consumer: 'weather' }).resource).toBe('api://weather');
    for (const consumer of [undefined, 'other', '__proto__', 'toString']) {
      expect(() => list.target({ resource: 'api://weather', consumer })).toThrow();
    }
  });

  const arrays = { resource: [SEARCH] as unknown as string };
  it.each([
    ['an array as resource', arrays],
    ['resource and scopes together', { resource: SEARCH, scopes: [`${GRAPH}/User.Read`] }],
    ['no scope at all', { scopes: [] }],
    ['the default scope of a resource that is allowed by scope only', { scopes: [`${GRAPH}/.default`] }],
    ['a listed scope beside one that is not', { scopes: [`${GRAPH}/User.Read`, `${GRAPH}/Mail.Read`] }],
  ])('refuses %s', (_what, request) => {
    expect(() => list.target(request)).toThrow(expect.objectContaining({ code: 'resource_not_allowed' }));
  });
});
