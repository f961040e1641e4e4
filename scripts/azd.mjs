/**
 * Hooks of `azd up` (azure.yaml). Registrations are `entra:setup`'s; values pass from one step to the next through the
 * azd environment. No secret stays in it: a new ENCRYPTION_KEYS is taken out again as soon as the vault holds it.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';

/**
 * Starts a program and waits.
 * @typedef {(program: string, args: readonly string[], env?: NodeJS.ProcessEnv) => { status: number, stdout: string }} Start
 */

/** What runs when. @type {Readonly<Record<string, (start: Start, env: NodeJS.ProcessEnv) => void>>} */
export const hooks = {
  preprovision(start, env) {
    entraSetup(start, env, []);
    if (!env.AZURE_KEY_VAULT_NAME) setValue(start, 'ENCRYPTION_KEYS', randomBytes(32).toString('base64'));
  },
  postprovision(start, env) {
    setValue(start, 'ENCRYPTION_KEYS', '');
    const { PUBLIC_URL = '', UMI_CLIENT_ID = '', UMI_PRINCIPAL_ID = '' } = env;
    const identity = `${UMI_CLIENT_ID}:${UMI_PRINCIPAL_ID}`;
    entraSetup(start, env, ['--public-url', PUBLIC_URL, '--managed-identity', identity]);
  },
  postdeploy(start, env) {
    run(start, 'npm', ['run', 'doctor'], env);
  },
};

/** Makes or mends the registrations and hands their ids to azd. */
function entraSetup(start, env, args) {
  const file = '.azure/entra-setup.env';
  run(start, 'npm', ['run', 'entra:setup', '--', '--env-file', file, ...args], env);
  for (const name of ['API_APP_ID', 'SPA_CLIENT_ID']) {
    const value =
      env[name] ?? start('node', ['-p', `process.env.${name} ?? ''`, `--env-file=${file}`]).stdout.trim();
    if (value) setValue(start, name, value);
  }
}

function setValue(start, name, value) {
  run(start, 'azd', ['env', 'set', name, value]);
}

function run(start, program, args, env) {
  const { status } = start(program, args, env);
  if (status !== 0) throw new Error(`${program} ${args.slice(0, 3).join(' ')} ended with ${status}.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const hook = hooks[process.argv[2] ?? ''];
  if (!hook) throw new Error(`Unknown hook. Known: ${Object.keys(hooks).join(', ')}.`);
  hook((program, args, env = process.env) => {
    const { status, stdout } = spawnSync(program, args, {
      encoding: 'utf8',
      env,
      stdio: ['inherit', 'pipe', 'inherit'],
    });
    process.stdout.write(stdout ?? '');
    return { status: status ?? 1, stdout: stdout ?? '' };
  }, process.env);
}
