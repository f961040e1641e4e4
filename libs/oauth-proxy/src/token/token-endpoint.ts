import { checkResource } from '../authorize/resource-indicator.js';
import type { ApiScopes } from '../authorize/api-scopes.js';
import type { Parameters } from '../authorize/parameters.js';
import { type Client, shownId } from '../clients/client.js';
import { AuthorityError } from '../entra/authority-fault.js';
import type { EntraClient, EntraTokens } from '../entra/entra-client.js';
import { type Answer, jsonAnswer } from '../http-answer.js';
import { OAuthError } from '../oauth-error.js';
import { sameText, sha256 } from '../seal/hash.js';
import type { Sealer } from '../seal/sealer.js';
import type { SealedCode, SealedRefresh } from '../seal/sealed-values.js';
import type { SignInReporter } from '../sign-in-record.js';
import type { StepUps } from '../step-up/step-ups.js';
import type { ClientAuthenticator } from './client-authentication.js';
import { refusal } from './token-refusal.js';

const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

/** What {@link TokenEndpoint} is made of. */
export interface TokenEndpointParts {
  readonly authenticator: ClientAuthenticator;
  readonly sealer: Sealer;
  readonly scopes: ApiScopes;
  readonly entra: EntraClient;
  readonly stepUps: StepUps;
  readonly resource: string;
  readonly report: SignInReporter;
}

/**
 * The token endpoint (RFC 6749 section 3.2): the client's code or refresh token is opened, Entra's own inside is
 * redeemed, and Entra's access token handed through.
 */
export class TokenEndpoint {
  readonly #parts: TokenEndpointParts;

  constructor(parts: TokenEndpointParts) {
    this.#parts = parts;
  }

  /** @throws OAuthError */
  async answer(form: Parameters, authorization: string | undefined): Promise<Answer> {
    const fault = form.fault('resource');
    if (fault !== undefined) throw new OAuthError('invalid_request', `The parameter ${fault}.`);
    const grant = form.get('grant_type');
    if (grant === undefined) throw new OAuthError('invalid_request', 'grant_type is missing.');
    if (grant !== 'authorization_code' && grant !== 'refresh_token') {
      throw new OAuthError(
        'unsupported_grant_type',
        'grant_type has to be authorization_code or refresh_token.',
      );
    }
    const client = await this.#parts.authenticator.authenticate(form, authorization);
    return grant === 'authorization_code' ? this.#redeem(client, form) : this.#refresh(client, form);
  }

  async #redeem(client: Client, form: Parameters): Promise<Answer> {
    const { sealer, entra, resource, report } = this.#parts;
    const [code, verifier] = [form.get('code'), form.get('code_verifier')];
    if (code === undefined) throw new OAuthError('invalid_request', 'code is missing.');
    if (verifier === undefined) throw new OAuthError('invalid_request', 'code_verifier is missing.');
    const sealed = await sealer.open('code', code);
    if (sealed === undefined || sealed.client !== client.key) {
      throw new OAuthError('invalid_grant', 'The code is wrong, has expired, or belongs to another client.');
    }
    checkCode(sealed, form.get('redirect_uri'), verifier);
    checkResource(form.all('resource'), resource);
    const who = { client: { id: shownId(client), name: sealed.clientName }, scopes: sealed.scopes };
    try {
      const tokens = await entra.redeem(sealed.code, sealed.verifier);
      await this.#noteStepUp(sealed.steppedUp === true, tokens);
      report({ ...who, ...personOf(tokens), outcome: 'succeeded' });
      return await this.#tokens(client, sealed.clientName, sealed.scopes, tokens);
    } catch (error) {
      if (error instanceof AuthorityError) report({ ...who, outcome: 'failed', ...error.facts });
      throw refusal(error);
    }
  }

  async #refresh(client: Client, form: Parameters): Promise<Answer> {
    const { sealer, entra, stepUps } = this.#parts;
    const token = form.get('refresh_token');
    if (token === undefined) throw new OAuthError('invalid_request', 'refresh_token is missing.');
    const sealed = await sealer.open('refresh', token);
    if (sealed === undefined || sealed.client !== client.key) {
      throw new OAuthError(
        'invalid_grant',
        'The refresh token is wrong, has expired, or belongs to another client.',
      );
    }
    // Clients are stuck by invalid_target at a refresh; invalid_grant makes them sign in.
    checkResource(form.all('resource'), this.#parts.resource, 'invalid_grant');
    const scopes = this.#narrowed(form.get('scope'), sealed.scopes);
    const person = personIn(sealed);
    const claims = person === undefined ? undefined : await stepUps.pending(person);
    try {
      const tokens = await entra.refresh(
        sealed.token,
        scopes.map((name) => this.#parts.scopes.forAuthority(name)),
        claims,
      );
      if (claims !== undefined) await this.#noteStepUp(true, { ...tokens, ...person });
      const kept = { refreshToken: sealed.token, ...person, ...tokens };
      return await this.#tokens(client, sealed.clientName, scopes, kept, sealed.scopes);
    } catch (error) {
      throw refusal(error);
    }
  }

  /** RFC 6749 section 6: a refresh may ask for less, never for more. */
  #narrowed(parameter: string | undefined, granted: readonly string[]): readonly string[] {
    if (parameter === undefined) return granted;
    const asked = this.#parts.scopes.read(parameter);
    if (asked.every((scope) => granted.includes(scope))) return asked;
    throw new OAuthError(
      'invalid_scope',
      'The refresh token was given for fewer scopes: sign in again for more.',
    );
  }

  async #noteStepUp(asked: boolean, { tid, oid, accessToken }: EntraTokens): Promise<void> {
    if (!asked || tid === undefined || oid === undefined) return;
    await this.#parts.stepUps.answered({ tid, oid }, accessToken);
  }

  async #tokens(
    client: Client,
    clientName: string | undefined,
    scopes: readonly string[],
    tokens: EntraTokens,
    refreshScopes = scopes,
  ): Promise<Answer> {
    const { accessToken, refreshToken, expiresIn, tid, oid } = tokens;
    const granted = this.#parts.scopes.granted(tokens.scopes);
    const sealed =
      refreshToken === undefined
        ? undefined
        : await this.#parts.sealer.seal('refresh', {
            client: client.key,
            scopes: refreshScopes,
            token: refreshToken,
            ...(clientName === undefined ? {} : { clientName }),
            ...(tid === undefined ? {} : { tid }),
            ...(oid === undefined ? {} : { oid }),
          });
    return jsonAnswer(200, {
      access_token: accessToken,
      token_type: 'Bearer',
      ...(expiresIn === undefined ? {} : { expires_in: expiresIn }),
      scope: (granted.length > 0 ? granted : scopes.map((name) => this.#parts.scopes.forClient(name))).join(
        ' ',
      ),
      ...(sealed === undefined ? {} : { refresh_token: sealed }),
    });
  }
}

function checkCode(sealed: SealedCode, redirectUri: string | undefined, verifier: string): void {
  if (redirectUri !== sealed.redirectUri) {
    throw new OAuthError('invalid_grant', 'redirect_uri differs from the one of the authorization request.');
  }
  if (!VERIFIER.test(verifier) || !sameText(sha256(verifier), sealed.challenge)) {
    throw new OAuthError('invalid_grant', 'code_verifier does not match the code_challenge.');
  }
}

function personIn({ tid, oid }: SealedRefresh): { tid: string; oid: string } | undefined {
  return tid === undefined || oid === undefined ? undefined : { tid, oid };
}

function personOf({ tid, oid, name }: EntraTokens): { tid?: string; oid?: string; name?: string } {
  return {
    ...(tid === undefined ? {} : { tid }),
    ...(oid === undefined ? {} : { oid }),
    ...(name === undefined ? {} : { name }),
  };
}
