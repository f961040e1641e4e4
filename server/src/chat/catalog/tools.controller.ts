import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AllowanceList, ToolsAnswer } from '#libs/contract';
import { type Caller, CurrentUser } from '#libs/entra-auth';
import { ToolCatalog } from './tool-catalog.js';

/** Which tools the caller's chat has, and what they were allowed. */
@ApiTags('tools')
@ApiBearerAuth()
@Controller('tools')
export class ToolsController {
  readonly #catalog: ToolCatalog;

  constructor(catalog: ToolCatalog) {
    this.#catalog = catalog;
  }

  @Get()
  @ApiOperation({ summary: 'Tools per MCP server, with state, annotations and policy' })
  list(@CurrentUser() caller: Caller): Promise<ToolsAnswer> {
    return this.#catalog.list(caller);
  }

  @Get('allowances')
  @ApiOperation({ summary: 'Tools that the caller allowed to run without asking' })
  allowances(@CurrentUser() caller: Caller): Promise<AllowanceList> {
    return this.#catalog.allowances(caller);
  }

  @Delete('allowances/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes an allowance back: the tool asks again' })
  takeBack(@CurrentUser() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.#catalog.takeBack(caller, id);
  }
}
