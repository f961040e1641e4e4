/** What is, and what must not be, inside the image. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';

const LIMIT_MB = 250;
const FORBIDDEN = [
  'bin/sh',
  'usr/bin/sh',
  'bin/bash',
  'usr/local/bin/npm',
  'usr/bin/npm',
  'usr/bin/apt',
  'usr/bin/dpkg',
];

/**
 * @param {import('./build-image.mjs').BuiltImage} image
 * @param {(state: 'ok' | 'fail' | 'skipped', what: string, found?: string) => void} note
 */
export function inspectRoot({ rootFolder, config }, note) {
  const within = (path) => join(rootFolder, path);
  const judge = (good, what, found = '') => note(good ? 'ok' : 'fail', what, found);
  const found = FORBIDDEN.filter((path) => existsSync(within(path)));
  judge(found.length === 0, 'no shell, npm or package manager inside', found.join(', '));

  // By the lock file: some development dependencies are production packages' own dependencies too.
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const dev = Object.keys(packages).filter((path) => packages[path].dev && existsSync(within(`app/${path}`)));
  judge(dev.length === 0, 'no development packages inside', dev.join(', '));

  const sbom = JSON.parse(readFileSync(within('app/sbom.cdx.json'), 'utf8'));
  judge(
    sbom.bomFormat === 'CycloneDX' && sbom.components.length > 50,
    'SBOM inside',
    `${sbom.components.length} components`,
  );

  const megabytes = sizeOf(rootFolder) / 1e6;
  judge(megabytes < LIMIT_MB, `unpacked size under ${LIMIT_MB} MB`, `${Math.round(megabytes)} MB`);
  judge(config.User === '65532:65532', 'runs as user 65532', config.User);
  judge(config.Healthcheck !== undefined, 'health check');
  judge(config.StopSignal === undefined || /TERM|15/.test(config.StopSignal), 'stops by SIGTERM');
}

function sizeOf(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size;
  return bytes;
}
