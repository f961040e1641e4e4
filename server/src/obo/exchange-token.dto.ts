import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** Body of `POST /api/obo/token`. */
export class ExchangeTokenDto {
  @ApiProperty({
    description: 'Resource URI, one of those that GET /api/obo/resources lists, character by character.',
    example: 'https://search.azure.com',
    maxLength: 512,
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(512)
  readonly resource: string;
}
