import type { ConnectFlow } from '../connect/connect-flow.js';
import { aadstsOf } from '../entra/authority-fault.js';
import type { Authority } from '../entra/authority.js';
import type { EntraClient } from '../entra/entra-client.js';
import { type Answer, redirectAnswer, withParameters } from '../http-answer.js';
import { OAuthError, type OAuthErrorCode, PageError } from '../oauth-error.js';
import { randomText } from '../seal/hash.js';
import { SEAL_RULES, type SealedTransaction } from '../seal/sealed-values.js';
import type { Sealer } from '../seal/sealer.js';
import type { ApiScopes } from './api-scopes.js';
import { type BrowserRequest, errorParameters, headerOf } from './browser-request.js';
import type { Cookies } from './cookies.js';
import { Parameters } from './parameters.js';
import { unreachable } from './sign-in.js';
import type { StepUpLeg } from './step-up-leg.js';

/** What {@link Callback} is made of. */
export interface CallbackParts {
  readonly issuer: string;
  readonly sealer: Sealer;
  readonly cookies: Cookies;
  readonly authority: Authority;
  readonly entra: EntraClient;
  readonly scopes: ApiScopes;
  readonly stepUp: StepUpLeg;
  readonly connect: ConnectFlow;
}

type Request = NonNullable<SealedTransaction['request']>;

/** `GET /oauth/callback`: the authority's answer, for the browser that asked and nobody else. */
export class Callback {
  readonly #parts: CallbackParts;

  constructor(parts: CallbackParts) {
    this.#parts = parts;
  }

  /** @throws PageError */
  async answer(browser: BrowserRequest): Promise<Answer> {
    const { cookies, sealer, connect } = this.#parts;
    const query = Parameters.ofUrl(browser.url);
    const fault = query.fault();
    if (fault !== undefined) throw new PageError('request', 400, fault);
    const state = query.get('state') ?? '';
    const taken = cookies.take(headerOf(browser, 'cookie'), state);
    if (taken === undefined) throw new PageError('signin_over');
    const transaction = await sealer.open('transaction', taken.sealed);
    if (transaction?.id !== state) throw new PageError('signin_over');
    await this.#checkIssuer(query);
    const { request, connect: ticket } = transaction;
    if (ticket !== undefined)
      return connect.finish(browser, query, { ticket, transaction, clear: taken.clear });
    if (request === undefined) throw new PageError('signin_over');
    const refused = query.get('error');
    if (refused !== undefined) return this.#refused(request, query, refused, taken.clear);
    const code = query.get('code');
    if (code === undefined) throw new PageError('request', 400, 'code is missing');
    const owed = transaction.leg === 1 ? await this.#owed(query, code, transaction) : undefined;
    if (owed !== undefined) return this.#secondLeg(browser, request, owed, taken.clear);
    return this.#finish(request, transaction, code, taken.clear);
  }

  /** Mix-up (RFC 9207): where the authority names itself, it has to be ours. */
  async #checkIssuer(query: Parameters): Promise<void> {
    const metadata = await this.#parts.authority.metadata().catch(unreachable);
    const announced = metadata.authorization_response_iss_parameter_supported === true;
    const issuer = query.get('iss');
    if (issuer === undefined && !announced) return;
    if (issuer !== metadata.issuer) throw new PageError('request', 400, 'iss names another authority');
  }

  #owed(query: Parameters, code: string, { verifier }: SealedTransaction): ReturnType<StepUpLeg['owed']> {
    return this.#parts.stepUp.owed(query.get('client_info'), () => this.#parts.entra.redeem(code, verifier));
  }

  async #secondLeg(
    browser: BrowserRequest,
    request: Request,
    owed: { readonly claims?: string; readonly loginHint?: string },
    clear: readonly string[],
  ): Promise<Answer> {
    const { sealer, entra, cookies, scopes } = this.#parts;
    const [id, verifier] = [randomText(), randomText(32)];
    const { claims, loginHint } = owed;
    const steppedUp = claims !== undefined;
    const sealed = await sealer.seal('transaction', { id, verifier, request, leg: 2, steppedUp });
    const url = await entra
      .authorizationUrl({
        state: id,
        verifier,
        scopes: request.scopes.map((scope) => scopes.forAuthority(scope)),
        ...(claims === undefined ? {} : { claims }),
        ...(loginHint === undefined ? {} : { loginHint }),
      })
      .catch(unreachable);
    const seconds = SEAL_RULES.transaction.seconds ?? 0;
    return redirectAnswer(url, [
      ...clear,
      ...cookies.store(headerOf(browser, 'cookie'), id, sealed, seconds),
    ]);
  }

  async #finish(
    request: Request,
    { verifier, steppedUp }: SealedTransaction,
    code: string,
    clear: readonly string[],
  ): Promise<Answer> {
    const { client, clientName, redirectUri, challenge, scopes, state } = request;
    const sealed = await this.#parts.sealer.seal('code', {
      client,
      redirectUri,
      challenge,
      scopes,
      code,
      verifier,
      ...(clientName === undefined ? {} : { clientName }),
      ...(steppedUp === true ? { steppedUp } : {}),
    });
    const parameters = { code: sealed, state, iss: this.#parts.issuer };
    return redirectAnswer(withParameters(redirectUri, parameters), clear);
  }

  #refused(request: Request, query: Parameters, error: string, clear: readonly string[]): Answer {
    const aadsts = aadstsOf(query.get('error_description'));
    const description = `The sign-in at Entra did not succeed${aadsts === undefined ? '' : ` (${aadsts})`}.`;
    const parameters = errorParameters(
      new OAuthError(codeFor(error), description),
      this.#parts.issuer,
      request.state,
    );
    return redirectAnswer(withParameters(request.redirectUri, parameters), clear);
  }
}

/** Codes that mean the same to the client; whatever else went wrong, the person did not get in. */
function codeFor(error: string): OAuthErrorCode {
  if (error === 'server_error' || error === 'temporarily_unavailable') return error;
  return 'access_denied';
}
