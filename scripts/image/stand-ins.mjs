/** Stand-ins for the base images, where none can be pulled: Debian packages of the same names and this machine's Node. */
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { modernNode } from '../node-runtime.mjs';
import { output } from './tools.mjs';

const LIBRARIES = 'libc6,libstdc++6,libgcc-s1,ca-certificates,tzdata,base-files,netbase';

/**
 * Makes both base images in the local store.
 * @param {string} folder for temporary files
 * @returns {{ build: string, runtime: string, volumes: string[] }} their names, and what a build step must see of this
 *   machine to reach the package registry
 */
export function makeStandIns(folder) {
  const trust = process.env.NODE_EXTRA_CA_CERTS;
  const runtime = debian(join(folder, 'runtime'), 'extract', LIBRARIES);
  place(modernNode(), join(runtime, 'nodejs/bin/node'));
  const build = debian(join(folder, 'build'), 'minbase', LIBRARIES);
  place(modernNode(), join(build, 'usr/local/bin/node'));
  // The npm that started this, else the one on PATH.
  const cli = process.env.npm_execpath;
  const npm = cli ? dirname(dirname(cli)) : join(output('npm', ['root', '--global']), 'npm');
  cpSync(npm, join(build, 'usr/local/lib/node_modules/npm'), { recursive: true });
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(build, 'usr/local/bin', name));
  const settings = [join(homedir(), '.npmrc')].filter(existsSync);
  return {
    runtime: commit(runtime, 'localhost/stand-in-runtime'),
    build: commit(build, 'localhost/stand-in-build', trust ? [`NODE_EXTRA_CA_CERTS=${trust}`] : []),
    volumes: [
      ...settings.map((file) => `${file}:/root/.npmrc:ro`),
      ...(trust ? [`${trust}:${trust}:ro`] : []),
    ],
  };
}

function debian(target, variant, packages) {
  output('mmdebstrap', [`--variant=${variant}`, `--include=${packages}`, 'bookworm', target]);
  return target;
}

function place(file, target) {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(file, target);
}

function commit(rootFolder, name, environment = []) {
  const container = output('buildah', ['from', 'scratch']);
  output('buildah', ['add', container, rootFolder, '/']);
  for (const variable of environment) output('buildah', ['config', '--env', variable, container]);
  output('buildah', ['commit', '--rm', container, name]);
  return name;
}
