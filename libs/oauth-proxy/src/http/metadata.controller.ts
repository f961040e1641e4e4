import { Controller, Get, Inject, Options, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { OAuthProxy } from '../oauth-proxy.js';
import { OAUTH_PROXY } from '../oauth-proxy.tokens.js';
import { OPEN_CORS, PREFLIGHT } from './cors.js';
import { send } from './requests.js';

const OAUTH = '.well-known/oauth-authorization-server';
const OPENID = '.well-known/openid-configuration';
/** Each document at its root, and with the endpoint's path put in (RFC 8414 section 3.1), where some clients look. */
const PATHS = [OAUTH, `${OAUTH}/*`, OPENID, `${OPENID}/*`];

/** The authorization server's metadata (RFC 8414), from memory. */
@Controller()
export class MetadataController {
  readonly #proxy: OAuthProxy;

  constructor(@Inject(OAUTH_PROXY) proxy: OAuthProxy) {
    this.#proxy = proxy;
  }

  @Get(PATHS)
  metadata(@Res({ passthrough: true }) reply: FastifyReply): string {
    const headers = {
      ...OPEN_CORS,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=300',
    };
    return send(reply, { status: 200, headers, body: this.#proxy.metadata() });
  }

  @Options(PATHS)
  preflight(@Res({ passthrough: true }) reply: FastifyReply): string {
    return send(reply, { status: 204, headers: PREFLIGHT, body: '' });
  }
}
