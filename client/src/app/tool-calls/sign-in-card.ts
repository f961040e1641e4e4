import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import type { RunInterrupt } from '#libs/contract';

import { interactionFor, isSessionEnd } from '../auth/interaction-for.js';
import { Session } from '../auth/session.js';
import { SignInFault } from '../auth/sign-in-fault.js';
import { ChatStore } from '../conversation/chat-store.js';
import type { ToolEntry } from '../conversation/conversation.js';
import { CLIENT_CONFIG } from '../config/config.js';
import { serviceName } from '../i18n/service-name.js';
import { FocusOnShow } from '../ui/focus-on-show.js';
import { Icon } from '../ui/icon.js';

/**
 * The authority wants something of the person: a consent, or a stronger sign-in. `Continue` goes there; on the way
 * back the run goes on by itself.
 */
@Component({
  selector: 'app-sign-in-card',
  imports: [FocusOnShow, Icon, TranslatePipe],
  templateUrl: './sign-in-card.html',
  styleUrl: './interrupt-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  // Back from the authority by the browser's own button: the page may come out of its cache as it was left.
  host: { '(window:pageshow)': 'leaving.set(false)' },
})
export class SignInCard {
  readonly interrupt = input.required<RunInterrupt>();
  readonly tool = input<ToolEntry>();
  readonly #session = inject(Session);
  readonly #store = inject(ChatStore);
  readonly #config = inject(CLIENT_CONFIG);
  protected readonly leaving = signal(false);
  protected readonly fault = signal<SignInFault | null>(null);
  protected readonly kind = computed(() => {
    if (isSessionEnd(this.interrupt())) return 'ended';
    return this.interrupt().reason === 'auth_claims' ? 'claims' : 'consent';
  });
  /** The service that asks, by the name that people know; the tool where it is Torii itself. */
  protected readonly service = computed(() => {
    const asked = [this.resource(), ...this.scopes(), this.tool()?.audience ?? ''];
    const known = asked.map((one) => serviceName(one)).find((name) => name !== undefined);
    return known ?? `“${this.tool()?.title ?? text(this.interrupt().metadata['title'])}”`;
  });
  protected readonly scopes = computed(() => listed(this.interrupt().metadata['scopes']));
  protected readonly resource = computed(() => text(this.interrupt().metadata['resource']));
  protected readonly ids = computed(() =>
    [this.interrupt().metadata['entraCode'], this.interrupt().metadata['correlationId']]
      .map(text)
      .filter((id) => id !== ''),
  );

  protected async goOn(): Promise<void> {
    const interrupt = this.interrupt();
    // One visit answers every open question of the same kind.
    this.#store.rememberAnswers(this.#store.open().filter(({ reason }) => reason === interrupt.reason));
    this.leaving.set(true);
    try {
      await this.#session.interact(interactionFor(interrupt, this.#config.apiScope));
    } catch (cause) {
      this.fault.set(SignInFault.from(cause));
      this.leaving.set(false);
    }
  }

  protected skip(): void {
    this.#store.answer({ interruptId: this.interrupt().id, status: 'cancelled' });
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function listed(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
