import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { ChatStore } from '../conversation/chat-store.js';
import type { UserEntry } from '../conversation/conversation.js';
import { Revisions } from '../conversation/revisions.js';
import { OpenVersions, versionOfMessage } from '../conversation/versions.js';
import { FocusOnShow } from '../ui/focus-on-show.js';
import { Icon } from '../ui/icon.js';
import { VersionSwitch } from './version-switch.js';

/** What the person wrote; it can be edited and sent again. */
@Component({
  selector: 'app-question',
  imports: [FocusOnShow, Icon, TranslatePipe, VersionSwitch],
  templateUrl: './question.html',
  styleUrl: './question.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Question {
  readonly #revisions = inject(Revisions);
  readonly #open = inject(OpenVersions);
  protected readonly store = inject(ChatStore);
  readonly entry = input.required<UserEntry>();
  protected readonly editing = signal(false);
  protected readonly version = computed(() => versionOfMessage(this.#open.versions(), this.entry().id));

  protected send(text: string): void {
    const changed = text.trim();
    if (changed === '') return;
    this.editing.set(false);
    if (changed !== this.entry().text) this.#revisions.edit(this.entry().id, changed);
  }

  protected key(event: KeyboardEvent, text: string): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.editing.set(false);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send(text);
    }
  }
}
