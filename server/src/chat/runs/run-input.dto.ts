/** The body of `POST /api/chat/runs`: AG-UI `RunAgentInput`. */
import {
  Allow,
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** What ids of threads and runs may look like. */
export const ID = /^[A-Za-z0-9_-]{1,64}$/;
const ID_MESSAGE = '$property must be 1 to 64 letters, digits, "_" or "-"';

/** One answer to an interrupt. */
export class ResumeEntryDto {
  @ApiProperty()
  @IsString()
  interruptId!: string;

  @ApiProperty({ enum: ['resolved', 'cancelled'] })
  @IsIn(['resolved', 'cancelled'])
  status!: 'resolved' | 'cancelled';

  @ApiPropertyOptional({ description: 'As the responseSchema of the interrupt asks' })
  @Allow()
  payload?: unknown;

  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;
}

/** `tools`, `state`, `context` and `forwardedProps` are accepted, as every AG-UI client sends them, and ignored. */
export class RunInputDto {
  @ApiProperty({ pattern: ID.source })
  @Matches(ID, { message: ID_MESSAGE })
  threadId!: string;

  @ApiProperty({ pattern: ID.source, description: 'New for each run' })
  @Matches(ID, { message: ID_MESSAGE })
  runId!: string;

  @ApiPropertyOptional({
    description: 'Only the last user message is read',
    type: 'array',
    items: { type: 'object' },
  })
  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  messages?: Record<string, unknown>[];

  @ApiPropertyOptional({
    type: [ResumeEntryDto],
    description: 'Answers to all open interrupts of the thread',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ResumeEntryDto)
  resume?: ResumeEntryDto[];

  @ApiPropertyOptional({
    description:
      'Id of the message that is edited, or whose answer is asked for again; the earlier branch stays',
  })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  forkFrom?: string;

  @Allow()
  protocolVersion?: unknown;

  @Allow()
  parentRunId?: unknown;

  @Allow()
  state?: unknown;

  @Allow()
  tools?: unknown;

  @Allow()
  context?: unknown;

  @Allow()
  forwardedProps?: unknown;
}
