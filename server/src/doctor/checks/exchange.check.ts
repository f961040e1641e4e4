import { type Obo, OboError, createObo } from '#libs/obo';
import { oboOptions } from '../../composition/obo.options.js';
import type { Settings } from '../../settings/settings.js';
import { explain } from '../explanations.js';
import { type Finding, fail, ok, warn } from '../finding.js';

/**
 * The server's own credential, the token version and audience of the API, and each resource of the allow-list: all by
 * tokens for the server itself. What a person must consent to shows only with that person.
 */
export async function checkExchange(settings: Settings): Promise<readonly Finding[]> {
  if (!settings.USE_OBO_FLOW) {
    return [warn('on-behalf-of', 'is off', 'configure a client credential, or leave it so on purpose')];
  }
  const obo = createObo(oboOptions(settings));
  const health = await obo.health.ready(AbortSignal.timeout(10_000));
  if (!health.ready) {
    return [
      fail('credential', health.reason, explain('on-behalf-of')?.fix ?? 'check the credential settings'),
    ];
  }
  const own = await ownToken(obo, settings);
  const audiences = Object.values(settings.MCP_SERVERS).flatMap(({ audience }) => audience ?? []);
  const resources = own.some(({ state }) => state === 'fail')
    ? []
    : await Promise.all(
        [...settings.TARGET_AUDIENCES, settings.GRAPH_ENDPOINT, ...audiences].map((uri) =>
          resource(obo, uri),
        ),
      );
  return [ok('credential', `${health.credential ?? 'configured'} loads`), ...own, ...resources];
}

async function ownToken(obo: Obo, settings: Settings): Promise<readonly Finding[]> {
  try {
    const token = await obo.appTokens.token(`${settings.API_APP_ID_URI}/.default`);
    const { ver, aud } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
    return [versionOf(String(ver), settings), audienceOf(String(aud), settings)];
  } catch (error) {
    return [failed('credential used', error)];
  }
}

function versionOf(version: string, settings: Settings): Finding {
  if (version === '1.0' && settings.OAUTH_PROXY === 'on') {
    return warn(
      'token version',
      version,
      'set requestedAccessTokenVersion to 2: an App ID URI that is the URL of the MCP endpoint needs it',
    );
  }
  if (version === '2.0' || settings.ACCEPT_V1_TOKENS) return ok('token version', version);
  return fail(
    'token version',
    version,
    'set requestedAccessTokenVersion to 2 in the API registration, or ACCEPT_V1_TOKENS=true',
  );
}

function audienceOf(audience: string, settings: Settings): Finding {
  const accepted = [settings.API_APP_ID, settings.API_APP_ID_URI, ...settings.ALLOWED_AUDIENCES];
  if (accepted.includes(audience)) return ok('audience', audience);
  return fail(
    'audience',
    `tokens of the API carry ${audience}, which the gate refuses`,
    explain('audience')?.fix ?? '',
  );
}

async function resource(obo: Obo, uri: string): Promise<Finding> {
  const check = `resource ${uri}`;
  try {
    await obo.appTokens.token(`${uri}/.default`);
    return ok(check, 'known to the tenant; what each person consents to shows at sign-in');
  } catch (error) {
    return failed(check, error);
  }
}

function failed(check: string, error: unknown): Finding {
  if (!(error instanceof OboError))
    return fail(check, 'failed unexpectedly', 'look at the log of the server');
  const code = error.entraCode ?? codeUnder(error.cause);
  const reference = error.correlationId === undefined ? '' : ` (correlation id ${error.correlationId})`;
  const known = explain(code ?? error.code);
  return fail(
    check,
    `${code ?? error.code}${reference}`,
    known?.fix ?? 'look the code up: npm run doctor -- <code>',
  );
}

/** What is the operator's fault carries no code for callers; its cause does, and the operator reads this. */
function codeUnder(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  return /AADSTS\d+/.exec(cause.message)?.[0] ?? codeUnder(cause.cause);
}
