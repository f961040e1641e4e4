import { execFile } from 'node:child_process';
import { type AuthenticationResult, type Configuration, PublicClientApplication } from '@azure/msal-node';

/** Microsoft Graph Command Line Tools: a public client of Microsoft's that every tenant knows. */
const CLIENT_ID = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

const SCOPES = ['Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All'];
const ROLE_SCOPES = ['AppRoleAssignment.ReadWrite.All'];

export interface SignInOptions {
  readonly tenant: string;
  /** Origin of the authority. */
  readonly authorityHost: string;
  /** Origin of Graph: its scopes are asked for by it. */
  readonly graphEndpoint: string;
  readonly deviceCode: boolean;
  /** True where application permissions are to be assigned. */
  readonly roles: boolean;
  readonly say: (line: string) => void;
}

/** The administrator who signed in. */
export interface Administrator {
  readonly accessToken: string;
  readonly tenantId: string;
  readonly name: string;
}

/**
 * Signs the administrator in, in the browser or with a device code.
 * @throws Error with Entra's own words, and what to do where a policy blocks device codes
 */
export async function signIn(options: SignInOptions): Promise<Administrator> {
  const client = new PublicClientApplication({ auth: await authOf(options) });
  const scopes = [...SCOPES, ...(options.roles ? ROLE_SCOPES : [])].map(
    (scope) => `${options.graphEndpoint}/${scope}`,
  );
  const result = options.deviceCode
    ? await byCode(client, scopes, options)
    : await byBrowser(client, scopes, options);
  if (!result) throw new Error('The sign-in gave no token');
  return {
    accessToken: result.accessToken,
    tenantId: result.tenantId,
    name: result.account?.username ?? 'administrator',
  };
}

async function byCode(
  client: PublicClientApplication,
  scopes: string[],
  { say }: SignInOptions,
): Promise<AuthenticationResult | null> {
  try {
    return await client.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ message }) => say(message),
    });
  } catch (error) {
    // MSAL loses the number of the policy that refused (AADSTS53003).
    if (/access_denied/.test(String(error))) {
      throw new Error('A policy of the tenant blocks device codes: run it again without --device-code', {
        cause: error,
      });
    }
    throw error;
  }
}

function byBrowser(
  client: PublicClientApplication,
  scopes: string[],
  { say }: SignInOptions,
): Promise<AuthenticationResult> {
  return client.acquireTokenInteractive({
    scopes,
    openBrowser: async (url) => {
      say(`Sign in as an administrator in the browser. If none opens, open:\n${url}`);
      open(url);
    },
    successTemplate: '<p>Signed in. You can close this page and go back to the terminal.</p>',
    errorTemplate: '<p>The sign-in did not succeed. The terminal says why.</p>',
  });
}

function open(url: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  // No browser on this machine is no fault: the address stands in the terminal.
  execFile(command, [url], () => undefined);
}

/** MSAL insists on an https authority: a loopback one hands its discovery document over instead (ADR 0010). */
async function authOf({ tenant, authorityHost }: SignInOptions): Promise<Configuration['auth']> {
  const authority = `${authorityHost}/${tenant}`;
  if (!authorityHost.startsWith('http://')) return { clientId: CLIENT_ID, authority };
  const document = await (await fetch(`${authority}/v2.0/.well-known/openid-configuration`)).text();
  const host = new URL(authorityHost).host;
  return {
    clientId: CLIENT_ID,
    authority: `https://${host}/${tenant}`,
    knownAuthorities: [host],
    authorityMetadata: document,
  };
}
