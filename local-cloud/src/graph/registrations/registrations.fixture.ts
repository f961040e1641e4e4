/** An administrator's tool, for specs: signs Ada in and calls Graph. */
import type { LocalCloud } from '../../index.js';
import { FetchBrowser, type Stop } from '../../entra/authorize/browser.fixture.js';
import { GRAPH_TOOLS_CLIENT_ID } from '../../entra/registration.js';

const REDIRECT_URI = 'http://localhost:53682';
const GRAPH = 'https://graph.microsoft.com';
export const ADMIN_SCOPES = [
  'Application.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
];

/** The answer, read. */
export interface GraphAnswer {
  readonly status: number;
  readonly body: Record<string, unknown> & {
    readonly error?: { readonly code: string; readonly message: string };
  };
}

export class GraphTool {
  constructor(
    readonly cloud: LocalCloud,
    readonly token: string,
  ) {}

  /** The page on which a person's sign-in for these scopes stops. */
  static async signIn(cloud: LocalCloud, user: string, scopes = ADMIN_SCOPES): Promise<[FetchBrowser, Stop]> {
    const browser = new FetchBrowser(cloud);
    const scope = ['openid', 'offline_access', ...scopes.map((name) => `${GRAPH}/${name}`)].join(' ');
    const asked = {
      client_id: GRAPH_TOOLS_CLIENT_ID,
      redirect_uri: REDIRECT_URI,
      response_mode: 'query',
      scope,
    };
    return [browser, await browser.signIn(user, asked)];
  }

  /** A tool that Ada signed in to, and consented for. */
  static async ofAda(cloud: LocalCloud): Promise<GraphTool> {
    const [browser, page] = await GraphTool.signIn(cloud, 'ada');
    const stop = await browser.press(page, { answer: 'accept' });
    const client = { client_id: GRAPH_TOOLS_CLIENT_ID, redirect_uri: REDIRECT_URI };
    const body = await browser.redeem(stop, client);
    return new GraphTool(cloud, String(body['access_token']));
  }

  async call(method: string, path: string, json?: object, upsert = false): Promise<GraphAnswer> {
    const response = await fetch(`${this.cloud.url}/v1.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...(upsert ? { prefer: 'create-if-missing' } : {}),
      },
      ...(json ? { body: JSON.stringify(json) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as GraphAnswer['body'] };
  }

  /** The object, made or found by its `uniqueName`. */
  async upsertApp(uniqueName: string, json: object): Promise<GraphAnswer> {
    return this.call('PATCH', `/applications(uniqueName='${uniqueName}')`, json, true);
  }

  /** Id of the service principal of an application. */
  async principal(appId: string): Promise<string> {
    await this.call('PATCH', `/servicePrincipals(appId='${appId}')`, { displayName: appId }, true);
    return String((await this.call('GET', `/servicePrincipals(appId='${appId}')`)).body['id']);
  }
}
