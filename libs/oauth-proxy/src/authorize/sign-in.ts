import { AuthorityError } from '../entra/authority-fault.js';
import type { EntraClient } from '../entra/entra-client.js';
import { type Answer, redirectAnswer, withParameters } from '../http-answer.js';
import { OAuthError, PageError } from '../oauth-error.js';
import type { Pages } from '../pages/pages.js';
import { randomText } from '../seal/hash.js';
import { SEAL_RULES, type SealedConsent, type SealedRequest } from '../seal/sealed-values.js';
import type { Sealer } from '../seal/sealer.js';
import {
  type AuthorizeRules,
  readAuthorizeRequest,
  readReturnAddress,
  type ReturnAddress,
} from './authorize-request.js';
import { type BrowserRequest, errorParameters, headerOf, isOwnForm, languageIn } from './browser-request.js';
import type { Cookies } from './cookies.js';
import { Parameters } from './parameters.js';

/** What {@link SignIn} is made of. */
export interface SignInParts {
  readonly issuer: string;
  readonly rules: AuthorizeRules;
  readonly sealer: Sealer;
  readonly cookies: Cookies;
  readonly pages: Pages;
  readonly entra: EntraClient;
}

/**
 * The way to the authority: `/authorize` shows who asks, the form's answer starts the sign-in. The authority knows one
 * client only, so its own consent says nothing of who asks here (MCP security best practices, confused deputy):
 * this page is shown at every sign-in.
 */
export class SignIn {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** `GET /authorize`. @throws PageError */
  async begin(request: BrowserRequest): Promise<Answer> {
    const { rules, issuer } = this.#parts;
    const query = Parameters.ofUrl(request.url);
    const address = await readReturnAddress(rules, query);
    try {
      return await this.#ask(request, address, readAuthorizeRequest(rules, query, address), query);
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      return redirectAnswer(
        withParameters(address.redirectUri, errorParameters(error, issuer, address.state)),
      );
    }
  }

  async #ask(
    browser: BrowserRequest,
    { client, redirectUri }: ReturnAddress,
    asked: SealedRequest,
    query: Parameters,
  ): Promise<Answer> {
    const { cookies, sealer, pages } = this.#parts;
    const { set, hash } = cookies.bind(headerOf(browser, 'cookie'), SEAL_RULES.consent.seconds ?? 0);
    const sealed = await sealer.seal('consent', { ...asked, browser: hash });
    const language = languageIn(browser, query.get('ui_locales'));
    return pages.consent(language, { client, redirectUri, scopes: asked.scopes, sealed }, set);
  }

  /** The consent page's form. @throws PageError */
  async decide(browser: BrowserRequest, form: Parameters): Promise<Answer> {
    const { issuer, sealer, cookies, pages } = this.#parts;
    if (!isOwnForm(browser, issuer)) throw new PageError('other_browser', 403);
    const consent = await sealer.open('consent', form.get('request'));
    if (consent === undefined) throw new PageError('consent_expired');
    if (!cookies.holds(headerOf(browser, 'cookie'), consent.browser))
      throw new PageError('other_browser', 403);
    const decision = form.get('decision');
    if (decision === 'allow') return this.#allowed(browser, consent);
    if (decision !== 'cancel') throw new PageError('request', 400, 'decision is missing');
    const denied = new OAuthError('access_denied', 'The person did not allow it.');
    const parameters = errorParameters(denied, issuer, consent.state);
    return pages.forward(languageIn(browser), withParameters(consent.redirectUri, parameters), 'back');
  }

  async #allowed(browser: BrowserRequest, { browser: _bound, ...request }: SealedConsent): Promise<Answer> {
    const { sealer, cookies, pages, entra, rules } = this.#parts;
    const [id, verifier] = [randomText(), randomText(32)];
    const sealed = await sealer.seal('transaction', { id, verifier, request, leg: 1 });
    if (sealed.length > SEAL_RULES.transaction.longest - 200) {
      throw new PageError('request', 400, 'state is too long');
    }
    const url = await entra
      .authorizationUrl({
        state: id,
        verifier,
        scopes: request.scopes.map((scope) => rules.scopes.forAuthority(scope)),
        ...(request.loginHint === undefined ? {} : { loginHint: request.loginHint }),
        ...(request.prompt === undefined ? {} : { prompt: request.prompt }),
      })
      .catch(unreachable);
    const set = cookies.store(headerOf(browser, 'cookie'), id, sealed, SEAL_RULES.transaction.seconds ?? 0);
    return pages.forward(languageIn(browser), url, 'on', set);
  }
}

/** @throws PageError */
export function unreachable(error: unknown): never {
  if (!(error instanceof AuthorityError)) throw error;
  throw new PageError('authority', 503, error.facts.aadsts, error);
}
