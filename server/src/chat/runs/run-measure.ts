import { EventType } from '@ag-ui/core';
import { productMetrics } from '../../telemetry/product-metrics.js';
import type { Event } from '../agent/events.js';

/** Measures one run by its events: how long until its first word, and how it ended. */
export class RunMeasure {
  readonly #started = performance.now();
  #spoke = false;

  /** Takes every event. */
  event(event: Event): void {
    if (event.type === EventType.TEXT_MESSAGE_CONTENT) this.#word();
    else if (event.type === EventType.RUN_FINISHED)
      this.#ended({ outcome: event.outcome?.type ?? 'cancelled' });
    else if (event.type === EventType.RUN_ERROR)
      this.#ended({ outcome: 'error', code: event.code ?? 'internal' });
  }

  #word(): void {
    if (this.#spoke) return;
    this.#spoke = true;
    productMetrics().firstToken.record((performance.now() - this.#started) / 1000);
  }

  #ended(attributes: Record<string, string>): void {
    productMetrics().runs.add(1, attributes);
  }
}
