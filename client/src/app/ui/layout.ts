import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';

export const INSPECTOR_TABS = ['identity', 'run', 'tools'] as const;
export type InspectorTab = (typeof INSPECTOR_TABS)[number];

/** From here on all three panes fit side by side; below the second only one does. */
const THREE_PANES = '(min-width: 1280px)';
const TWO_PANES = '(min-width: 840px)';

/** Which panes are open, and how much room there is for them. */
@Injectable({ providedIn: 'root' })
export class Layout {
  readonly threePanes = mediaSignal(THREE_PANES);
  readonly twoPanes = mediaSignal(TWO_PANES);
  readonly #drawer = signal(false);
  readonly #inspector = signal(false);
  readonly tab = signal<InspectorTab>('identity');
  /** Id of the tool call whose token the inspector shows. */
  readonly call = signal<string | null>(null);

  /** The history drawer exists only where the history has no pane of its own. */
  readonly drawerOpen = computed(() => this.#drawer() && !this.twoPanes());
  readonly inspectorOpen = this.#inspector.asReadonly();
  /** True while a pane lies over the chat. */
  readonly covered = computed(() => this.drawerOpen() || (this.#inspector() && !this.threePanes()));

  setDrawer(open: boolean): void {
    this.#drawer.set(open);
  }

  setInspector(open: boolean, tab?: InspectorTab): void {
    this.#inspector.set(open);
    if (tab !== undefined) this.tab.set(tab);
  }

  /** Opens the inspector at the token that a call used. */
  inspectCall(id: string): void {
    this.call.set(id);
    this.setInspector(true, 'identity');
  }

  closeOverlays(): void {
    this.#drawer.set(false);
    if (!this.threePanes()) this.#inspector.set(false);
  }
}

function mediaSignal(query: string) {
  const list = matchMedia(query);
  const matches = signal(list.matches);
  const update = () => matches.set(list.matches);
  list.addEventListener('change', update);
  inject(DestroyRef).onDestroy(() => list.removeEventListener('change', update));
  return matches.asReadonly();
}
