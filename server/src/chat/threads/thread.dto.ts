import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

const MAX_TITLE = 200;

/** Body of `POST /api/chat/threads`. */
export class NewThreadDto {
  @ApiPropertyOptional({ maxLength: MAX_TITLE })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_TITLE)
  title?: string;
}

/** Body of `PATCH /api/chat/threads/:id`: at least one of the two. */
export class ChangeThreadDto {
  @ApiPropertyOptional({ maxLength: MAX_TITLE })
  @IsOptional()
  @IsString()
  @Matches(/\S/, { message: 'title must contain a letter' })
  @MaxLength(MAX_TITLE)
  title?: string | null;

  @ApiPropertyOptional({ description: 'Id of the branch to go back to' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  branch?: string | null;
}

/** Query of `GET /api/chat/threads/:id`. */
export class ReadThreadDto {
  @ApiPropertyOptional({
    description: 'Id of a message: the page before it; `earlier` of the page that was read',
  })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  before?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 100 })
  @IsOptional()
  @Matches(/^\d{1,4}$/, { message: 'limit must be a whole number from 1 to 1000' })
  limit?: string;
}

/** Query of `GET /api/chat/threads`. */
export class ListThreadsDto {
  @ApiPropertyOptional({ description: 'Words to look for in titles and messages' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}

/** Query of `GET /api/chat/threads/:id/export`. */
export class ExportThreadDto {
  @ApiPropertyOptional({ enum: ['md', 'json'], default: 'md' })
  @IsOptional()
  @IsIn(['md', 'json'])
  format?: 'md' | 'json';
}
