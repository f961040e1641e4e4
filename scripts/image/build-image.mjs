/** Builds the image and unpacks its root file system. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { makeStandIns } from './stand-ins.mjs';
import { has, hasDocker, output } from './tools.mjs';

const NAME = 'localhost/torii-image-check';

/**
 * A built image.
 * @typedef {{ rootFolder: string, config: { User: string, Entrypoint: string[], Cmd: string[], Env: string[], WorkingDir: string, StopSignal?: string, Healthcheck?: object } }} BuiltImage
 */

/**
 * @param {string} folder for temporary files
 * @param {(state: 'ok' | 'fail' | 'skipped', what: string, found?: string) => void} note
 * @returns {BuiltImage | undefined} `undefined` where nothing here can build
 */
export function buildImage(folder, note) {
  if (hasDocker()) return byDocker(folder, note);
  if (has('buildah') && has('mmdebstrap')) return byBuildah(folder, note);
  note('skipped', 'the image builds', 'neither a Docker daemon nor buildah with mmdebstrap is here');
  return undefined;
}

function byDocker(folder, note) {
  output('docker', ['build', '--tag', NAME, root]);
  note('ok', 'the image builds', 'docker, real base images');
  const container = output('docker', ['create', NAME]);
  const rootFolder = join(folder, 'root');
  mkdirSync(rootFolder);
  const archive = join(folder, 'root.tar');
  output('docker', ['export', '--output', archive, container]);
  output('docker', ['rm', container]);
  output('tar', ['-xf', archive, '-C', rootFolder]);
  return {
    rootFolder,
    config: JSON.parse(output('docker', ['inspect', '--format', '{{json .Config}}', NAME])),
  };
}

function byBuildah(folder, note) {
  const { build, runtime, volumes } = makeStandIns(folder);
  output('buildah', [
    'bud',
    '--pull-never',
    '--format=docker',
    '--timestamp=0',
    '--layers',
    `--build-arg=BUILD_IMAGE=${build}`,
    `--build-arg=RUNTIME_IMAGE=${runtime}`,
    ...volumes.map((volume) => `--volume=${volume}`),
    `--tag=${NAME}`,
    root,
  ]);
  note('ok', 'the image builds', 'buildah');
  note(
    'skipped',
    'the real base images',
    'no Docker daemon: Debian packages and this Node stood in for them',
  );
  const container = output('buildah', ['from', '--pull-never', NAME]);
  const rootFolder = output('buildah', ['mount', container]);
  const config = JSON.parse(output('buildah', ['inspect', '--type=image', NAME])).Docker.config;
  return { rootFolder, config };
}
