import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Me } from '#libs/contract';
import { type Caller, CurrentUser } from '#libs/entra-auth';

@ApiTags('Identity')
@ApiBearerAuth()
@Controller('me')
export class IdentityController {
  @Get()
  @ApiOperation({ summary: 'The caller, as the validated token tells' })
  @ApiOkResponse({
    schema: {
      example: {
        name: 'Ada Lovelace',
        oid: '00000000-ada0-4000-8a00-0000000000a1',
        tid: '10000000-c047-4050-8a00-000000000001',
        upn: 'ada@contoso.example',
        scopes: ['access_as_user'],
        roles: [],
        clientAppId: 'b0000000-0000-4000-8a00-0000000000b2',
        tokenVersion: '2.0',
        expiresAt: 1795000000,
      },
    },
  })
  me(@CurrentUser() caller: Caller): Me {
    const { name, oid, tid, upn, scopes, roles, clientAppId, tokenVersion, expiresAt } = caller;
    return { name, oid, tid, upn, scopes, roles, clientAppId, tokenVersion, expiresAt };
  }
}
