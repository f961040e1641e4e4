/** What the stand-ins tell: Markdown with front matter, and data, read once at start from `local-cloud/content`. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { isObject, type Json } from './text/json.js';

/** The same place seen from `src` and from the build, which copies it. */
const CONTENT = join(import.meta.dirname, '../content');

/** One Markdown file. */
export interface Page {
  /** File name without `.md`. */
  readonly name: string;
  /** Front matter (YAML). */
  readonly front: Json;
  /** What follows it, trimmed. */
  readonly body: string;
}

/** The Markdown files of a folder, by name. Throws, naming the file, where one has no front matter. */
export function readPages(folder: string): readonly Page[] {
  const directory = join(CONTENT, folder);
  return readdirSync(directory)
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => readPage(join(directory, name)));
}

/** A text file. */
export function readText(path: string): string {
  return readFileSync(join(CONTENT, path), 'utf8');
}

/** A member of the front matter that must be a text. */
export function textOf({ front, name }: Page, member: string): string {
  const value = front[member];
  if (typeof value !== 'string') throw new Error(`${name}.md: front matter needs the text '${member}'`);
  return value;
}

function readPage(path: string): Page {
  const [, front = '', body = ''] =
    /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(path, 'utf8')) ?? [];
  const parsed: unknown = parse(front);
  if (!isObject(parsed)) throw new Error(`${path}: has no front matter`);
  return { name: basename(path, '.md'), front: parsed, body: body.trim() };
}
