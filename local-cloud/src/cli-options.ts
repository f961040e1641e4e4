/** Arguments and environment of the `local-cloud` command. */
import { parseArgs } from 'node:util';
import type { LocalCloudOptions } from './local-cloud.js';

/** What `--help` prints. */
export const USAGE = `Usage: local-cloud [--port <0-65535>] [--product-url <origin>] [--instant] [--tls [--tls-folder <path>]]
  --port         port on 127.0.0.1 (default 3900, or $LOCAL_CLOUD_PORT)
  --product-url  origin of the product, for redirect URIs (default http://localhost:3000)
  --instant      the model does not type like a person
  --tls          https with a certificate of its own, kept in --tls-folder (default .data/local-cloud-tls)`;

/** Options of the command: those of the cloud, and where its certificate is kept. */
export type CommandOptions = LocalCloudOptions & { readonly port: number; readonly tlsFolder?: string };

/** A command line that cannot be run; the message says what to change. */
export class UsageError extends Error {
  readonly code = 'usage';
}

/** The options to start with, or `help`. Throws `UsageError`. */
export function readOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): CommandOptions | 'help' {
  const values = parse(args, environment);
  if (values.help) return 'help';
  if (environment['NODE_ENV'] === 'production') {
    throw new UsageError(
      'refuses to run with NODE_ENV=production: it signs anybody in. It is for development and tests.',
    );
  }
  if (!['127.0.0.1', 'localhost'].includes(values.host)) {
    throw new UsageError(
      `refuses to listen on '${values.host}': it signs anybody in, so it listens on 127.0.0.1 only.`,
    );
  }
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError('--port must be a number from 0 to 65535.');
  const product = URL.canParse(values['product-url']) ? new URL(values['product-url']) : undefined;
  if (!product?.protocol.startsWith('http')) {
    throw new UsageError('--product-url must be a URL such as http://localhost:3000.');
  }
  const tls = values.tls ? { tlsFolder: values['tls-folder'] } : {};
  return { port, productUrl: product.origin, pace: values.instant ? 'instant' : 'human', ...tls };
}

function parse(args: readonly string[], environment: NodeJS.ProcessEnv) {
  const options = {
    port: { type: 'string', default: environment['LOCAL_CLOUD_PORT'] ?? '3900' },
    host: { type: 'string', default: '127.0.0.1' },
    'product-url': { type: 'string', default: 'http://localhost:3000' },
    instant: { type: 'boolean', default: false },
    tls: { type: 'boolean', default: false },
    'tls-folder': { type: 'string', default: '.data/local-cloud-tls' },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n${USAGE}`, { cause });
  }
}
