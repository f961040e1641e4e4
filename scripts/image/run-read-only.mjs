/** Runs the image's root file system under runc: read-only, user 65532, no capabilities, node as process 1. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../ports.mjs';
import { output } from './tools.mjs';

const ID = `torii-image-check-${process.pid}`;
const START_MS = 30_000;
const SETTINGS = {
  TENANT_ID: '10000000-c047-4050-8a00-000000000001',
  API_APP_ID: 'a0000000-0000-4000-8a00-0000000000a1',
  // An authority that nobody can reach: the container must live, and say that it is not ready.
  ENTRA_AUTHORITY_HOST: 'https://login.invalid',
  HOST: '127.0.0.1',
};

/**
 * @param {string} folder for temporary files
 * @param {import('./build-image.mjs').BuiltImage} image
 * @param {(state: 'ok' | 'fail' | 'skipped', what: string, found?: string) => void} note
 */
export async function runReadOnly(folder, { rootFolder, config }, note) {
  const port = await freePort(3170);
  const bundle = join(folder, 'bundle');
  const data = join(folder, 'data');
  for (const path of [bundle, data]) mkdirSync(path);
  output('chown', ['65532:65532', data]);
  writeFileSync(join(bundle, 'config.json'), JSON.stringify(runtimeConfig(rootFolder, config, port, data)));
  const logFile = join(folder, 'container.log');
  const log = openSync(logFile, 'w');
  const container = spawn('runc', ['run', '--bundle', bundle, ID], { stdio: ['ignore', log, log] });
  const ended = new Promise((resolve) => container.once('exit', (code) => resolve(code)));
  try {
    const live = await answers(`http://127.0.0.1:${port}/api/health/live`, ended);
    note(
      live ? 'ok' : 'fail',
      'starts read-only as user 65532',
      live ? '' : readFileSync(logFile, 'utf8').slice(-800),
    );
    if (!live) return;
    const ready = await fetch(`http://127.0.0.1:${port}/api/health/ready`);
    note(ready.status === 503 ? 'ok' : 'fail', 'is not ready without an authority', `status ${ready.status}`);
    const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept: 'text/html' } });
    note(page.ok ? 'ok' : 'fail', 'serves the browser client', `status ${page.status}`);
    note(healthCheck(config) === 0 ? 'ok' : 'fail', 'its health check succeeds');
    output('runc', ['kill', ID, 'TERM']);
    const code = await ended;
    note(code === 0 ? 'ok' : 'fail', 'SIGTERM stops it in order', `exit ${code}`);
  } finally {
    spawnSync('runc', ['delete', '--force', ID]);
  }
}

/** The image's own health check, inside the running container. */
function healthCheck(config) {
  const [, ...command] = config.Healthcheck?.Test ?? [];
  return spawnSync('runc', ['exec', ID, ...command]).status;
}

function runtimeConfig(rootFolder, config, port, data) {
  const env = {
    PATH: '/nodejs/bin',
    ...Object.fromEntries(config.Env.map((line) => line.split(/=(.*)/s, 2))),
    ...SETTINGS,
    PORT: port,
  };
  const mount = (destination, type, options) => ({ destination, type, source: type, options });
  return {
    ociVersion: '1.0.2',
    process: {
      user: { uid: 65532, gid: 65532 },
      args: [...config.Entrypoint, ...config.Cmd],
      env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
      cwd: config.WorkingDir,
      noNewPrivileges: true,
      capabilities: {},
    },
    root: { path: rootFolder, readonly: true },
    mounts: [
      mount('/proc', 'proc', ['nosuid', 'noexec', 'nodev']),
      mount('/dev', 'tmpfs', ['nosuid', 'strictatime', 'mode=755', 'size=65536k']),
      { destination: '/app/.data', type: 'bind', source: data, options: ['bind', 'rw'] },
    ],
    // The machine's own network: the check has to reach the port.
    linux: { namespaces: ['pid', 'ipc', 'uts', 'mount'].map((type) => ({ type })), resources: {} },
  };
}

async function answers(url, ended) {
  let running = true;
  void ended.then(() => (running = false));
  const until = Date.now() + START_MS;
  while (running && Date.now() < until) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}
