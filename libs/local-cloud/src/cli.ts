/**
 * `local-cloud [--port 3900] [--product-url http://localhost:3000]`: the local cloud alone.
 * @module
 */
import { parseArgs } from 'node:util';
import { CONTOSO_TENANT_ID, DEMO_PASSWORD, DEMO_USERS } from './demo.js';
import { startLocalCloud } from './local-cloud.js';
import type { LocalCloud } from './local-cloud.js';

const USAGE = `Usage: local-cloud [--port <0-65535>] [--product-url <origin>] [--instant]
  --port         port on 127.0.0.1 (default 3900, or $LOCAL_CLOUD_PORT)
  --product-url  origin of the product, for redirect URIs (default http://localhost:3000)
  --instant      the model does not type like a person`;

/** Exit code for faulty usage and configuration (sysexits.h EX_CONFIG). */
const EX_CONFIG = 78;

function fail(message: string, code: number): never {
  console.error(`local-cloud: ${message}`);
  process.exit(code);
}

function readArguments() {
  const options = {
    port: { type: 'string', default: process.env['LOCAL_CLOUD_PORT'] ?? '3900' },
    host: { type: 'string', default: '127.0.0.1' },
    'product-url': { type: 'string', default: 'http://localhost:3000' },
    instant: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, EX_CONFIG);
  }
}

function checked(values: ReturnType<typeof readArguments>) {
  const port = Number(values.port);
  if (process.env['NODE_ENV'] === 'production') {
    fail(
      'refuses to run with NODE_ENV=production: it signs anybody in. It is for development and tests.',
      EX_CONFIG,
    );
  }
  if (!['127.0.0.1', 'localhost'].includes(values.host)) {
    fail(
      `refuses to listen on '${values.host}': it signs anybody in, so it listens on 127.0.0.1 only.`,
      EX_CONFIG,
    );
  }
  if (!/^\d+$/.test(values.port) || port > 65_535)
    fail(`--port must be a number from 0 to 65535.`, EX_CONFIG);
  if (!URL.canParse(values['product-url']))
    fail(`--product-url must be a URL such as http://localhost:3000.`, EX_CONFIG);
  return {
    port,
    productUrl: new URL(values['product-url']).origin,
    pace: values.instant ? 'instant' : 'human',
  } as const;
}

function greet(cloud: LocalCloud): void {
  console.log(`Local cloud (Entra, Graph, AI Search, OpenAI, Learn stand-ins): ${cloud.url}`);
  console.log(`Authority: ${cloud.url}/${CONTOSO_TENANT_ID}/v2.0   Drills: ${cloud.url}/_drill`);
  console.log(`Sign in as (password for all: ${DEMO_PASSWORD}):`);
  for (const user of DEMO_USERS)
    console.log(`  ${user.upn.padEnd(24)} ${user.name.padEnd(14)} ${user.story}`);
}

function explain(error: unknown, port: number): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    fail(
      `port ${port} is already in use. Stop the other process, or choose another port: --port <number>.`,
      1,
    );
  }
  return fail(error instanceof Error ? error.message : String(error), 1);
}

const values = readArguments();
if (values.help) {
  console.log(USAGE);
} else {
  const options = checked(values);
  const cloud = await startLocalCloud(options).catch((error: unknown) => explain(error, options.port));
  greet(cloud);
  const stop = () => void cloud.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
