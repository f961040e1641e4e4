import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { FieldError } from '../http/problem.js';
import type { AuditFilter, AuditPosition } from './audit-table.js';

const INSTANT = 'must be a date or an instant in ISO 8601, such as 2026-11-27 or 2026-11-27T08:00:00Z';

/** Query of `GET /api/audit`. */
export class AuditQueryDto {
  @ApiPropertyOptional({ description: 'Not before; ISO 8601', example: '2026-11-20' })
  @IsOptional()
  @IsISO8601({ strict: true }, { message: `from ${INSTANT}` })
  from?: string;

  @ApiPropertyOptional({ description: 'Before; ISO 8601', example: '2026-11-27T08:00:00Z' })
  @IsOptional()
  @IsISO8601({ strict: true }, { message: `to ${INSTANT}` })
  to?: string;

  @ApiPropertyOptional({ description: 'Object id, or a part of the name', maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  who?: string;

  @ApiPropertyOptional({ description: 'Name of the tool', maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  tool?: string;

  @ApiPropertyOptional({ description: 'ok, error, refused, denied, expired, input_required or aborted' })
  @IsOptional()
  @Matches(/^[a-z_]{1,40}$/, { message: 'outcome must be one word, such as ok or refused' })
  outcome?: string;

  @ApiPropertyOptional({ description: '`nextCursor` of an earlier page' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}

/** Reads a query; an empty member is as if it were absent. */
export function filterOf({ from, to, who, tool, outcome, cursor }: AuditQueryDto): Omit<AuditFilter, 'tid'> {
  return {
    ...(from ? { from: Date.parse(from) } : {}),
    ...(to ? { to: Date.parse(to) } : {}),
    ...(who ? { who } : {}),
    ...(tool ? { tool } : {}),
    ...(outcome ? { outcome } : {}),
    ...(cursor ? { after: readCursor(cursor) } : {}),
  };
}

/** Opaque text for `?cursor=`. */
export function writeCursor({ at, id }: AuditPosition): string {
  return Buffer.from(`${at}:${id}`).toString('base64url');
}

function readCursor(text: string): AuditPosition {
  const match = /^(\d{1,15}):([A-Za-z0-9_-]{1,64})$/.exec(Buffer.from(text, 'base64url').toString());
  if (!match?.[1] || !match[2]) {
    throw new FieldError([{ field: 'cursor', message: 'must be the nextCursor of an earlier page' }]);
  }
  return { at: Number(match[1]), id: match[2] };
}
