import type { Browser, Stop } from './browser.js';

const REDIRECT = 'http://localhost:51777/callback';

/**
 * A person with a browser, as both generations of the MCP SDK ask for one (`OAuthClientProvider`): keeps what the SDK
 * saves, and when it wants a sign-in, allows it and signs in as a demo user.
 */
export class SdkPerson {
  readonly redirectUrl = REDIRECT;
  readonly clientMetadata = {
    client_name: 'SDK client',
    redirect_uris: [REDIRECT],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
  /** Parameters of the client's redirect URI, once the person has signed in. */
  answer: URLSearchParams | undefined;
  /** How often a browser was opened. */
  signIns = 0;
  saved: Record<string, unknown> | undefined;
  #information: unknown;
  #verifier = '';
  readonly #browser: Browser;
  readonly #user: string;

  constructor(
    browser: Browser,
    user: string,
    /** https URL of a metadata document, in place of a registration. */
    readonly clientMetadataUrl?: string,
  ) {
    this.#browser = browser;
    this.#user = user;
  }

  clientInformation<T>(): T {
    return this.#information as T;
  }

  saveClientInformation(information: unknown): void {
    this.#information = information;
  }

  tokens<T>(): T {
    return this.saved as T;
  }

  saveTokens(tokens: unknown): void {
    this.saved = tokens as Record<string, unknown>;
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }

  codeVerifier(): string {
    return this.#verifier;
  }

  invalidateCredentials(scope: string): void {
    if (scope === 'all' || scope === 'tokens') this.saved = undefined;
    if (scope === 'all' || scope === 'client') this.#information = undefined;
  }

  async redirectToAuthorization(url: URL): Promise<void> {
    this.signIns += 1;
    let page = await this.#browser.press(await this.#browser.open(url.href), { decision: 'allow' });
    while (page.target === undefined) page = await this.#answerPage(page);
    this.answer = page.answer;
  }

  #answerPage(page: Stop): Promise<Stop> {
    if (page.html.includes('name="user"')) return this.#browser.press(page, { user: this.#user });
    return this.#browser.press(page, {
      answer: page.html.includes('value="approve"') ? 'approve' : 'accept',
    });
  }
}
