import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { ChatStore } from '../conversation/chat-store.js';
import type { ToolEntry } from '../conversation/conversation.js';
import { Icon } from '../ui/icon.js';
import { Layout } from '../ui/layout.js';
import { TokenChange } from './token-change.js';

/** The token that one call of the chat used: its claims then, beside those it was exchanged for. Never the token. */
@Component({
  selector: 'app-call-token',
  imports: [Icon, TokenChange, TranslatePipe],
  templateUrl: './call-token.html',
  styleUrl: './call-token.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallToken {
  readonly #store = inject(ChatStore);
  protected readonly layout = inject(Layout);
  protected readonly call = computed<ToolEntry | null>(() => {
    const id = this.layout.call();
    const entry = this.#store.conversation().entries.find((one) => one.kind === 'tool' && one.id === id);
    return entry?.kind === 'tool' ? entry : null;
  });
}
