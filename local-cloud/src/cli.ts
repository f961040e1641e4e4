/** `local-cloud [--port 3900] [--product-url http://localhost:3000]`: the local cloud alone. */
import { join, resolve } from 'node:path';
import { readOptions, USAGE, UsageError } from './cli-options.js';
import { CONTOSO_TENANT_ID, DEMO_PASSWORD, DEMO_USERS } from './demo.js';
import { type LocalCloud, startLocalCloud } from './local-cloud.js';
import { tlsIn } from './tls.js';

/** Exit code for faulty usage and configuration (sysexits.h EX_CONFIG). */
const EX_CONFIG = 78;

function greet(cloud: LocalCloud): void {
  console.log(`Local cloud (Entra, Graph, AI Search, OpenAI, Learn stand-ins): ${cloud.url}`);
  console.log(`Authority: ${cloud.url}/${CONTOSO_TENANT_ID}/v2.0   Drills: ${cloud.url}/_drill`);
  console.log(`Sign in as (password for all: ${DEMO_PASSWORD}):`);
  for (const user of DEMO_USERS) {
    console.log(`  ${user.upn.padEnd(24)} ${user.name.padEnd(14)} ${user.story}`);
  }
}

function explain(error: unknown): { text: string; exitCode: number } {
  if (error instanceof UsageError) return { text: error.message, exitCode: EX_CONFIG };
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? ` ${String(error.port)}` : '';
    const text = `port${port} is already in use. Stop the other process, or choose another port: --port <number>.`;
    return { text, exitCode: 1 };
  }
  return { text: error instanceof Error ? error.message : String(error), exitCode: 1 };
}

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    console.log(USAGE);
    return;
  }
  const { tlsFolder } = options;
  const tls = tlsFolder === undefined ? undefined : tlsIn(tlsFolder);
  const cloud = await startLocalCloud({ ...options, tls });
  greet(cloud);
  if (tlsFolder !== undefined) console.log(`Certificate to trust: ${join(resolve(tlsFolder), 'cert.pem')}`);
  const stop = () => void cloud.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

await run().catch((error: unknown) => {
  const { text, exitCode } = explain(error);
  console.error(`local-cloud: ${text}`);
  process.exitCode = exitCode;
});
