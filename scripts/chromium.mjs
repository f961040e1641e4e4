/**
 * A Chromium for the browser tests, in this order: `CHROMIUM_PATH`, an installed one, the one inside the npm package
 * `@sparticuz/chromium` (Linux x64; unpacked into .cache once; needs neither apt nor root).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheDirectory, packageFile } from './paths.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Flags for a test browser: quiet on the network, and able to run as root in a container. */
export const chromiumFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-quic',
  '--disable-sync',
  '--disable-gpu',
  '--no-first-run',
  '--no-pings',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/**
 * Finds or unpacks a Chromium.
 * @returns {Promise<{ executablePath: string, env: Record<string, string> }>} `env` is what the browser needs besides
 *   the environment of this process
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return { executablePath: named, env: {} };
    throw new Error(`CHROMIUM_PATH is "${named}", and there is no such file.`);
  }
  const installed = installedChromium();
  return installed ? { executablePath: installed, env: {} } : bundledChromium();
}

/** @returns {string | undefined} */
function installedChromium() {
  const directories = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = directories.flatMap((directory) => NAMES.map((name) => join(directory, name)));
  return [...onPath, ...APPLICATIONS].find((path) => existsSync(path));
}

async function bundledChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium found. Install Chrome or Chromium, or set CHROMIUM_PATH to its executable.');
  }
  const directory = join(cacheDirectory, 'chromium');
  mkdirSync(directory, { recursive: true });
  const executablePath = await unpack(directory, (chromium) => chromium.default.executablePath());
  if (starts(executablePath, {})) return { executablePath, env: {} };
  const archive = packageFile('@sparticuz/chromium/bin/al2023.tar.br');
  await unpack(directory, (chromium) => chromium.inflate(archive));
  const env = { LD_LIBRARY_PATH: join(directory, 'al2023', 'lib') };
  if (starts(executablePath, env)) return { executablePath, env };
  rmSync(directory, { recursive: true, force: true });
  throw new Error(
    'The bundled Chromium does not start: this system lacks libraries that it needs. ' +
      'Install one ("apt-get install chromium") or set CHROMIUM_PATH.',
  );
}

/** The package unpacks into the system's temporary directory, read when it is asked; that is pointed to our cache. */
async function unpack(directory, work) {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = directory;
  try {
    return await work(await import('@sparticuz/chromium'));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

const starts = (executablePath, env) =>
  spawnSync(executablePath, ['--version', '--no-sandbox', '--headless'], {
    env: { ...process.env, ...env },
    timeout: 30_000,
  }).status === 0;
