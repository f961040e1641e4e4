/**
 * `npm start`: builds what is stale, then runs the product. Without a tenant (`TENANT_ID` in the shell or in `.env`) the
 * local cloud is started first and the server is pointed at it; with one, the same server talks to the real cloud.
 */
import { join } from 'node:path';
import { build, PRODUCT, PRODUCT_AND_LOCAL_CLOUD } from './build.mjs';
import { spawnService } from './children.mjs';
import { givenEnvironment, localEnvironment } from './environment.mjs';
import { loadLocalCloud, localCloudService } from './local-cloud.mjs';
import { root } from './paths.mjs';
import { portOf, requireFree } from './ports.mjs';
import { runServices, untilAnswered } from './services.mjs';
import { welcome } from './welcome.mjs';

/** Runs until a signal or until a service ends; gives the server's exit code. */
export async function run() {
  const given = givenEnvironment();
  const port = portOf(given, 'PORT', 3000);
  await requireFree(port, 'the server', 'choose another one: PORT=3001 npm start', given.HOST);
  return given.TENANT_ID ? withTenant(given) : withLocalCloud(given, port);
}

async function withTenant(given) {
  await build(PRODUCT);
  return runServices([server(given)], graceMs(given));
}

async function withLocalCloud(given, port) {
  const cloudPort = portOf(given, 'LOCAL_CLOUD_PORT', 3900);
  await requireFree(cloudPort, 'the local cloud', 'choose another one: LOCAL_CLOUD_PORT=3901 npm start');
  await build(PRODUCT_AND_LOCAL_CLOUD);
  const { localSettings, DEMO_USERS, DEMO_PASSWORD } = await loadLocalCloud();
  const productUrl = `http://localhost:${port}`;
  const cloudUrl = `http://localhost:${cloudPort}`;
  const env = localEnvironment({ ...given, PORT: `${port}` }, localSettings({ cloudUrl, productUrl }));
  const ready = async (/** @type {AbortSignal} */ signal) => {
    await untilAnswered(`${productUrl}/api/health/ready`, signal);
    if (!signal.aborted)
      console.log(welcome({ productUrl, cloudUrl, users: DEMO_USERS, password: DEMO_PASSWORD }));
  };
  return runServices(
    [
      localCloudService(cloudPort, productUrl, given.LOCAL_CLOUD_PACE === 'instant'),
      { ...server(env), ready },
    ],
    graceMs(env),
  );
}

const server = (env) => ({ start: () => spawnService([join(root, 'dist/node/server/src/main.js')], env) });

/** The server's own grace period, and five seconds to end after it. */
const graceMs = (env) => (Number(env.SHUTDOWN_GRACE_SECONDS ?? 20) + 5) * 1000;
