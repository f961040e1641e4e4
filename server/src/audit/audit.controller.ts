import { Controller, Get, Header, Headers, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { AuditPage } from '#libs/contract';
import { type Caller, CurrentUser } from '#libs/entra-auth';
import { toCsv } from './audit-csv.js';
import { AuditQueryDto } from './audit.dto.js';
import { AuditService } from './audit.service.js';

@ApiTags('Audit')
@ApiBearerAuth()
@Controller('audit')
export class AuditController {
  readonly #audit: AuditService;

  constructor(audit: AuditService) {
    this.#audit = audit;
  }

  @Get()
  @ApiOperation({
    summary: 'What was done in my name; with the role Audit.Read, in everybody’s',
    description: 'Newest first. Own records only, unless the caller has the app role `Audit.Read`.',
  })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ description: '`{ records, nextCursor?, retentionDays, everybody }`, or the same as CSV.' })
  @Header('cache-control', 'no-store')
  @Header('vary', 'Accept, Authorization')
  async read(
    @Query() query: AuditQueryDto,
    @CurrentUser() caller: Caller,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuditPage | string> {
    if (!wantsCsv(accept)) return this.#audit.page(caller, query);
    const { records, nextCursor } = await this.#audit.page(caller, query, 'csv');
    void reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', 'attachment; filename="audit.csv"');
    if (nextCursor !== undefined) void reply.header('link', `<?${nextPage(query, nextCursor)}>; rel="next"`);
    return toCsv(records);
  }
}

/** The first of the two types that is named; JSON where neither is. */
function wantsCsv(accept = ''): boolean {
  const types = accept
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';', 1)[0]?.trim());
  const csv = types.indexOf('text/csv');
  const json = types.indexOf('application/json');
  return csv >= 0 && (json < 0 || csv < json);
}

function nextPage(query: AuditQueryDto, cursor: string): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return new URLSearchParams([...given.filter(([name]) => name !== 'cursor'), ['cursor', cursor]]).toString();
}
