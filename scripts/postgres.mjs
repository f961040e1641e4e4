/**
 * A PostgreSQL server that is thrown away: `npm test` runs the tests for several replicas on it where PostgreSQL is
 * installed. By itself: `node scripts/postgres.mjs <command>` runs the command with TORII_TEST_POSTGRES set.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exitCodeOf, forwardSignals } from './children.mjs';
import { freePort } from './ports.mjs';

/** Where distributions put the server's programs, which are seldom on PATH. */
const FOLDERS = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];

/**
 * Starts a server with an empty cluster.
 * @returns {Promise<{ url: string, stop: () => void } | undefined>} `undefined` where PostgreSQL is not installed
 */
export async function startPostgres() {
  const bin = findPrograms();
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'torii-postgres-'));
  const user = ordinaryUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const program = (name, args) => {
    const options = { ...user, cwd: folder, encoding: /** @type {const} */ ('utf8'), timeout: 60_000 };
    const { status, stderr } = spawnSync(join(bin, name), args, options);
    if (status !== 0) throw new Error(`${name} failed: ${stderr.trim().split('\n').at(-1)}`);
  };
  try {
    const port = await freePort(54329);
    program('initdb', [
      '--pgdata',
      data,
      '--username',
      'torii',
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--no-sync',
    ]);
    const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories= -c fsync=off -c max_connections=200`;
    program('pg_ctl', [
      'start',
      '--pgdata',
      data,
      '--wait',
      '--log',
      join(folder, 'log'),
      '--options',
      settings,
    ]);
    const stop = () => {
      program('pg_ctl', ['stop', '--pgdata', data, '--mode', 'immediate']);
      remove();
    };
    return { url: `postgres://torii@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

function findPrograms() {
  const installed = FOLDERS.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => folder.endsWith('postgresql') || name.startsWith('postgresql'))
      .map((name) => join(folder, name, 'bin')),
  );
  const onPath = (process.env.PATH ?? '').split(':');
  return [...installed.toSorted().toReversed(), ...onPath].find(
    (bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'pg_ctl')),
  );
}

/** PostgreSQL refuses to run as root: the user that its package made, else nobody. */
function ordinaryUser() {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag) =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim()) || 65534;
  return { uid: id('-u'), gid: id('-g') };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const server = await startPostgres();
  if (!server) console.error('PostgreSQL is not installed: the command runs without it.');
  const [command = '', ...args] = process.argv.slice(2);
  const env = { ...process.env, ...(server ? { TORII_TEST_POSTGRES: server.url } : {}) };
  const child = spawn(command, args, { stdio: 'inherit', env });
  forwardSignals(child);
  process.exitCode = await exitCodeOf(child);
  server?.stop();
}
