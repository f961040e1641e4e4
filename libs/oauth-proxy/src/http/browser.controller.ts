import { Controller, Get, Inject, Logger, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageIn } from '../authorize/browser-request.js';
import { Parameters } from '../authorize/parameters.js';
import type { Answer } from '../http-answer.js';
import { PageError } from '../oauth-error.js';
import type { OAuthProxy } from '../oauth-proxy.js';
import { OAUTH_PROXY } from '../oauth-proxy.tokens.js';
import { browserRequest, formOf, send } from './requests.js';

/** The addresses that people's browsers open. Whatever fails there is a page in words. */
@Controller()
export class BrowserController {
  readonly #logger = new Logger('OAuthProxy');

  readonly #proxy: OAuthProxy;

  constructor(@Inject(OAUTH_PROXY) proxy: OAuthProxy) {
    this.#proxy = proxy;
  }

  @Get('authorize')
  authorize(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.#answer(request, reply, () => this.#proxy.signIn.begin(browserRequest(request)));
  }

  @Post('oauth/consent')
  consent(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.#answer(request, reply, () =>
      this.#proxy.signIn.decide(browserRequest(request), formOf(request) ?? new Parameters([])),
    );
  }

  @Get('oauth/callback')
  callback(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.#answer(request, reply, () => this.#proxy.callback.answer(browserRequest(request)));
  }

  /** A wildcard, as a sealed ticket is longer than frameworks let a parameter be. */
  @Get('connect/*')
  connect(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('*') ticket: string,
  ): Promise<string> {
    return this.#answer(request, reply, () => this.#proxy.connect.show(browserRequest(request), ticket));
  }

  @Post('oauth/connect')
  beginConnect(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.#answer(request, reply, () =>
      this.#proxy.connect.begin(browserRequest(request), formOf(request) ?? new Parameters([])),
    );
  }

  async #answer(request: FastifyRequest, reply: FastifyReply, work: () => Promise<Answer>): Promise<string> {
    return send(reply, await work().catch((error: unknown) => this.#errorPage(error, request)));
  }

  #errorPage(error: unknown, request: FastifyRequest): Answer {
    if (!(error instanceof PageError)) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#logger.error({ message: 'unexpected error', traceId: request.id, error: text });
    }
    const { reason, status, detail } = error instanceof PageError ? error : new PageError('unexpected', 500);
    this.#logger.warn({ message: `sign-in page: ${reason}`, detail, traceId: request.id });
    return this.#proxy.pages.error(languageIn(browserRequest(request)), {
      reason,
      status,
      detail,
      reference: request.id,
    });
  }
}
