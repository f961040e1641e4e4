import { type DynamicModule, Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { AuditTable } from './audit-table.js';
import { AuditWriter } from './audit-writer.js';
import { AuditController } from './audit.controller.js';
import { AUDIT_RETENTION_DAYS } from './audit.options.js';
import { AuditService } from './audit.service.js';

/** What `AuditModule.forRoot` takes. */
export interface AuditModuleOptions {
  /** Made in the composition root, so that the options of every library can write to it. */
  readonly log: AuditLog;
  /** Days that a record stays in the table; 0: log lines only. */
  readonly retentionDays: number;
}

/** The table behind the {@link AuditLog}, and `GET /api/audit`. Needs the global `StoreModule`. */
@Module({})
export class AuditModule {
  static forRoot({ log, retentionDays }: AuditModuleOptions): DynamicModule {
    return {
      module: AuditModule,
      controllers: [AuditController],
      providers: [
        { provide: AuditLog, useValue: log },
        { provide: AUDIT_RETENTION_DAYS, useValue: retentionDays },
        AuditTable,
        AuditWriter,
        AuditService,
      ],
    };
  }
}
