/** Installs the dependencies where they are missing or older than the lock file. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * Runs `npm install` once in the directory, when needed. `npm ci` is not used: it fails where a registry lacks an
 * optional platform package; `--no-save` keeps the lock file byte-identical.
 * @param {string} [directory] absolute; holds package.json and package-lock.json
 */
export function ensureInstalled(directory = root) {
  if (!needsInstall(directory)) return;
  console.log('Installing dependencies (about a minute the first time) ...');
  const lock = join(directory, 'package-lock.json');
  const before = readFileSync(lock);
  const { command, args, shell } = npm();
  const flags = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(command, [...args, ...flags], {
    cwd: directory,
    stdio: 'inherit',
    shell,
    env: cleanEnv(),
  });
  if (result.status !== 0) {
    throw new Error('npm install failed; its own message is above. Fix that and run the command again.');
  }
  if (!before.equals(readFileSync(lock))) writeFileSync(lock, before);
  const now = new Date();
  utimesSync(installedMark(directory), now, now);
}

/** npm remembers what it installed here. */
const installedMark = (directory) => join(directory, 'node_modules', '.package-lock.json');

function needsInstall(directory) {
  const installed = installedMark(directory);
  if (!existsSync(installed)) return true;
  return statSync(installed).mtimeMs < statSync(join(directory, 'package-lock.json')).mtimeMs;
}

/** The npm that started us, else the one on PATH (a batch file on Windows, which only a shell can start). */
function npm() {
  const own = process.env.npm_execpath;
  if (own && /npm-cli\.[cm]?js$/.test(own)) return { command: process.execPath, args: [own], shell: false };
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

/** A production setting of the outer shell must not leave out the tools that build. */
function cleanEnv() {
  const { NODE_ENV: _ignored, npm_config_omit: _omitted, ...env } = process.env;
  return env;
}
