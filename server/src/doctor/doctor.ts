import { SettingsError, loadSettings } from '../settings/load-settings.js';
import { settingWarnings } from '../settings/cross-checks.js';
import type { Settings } from '../settings/settings.js';
import { checkAppIdUri, checkAuthority } from './checks/authority.check.js';
import { checkExchange } from './checks/exchange.check.js';
import { checkMcpServers } from './checks/mcp-servers.check.js';
import { checkOAuthProxy } from './checks/oauth-proxy.check.js';
import { checkModel } from './checks/model.check.js';
import { checkSearch } from './checks/search.check.js';
import { EXPLANATIONS, explain } from './explanations.js';
import { type Finding, fail, lineOf, ok, warn } from './finding.js';

/** What the command prints and how it ends. */
export interface Report {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Checks the configured tenant: one line per check, exit code 1 if one failed. Never rejects, never tells a secret. */
export async function examine(environment: Environment): Promise<Report> {
  const findings = await findingsOf(environment);
  return {
    lines: findings.map(lineOf),
    exitCode: findings.some(({ state }) => state === 'fail') ? 1 : 0,
  };
}

async function findingsOf(environment: Environment): Promise<readonly Finding[]> {
  let settings: Settings;
  try {
    settings = loadSettings(environment);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.faults.map(({ name, message }) => fail('settings', name, message));
  }
  const authority = await checkAuthority(settings);
  const reachable = authority.every(({ check, state }) => check !== 'discovery' || state === 'ok');
  return [
    ok('settings', 'are complete'),
    ...settingWarnings(settings).map((warning) => warn('settings', warning, 'see .env.example')),
    ...authority,
    checkAppIdUri(settings),
    ...(reachable
      ? [
          ...(await checkExchange(settings)),
          ...(await checkSearch(settings)),
          ...(await checkOAuthProxy(settings)),
        ]
      : []),
    await checkModel(settings),
    ...(await checkMcpServers(settings)),
  ];
}

/** Explains a code such as `AADSTS65001`, or the words of a fault. */
export function explainCode(words: string): Report {
  const known = explain(words);
  if (known) return { lines: [words, `cause: ${known.cause}`, `fix:   ${known.fix}`], exitCode: 0 };
  const examples = EXPLANATIONS.map(({ names }) => names[0]).join(', ');
  return {
    lines: [
      `"${words}" is not in the list of this doctor, which knows: ${examples}.`,
      'Every AADSTS code is at https://login.microsoftonline.com/error.',
    ],
    exitCode: 1,
  };
}
