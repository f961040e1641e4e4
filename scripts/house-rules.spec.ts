import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const FOLDERS = ['server', 'libs', 'local-cloud', 'client', 'e2e', 'bench', 'scripts'];
const MAX_LINES = 200;

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const sources: readonly SourceFile[] = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => /\.(ts|mjs|html|scss|css)$/.test(path))
    .map((path) => ({ path: path.slice(root.length + 1), text: readFileSync(path, 'utf8') })),
);

/** Paths of the files whose text matches, so that a failure names them. */
const having = (pattern: RegExp, among: (path: string) => boolean): readonly string[] =>
  sources.filter(({ path, text }) => among(path) && pattern.test(text)).map(({ path }) => path);

const isProduct = (path: string): boolean =>
  /^(server\/src|libs|client\/src)\//.test(path) && !/\.spec\.ts$|\/test\//.test(path);

const isSource = (path: string): boolean => path.endsWith('.ts') && !isThisFile(path);
const isThisFile = (path: string): boolean => path === 'scripts/house-rules.spec.ts';

describe('house rules', () => {
  it('looks at every room', () => {
    const rooms = new Set(sources.map(({ path }) => path.split('/')[0]));

    expect([...rooms].toSorted()).toEqual(FOLDERS.toSorted());
  });

  it('keeps every source file, template and stylesheet within 200 lines', () => {
    const long = sources.filter(({ text }) => text.trimEnd().split('\n').length > MAX_LINES);

    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('suppresses no finding of the compiler or the linters', () => {
    const suppression = /@ts-(ignore|nocheck|expect-error)|(eslint|oxlint)-disable|istanbul ignore/;

    expect(having(suppression, (path) => !isThisFile(path))).toEqual([]);
  });

  it('names what a library exports, one by one', () => {
    expect(
      having(/^export \* from/m, (path) => /^(libs\/[^/]+|local-cloud)\/src\/index\.ts$/.test(path)),
    ).toEqual([]);
  });

  it('reads the environment in main.ts only', () => {
    expect(having(/\bprocess\.env\b/, (path) => isProduct(path) && !/\/main\.ts$/.test(path))).toEqual([]);
  });

  it('names folders by feature, never by kind', () => {
    const kinds = /\/(common|utils?|helpers?|interfaces|constants|shared)\//;

    expect(sources.map(({ path }) => path).filter((path) => kinds.test(path))).toEqual([]);
  });

  it('leaves no work marked as to be done', () => {
    expect(having(/\b(TODO|FIXME|XXX)\b/, (path) => !isThisFile(path))).toEqual([]);
  });

  describe('one handwriting', () => {
    it('writes private members as #name', () => {
      const modifier = /^\s+private (?!constructor)|^\s+constructor\([^)]*\bprivate /m;

      expect(having(modifier, isSource)).toEqual([]);
    });

    it('puts exported functions and classes before the helpers they call', () => {
      const late = sources.filter(({ path, text }) => isSource(path) && hasHelperFirst(text));

      expect(late.map(({ path }) => path)).toEqual([]);
    });

    it('injects classes by their type, not by a token that says the same', () => {
      expect(having(/@Inject\([A-Z][a-z]\w*\)/, isSource)).toEqual([]);
    });

    it('leaves @module to comments of several lines', () => {
      expect(having(/^\/\*\*.*@module \*\/$/m, isSource)).toEqual([]);
    });
  });
});

function hasHelperFirst(text: string): boolean {
  const exported = text.search(/^export (?:async |abstract )?(?:function|class)\b/m);
  const helper = text.search(/^(?:async )?function\b/m);
  return helper >= 0 && helper < exported;
}
