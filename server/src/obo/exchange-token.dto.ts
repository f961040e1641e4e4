import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsNotEmpty, IsOptional, IsString } from 'class-validator';

/** Body of `POST /api/obo/token`. */
export class ExchangeTokenDto {
  @ApiProperty({
    description: 'Resource URI, one of those that GET /api/obo/resources lists, character by character.',
    example: 'https://search.azure.com',
  })
  @IsString()
  @IsNotEmpty()
  readonly resource: string;

  @ApiPropertyOptional({
    description: 'True for the token itself, which is given only where TOKEN_INSPECTOR is full.',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  readonly raw?: boolean | null;
}
