import type { ServerResponse } from 'node:http';
import {
  Body,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  Get,
  HttpCode,
  Post,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentUser, RequireUser } from '#libs/entra-auth';
import { ExchangeTokenDto } from './exchange-token.dto.js';
import { ApiBadResource, ApiExchangeErrors, ApiGraphErrors } from './obo.docs.js';
import { PROFILE_EXAMPLE, RESOURCES_EXAMPLE, TOKEN_EXAMPLE } from './obo.examples.js';
import { OboService } from './obo.service.js';

/** An `AbortSignal` that fires when the caller goes away before the answer was written. */
const RequestSignal = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const { raw } = context.switchToHttp().getResponse<{ readonly raw: ServerResponse }>();
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort();
  });
  return gone.signal;
});

@ApiTags('On-behalf-of')
@ApiBearerAuth()
@RequireUser()
@Controller('obo')
export class OboController {
  readonly #obo: OboService;

  constructor(obo: OboService) {
    this.#obo = obo;
  }

  @Get('resources')
  @ApiOperation({ summary: 'Resources that a token can be acquired for, and what each is for' })
  @ApiOkResponse({ schema: { type: 'array', example: RESOURCES_EXAMPLE } })
  resources(): ReturnType<OboService['resources']> {
    return this.#obo.resources();
  }

  @Post('token')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Exchange the token of the caller for a token of a resource',
    description:
      'OAuth 2.0 on-behalf-of: the audience changes, the person stays. Returns the facts and, unless TOKEN_INSPECTOR is ' +
      'off, the claims of the new token; the token itself (`access_token`) only where TOKEN_INSPECTOR is full and the body says `raw: true`.',
  })
  @ApiOkResponse({ schema: { type: 'object', example: TOKEN_EXAMPLE } })
  @ApiBadResource()
  @ApiExchangeErrors()
  token(
    @CurrentUser() caller: Caller,
    @Body() { resource, raw }: ExchangeTokenDto,
    @RequestSignal() signal: AbortSignal,
  ): ReturnType<OboService['token']> {
    return this.#obo.token(caller, resource, signal, raw === true);
  }

  @Get('profile')
  @ApiOperation({
    summary: 'The profile of the caller from Microsoft Graph, and both sets of claims side by side',
    description:
      'Claims (`incoming`, `exchanged`) are left out where TOKEN_INSPECTOR is off; `note` then says so.',
  })
  @ApiOkResponse({ schema: { type: 'object', example: PROFILE_EXAMPLE } })
  @ApiGraphErrors()
  profile(
    @CurrentUser() caller: Caller,
    @RequestSignal() signal: AbortSignal,
  ): ReturnType<OboService['profile']> {
    return this.#obo.profile(caller, signal);
  }
}
