import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Markdown that people read, without what was installed or built. */
const documents: readonly string[] = ['.', 'docs', 'libs', 'server', 'client', 'bench'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: folder !== '.', withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.md') && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
);

/** Link targets of a document, without code and without other hosts. */
function linksOf(path: string): readonly string[] {
  const prose = read(path)
    .replaceAll(/```[\s\S]*?```/g, '')
    .replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => String(match[1]))
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** Anchors as the usual renderers make them of headings. */
const anchorsOf = (path: string): readonly string[] =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map((match) =>
    String(match[1])
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

function isBroken(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? from : join(dirname(from), file);
  if (!existsSync(join(root, target))) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

const toolNames = (): readonly string[] =>
  readdirSync(join(root, 'server/src/tools'))
    .filter((file) => /\.tools?\.ts$/.test(file))
    .flatMap((file) => [...read(`server/src/tools/${file}`).matchAll(/@Tool\(\{\s*name: '([a-z_]+)'/g)])
    .map((match) => String(match[1]));

describe('documents', () => {
  it('link only to what is there', () => {
    const broken = documents.flatMap((path) =>
      linksOf(path)
        .filter((link) => isBroken(path, link))
        .map((link) => `${path}: ${link}`),
    );

    expect(broken).toEqual([]);
  });

  it.each(['README.md', 'README.ja.md'])('%s lists every tool and no other', (path) => {
    const listed = [...read(path).matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => String(match[1]));

    expect(listed.toSorted()).toEqual(toolNames().toSorted());
  });

  it('name only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = documents.flatMap((path) =>
      [...read(path).matchAll(/npm run ([a-z][a-z-]*(?::[a-z]+)?)/g)].map((match) => String(match[1])),
    );

    expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
  });

  it('name only settings that exist', () => {
    const known = new Set(
      [...read('.env.example').matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => String(match[1])),
    );
    const examples = ['README.md', 'README.ja.md', 'docs/entra-setup.md'].flatMap((path) =>
      [...read(path).matchAll(/```ini\n([\s\S]*?)```/g)].flatMap((block) =>
        [...String(block[1]).matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map((match) => String(match[1])),
      ),
    );

    expect(examples.length).toBeGreaterThan(0);
    expect(examples.filter((name) => !known.has(name))).toEqual([]);
  });
});
