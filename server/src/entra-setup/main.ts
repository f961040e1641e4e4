import { Graph, GraphError } from './graph.js';
import { writeEnvFile } from './env-file.js';
import { readOptions, type SetupOptions, USAGE } from './options.js';
import type { Report } from './registration.js';
import { setUp } from './setup.js';
import { signIn } from './sign-in.js';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  if (args.includes('--help')) return say(USAGE);
  const options = readOptions(args, environment);
  const authorityHost = environment['ENTRA_AUTHORITY_HOST'] || 'https://login.microsoftonline.com';
  const endpoint = environment['GRAPH_ENDPOINT'] || 'https://graph.microsoft.com';
  const { accessToken, tenantId, name } = await signIn({
    tenant: options.tenant,
    authorityHost,
    graphEndpoint: endpoint,
    deviceCode: options.deviceCode,
    roles: options.revocation,
    say,
  });
  say(
    `Signed in as ${name}. ${options.dryRun ? 'Nothing is changed; this is what would be done:' : ''}`.trimEnd(),
  );
  const graph = new Graph({ endpoint, accessToken, dryRun: options.dryRun });
  const settings = await setUp(
    graph,
    options,
    { tenantId, authorityHost, now: Date.now() },
    reporter(options),
  );
  if (options.dryRun) return say(`${options.envFile} would get: ${Object.keys(settings).join(', ')}`);
  const others = Object.fromEntries(
    Object.entries({
      ENTRA_AUTHORITY_HOST: environment['ENTRA_AUTHORITY_HOST'],
      GRAPH_ENDPOINT: environment['GRAPH_ENDPOINT'],
    }).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  writeEnvFile(options.envFile, { ...others, ...settings });
  say(`Wrote ${Object.keys(settings).join(', ')} to ${options.envFile}.`);
  say('New consents and credentials take up to two minutes to be seen everywhere. Then: npm run doctor');
}

function reporter({ dryRun }: SetupOptions): Report {
  const words = { made: dryRun ? 'would make' : 'made', mended: dryRun ? 'would mend' : 'mended' };
  return (state, what) =>
    say(`${(state in words ? words[state as keyof typeof words] : state).padEnd(11)} ${what}`);
}

main(process.argv.slice(2), process.env).catch((error: unknown) => {
  const { message } = error as Error;
  const id = error instanceof GraphError && error.requestId ? ` (request ${error.requestId})` : '';
  const code = error instanceof GraphError ? `Graph refused (${error.status} ${error.code}): ` : '';
  process.stderr.write(
    `${code}${message}${id}\nEverything above is done; run it again after mending this.\n`,
  );
  process.exitCode = 1;
});
