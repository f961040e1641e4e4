/** The databases the chat is tested on. PostgreSQL where TORII_TEST_POSTGRES names a server. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** One engine. `create` makes an empty database and returns its URL. */
export interface Engine {
  readonly name: string;
  /** Absent: the engine is not there. */
  readonly create?: () => Promise<string>;
}

const server = process.env['TORII_TEST_POSTGRES'];

export const SQLITE: Engine = {
  name: 'SQLite',
  create: () =>
    Promise.resolve(`sqlite:${join(mkdtempSync(join(tmpdir(), 'torii-engine-')), 'torii.sqlite')}`),
};

export const POSTGRES: Engine = {
  name: 'PostgreSQL (set TORII_TEST_POSTGRES=postgres://…)',
  ...(server ? { create: () => createPostgres(server) } : {}),
};

/** `describe`, or a skip that names what is missing. */
export function describeOn(
  { name, create }: Engine,
  title: string,
  body: (create: () => Promise<string>) => void,
): void {
  const suite = create ? describe : describe.skip;
  suite(`${title} on ${name}`, () => body(create ?? (() => Promise.reject(new Error(`${name} is absent`)))));
}

/** Makes a database of its own on the server. */
async function createPostgres(url: string): Promise<string> {
  const name = `torii_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}
