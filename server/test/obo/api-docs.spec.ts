import { OBO_FAILURES } from '#libs/obo';
import { type Product, startProduct } from '../support/product.js';

interface Operation {
  readonly summary?: string;
  readonly requestBody?: unknown;
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly content?: Readonly<
          Record<
            string,
            {
              readonly examples?: Readonly<
                Record<string, { readonly value: { readonly code: string; readonly status: number } }>
              >;
            }
          >
        >;
      }
    >
  >;
}

describe('the OpenAPI document of the on-behalf-of routes', () => {
  let product: Product;
  let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;

  beforeAll(async () => {
    product = await startProduct();
    const answer = await product.request('/api/docs-json', { token: false });
    ({ paths } = (await answer.json()) as { paths: typeof paths });
  });
  afterAll(() => product.close());

  it('tells every route with a summary and an example of a good answer', () => {
    for (const [path, method] of [
      ['resources', 'get'],
      ['token', 'post'],
      ['profile', 'get'],
    ] as const) {
      const operation = paths[`/api/obo/${path}`]?.[method];
      expect(operation?.summary).toBeTruthy();
      expect(JSON.stringify(operation?.responses['200'])).toContain('"example"');
    }
  });

  it('documents every code that an exchange can end in, with an example of the problem', () => {
    const { responses } = paths['/api/obo/token']?.['post'] ?? { responses: {} };
    const examples = Object.entries(responses).flatMap(([status, { content }]) =>
      Object.values(content?.['application/problem+json']?.examples ?? {}).map(({ value }) => ({
        ...value,
        answered: Number(status),
      })),
    );
    expect(new Set(examples.map(({ code }) => code))).toEqual(new Set(Object.keys(OBO_FAILURES)));
    expect(examples.filter(({ status, answered }) => status !== answered)).toEqual([]);
    const profile = Object.keys(paths['/api/obo/profile']?.['get']?.responses ?? {});
    expect(profile).toEqual(expect.arrayContaining(['401', '403', '502', '503', '504']));
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '429', '503']),
    );
  });
});
