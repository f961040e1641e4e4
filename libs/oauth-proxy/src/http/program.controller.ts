import { Controller, Inject, NotFoundException, Options, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Parameters } from '../authorize/parameters.js';
import { type Answer, jsonAnswer } from '../http-answer.js';
import { OAuthError } from '../oauth-error.js';
import type { OAuthProxy } from '../oauth-proxy.js';
import { OAUTH_PROXY } from '../oauth-proxy.tokens.js';
import { OPEN_CORS, PREFLIGHT } from './cors.js';
import type { ProgramRoute } from './fastify-routes.js';
import { ProgramErrors } from './program-errors.js';
import { RegistrationLimit } from './registration-limit.js';
import { formOf, refuseUnreadable, send } from './requests.js';

const REGISTRATION: ProgramRoute = { oauthProxy: { maxBodyBytes: 8192 } };
const TOKEN: ProgramRoute = { oauthProxy: { maxBodyBytes: 65_536 } };

/** The endpoints that programs call: registration and token. */
@Controller()
export class ProgramController {
  readonly #proxy: OAuthProxy;
  readonly #limit: RegistrationLimit;
  readonly #errors: ProgramErrors;

  constructor(@Inject(OAUTH_PROXY) proxy: OAuthProxy, limit: RegistrationLimit, errors: ProgramErrors) {
    this.#proxy = proxy;
    this.#limit = limit;
    this.#errors = errors;
  }

  @Post('register')
  @RouteConfig(REGISTRATION)
  async register(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.#answer(request, reply, async () => {
      if (this.#proxy.options.acceptRegistrations === false) throw new NotFoundException();
      await this.#limit.count(request.ip);
      refuseUnreadable(request, 'JSON (application/json)', 'invalid_client_metadata');
      return jsonAnswer(201, await this.#proxy.registration.register(request.body));
    });
  }

  @Post('token')
  @RouteConfig(TOKEN)
  async token(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.#answer(request, reply, async () => {
      const wanted = 'a form (application/x-www-form-urlencoded)';
      refuseUnreadable(request, wanted, 'invalid_request');
      const form = formOf(request);
      if (form === undefined) throw new OAuthError('invalid_request', `The body has to be ${wanted}.`);
      // RFC 6749 section 3.2: nothing of a token request stands in the address, which ends in logs.
      const inAddress = Parameters.ofUrl(request.url);
      if (
        ['code', 'refresh_token', 'client_secret', 'client_assertion'].some((name) => inAddress.get(name))
      ) {
        throw new OAuthError('invalid_request', 'Parameters have to stand in the body, not in the address.');
      }
      return this.#proxy.token.answer(form, request.headers.authorization);
    });
  }

  @Options(['register', 'token'])
  preflight(@Res({ passthrough: true }) reply: FastifyReply): string {
    return send(reply, { status: 204, headers: PREFLIGHT, body: '' });
  }

  async #answer(request: FastifyRequest, reply: FastifyReply, work: () => Promise<Answer>): Promise<string> {
    const answer = await work().catch((error: unknown) => this.#errors.answer(error, request));
    return send(reply, { ...answer, headers: { ...answer.headers, ...OPEN_CORS } });
  }
}
