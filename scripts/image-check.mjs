/**
 * `npm run image:check`: builds the Dockerfile and proves what docs/contract.md section 12 promises of the image. With
 * a Docker daemon it uses the real base images; without one it uses buildah and runc with stand-ins for them, and says so.
 */
import { tmpdir } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildImage } from './image/build-image.mjs';
import { inspectRoot } from './image/inspect-root.mjs';
import { has } from './image/tools.mjs';
import { runReadOnly } from './image/run-read-only.mjs';
import { run as lint } from './image/lint.mjs';

/** @returns {Promise<number>} 0 where everything that could be checked is in order. */
export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'torii-image-'));
  const findings = [];
  const note = (state, what, found = '') => {
    findings.push(state);
    console.log(`${state.padEnd(7)}  ${what}${found === '' ? '' : `: ${found}`}`);
  };
  try {
    lint(note);
    const image = buildImage(folder, note);
    if (image === undefined) return 0;
    inspectRoot(image, note);
    if (has('runc')) await runReadOnly(folder, image, note);
    else note('skipped', 'the image runs read-only as user 65532', 'runc is not installed');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  note('skipped', 'scan for known vulnerabilities', 'no scanner is part of this check; use your registry’s');
  return findings.includes('fail') ? 1 : 0;
}
