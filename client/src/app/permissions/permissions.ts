import { LiveAnnouncer } from '@angular/cdk/a11y';
import { HttpClient, httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslatePipe, TranslateService } from '@ngx-translate/core';
import { firstValueFrom } from 'rxjs';

import type { Allowance, AllowanceList, ToolsAnswer, ToolSummary } from '#libs/contract';

import { ChatStore } from '../conversation/chat-store.js';
import { FaultCard } from '../faults/fault-card.js';
import type { Fault } from '../faults/fault.js';
import { faultOf } from '../faults/problem-error.js';
import { Language } from '../i18n/language.js';
import { Icon } from '../ui/icon.js';

const ALLOWANCES = '/api/tools/allowances';

/** What Torii may do in the person's name: what was allowed to run without asking, and what each tool does. */
@Component({
  selector: 'app-permissions',
  imports: [FaultCard, Icon, RouterLink, TranslatePipe],
  templateUrl: './permissions.html',
  styleUrl: './permissions.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Permissions {
  readonly #http = inject(HttpClient);
  readonly #language = inject(Language);
  readonly #announcer = inject(LiveAnnouncer);
  readonly #translate = inject(TranslateService);
  readonly #store = inject(ChatStore);
  protected readonly back = computed(() => [
    '/chat',
    ...(this.#store.threadId() === null ? [] : [this.#store.threadId()]),
  ]);
  protected readonly list = httpResource<AllowanceList>(() => ALLOWANCES);
  protected readonly tools = httpResource<ToolsAnswer>(() => '/api/tools');
  protected readonly servers = computed(() => (this.tools.hasValue() ? this.tools.value().servers : []));
  readonly #failed = signal<Fault | null>(null);
  protected readonly fault = computed(() => {
    const error = this.#failed() ?? this.list.error() ?? this.tools.error();
    return error === undefined ? null : 'code' in error ? (error as Fault) : faultOf(error, Date.now());
  });

  protected readonly allowances = computed(() =>
    (this.list.hasValue() ? this.list.value().allowances : []).map((allowance) => ({
      ...allowance,
      title: this.#titleOf(allowance),
      time: this.#time().format(Date.parse(allowance.since)),
    })),
  );
  readonly #time = computed(
    () => new Intl.DateTimeFormat(this.#language.current(), { dateStyle: 'medium', timeStyle: 'short' }),
  );

  protected async takeBack({ id, title }: { readonly id: string; readonly title: string }): Promise<void> {
    this.#failed.set(null);
    try {
      await firstValueFrom(this.#http.delete(`${ALLOWANCES}/${encodeURIComponent(id)}`));
      this.list.update((known) => known && { allowances: known.allowances.filter((one) => one.id !== id) });
      void this.#announcer.announce(this.#translate.instant('permissions.takenBack', { title }) as string);
    } catch (cause) {
      this.#failed.set(faultOf(cause, Date.now()));
    }
  }

  protected reload(): void {
    this.#failed.set(null);
    this.list.reload();
    this.tools.reload();
  }

  /** What a call does, as far as the tool says. */
  protected effect(tool: ToolSummary): 'reads' | 'destructive' | 'changes' {
    if (tool.annotations.readOnlyHint === true) return 'reads';
    return tool.annotations.destructiveHint === true ? 'destructive' : 'changes';
  }

  #titleOf({ server, tool }: Allowance): string {
    const tools = this.servers().find(({ name }) => name === server)?.tools ?? [];
    return tools.find(({ name }) => name === tool)?.title ?? tool;
  }
}
