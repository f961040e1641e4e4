import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import type { AuthError } from '../answers/auth.error.js';
import type { AuthFailure } from '../answers/failures.js';
import { AuthPolicy } from '../policy/auth.policy.js';

/** How long refusals are gathered before they are told, in milliseconds. */
const PERIOD_MS = 60_000;

/**
 * Tells the operator why callers were refused: one line per minute at most, so that a flood cannot fill the log.
 * Failures are counted by name; nothing of a token or a request is kept. Callers without credentials are not
 * counted: that is how every sign-in begins.
 */
@Injectable()
export class RefusalLog implements OnModuleDestroy {
  private readonly logger = new Logger('TokenGate');
  private counts = new Map<AuthFailure, number>();
  private cancel: (() => void) | undefined;

  constructor(private readonly policy: AuthPolicy) {}

  /** Counts one refusal. */
  add({ failure, code }: AuthError): void {
    if (code === 'unauthenticated') return;
    this.counts.set(failure, (this.counts.get(failure) ?? 0) + 1);
    this.cancel ??= this.policy.clock.after(PERIOD_MS, () => this.tell());
  }

  onModuleDestroy(): void {
    this.cancel?.();
    this.tell();
  }

  private tell(): void {
    this.cancel = undefined;
    if (this.counts.size === 0) return;
    const refused = Object.fromEntries(this.counts);
    this.counts = new Map();
    this.logger.warn({ message: 'callers refused', periodSeconds: PERIOD_MS / 1000, refused });
  }
}
