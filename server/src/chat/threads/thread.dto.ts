import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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

/** Body of `PATCH /api/chat/threads/:id`. */
export class RenameThreadDto {
  @ApiProperty({ maxLength: MAX_TITLE })
  @IsString()
  @Matches(/\S/, { message: 'title must contain a letter' })
  @MaxLength(MAX_TITLE)
  title!: string;
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
