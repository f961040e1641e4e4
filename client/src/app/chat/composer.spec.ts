import { signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideTranslateLoader, provideTranslateService } from '@ngx-translate/core';

import { CLIENT_CONFIG } from '../config/config.js';
import { BundledTranslations } from '../i18n/language.js';
import { ChatStore } from '../conversation/chat-store.js';
import { Composer } from './composer.js';
import { EMPTY } from '../conversation/conversation.js';

describe('Composer', () => {
  const threadId = signal<string | null>(null);
  const running = signal(false);
  const conversation = signal(EMPTY);
  let stopped: number;
  let asked: string[];
  let fixture: ComponentFixture<Composer>;

  beforeEach(async () => {
    sessionStorage.clear();
    threadId.set(null);
    running.set(false);
    conversation.set(EMPTY);
    stopped = 0;
    asked = [];
    Object.defineProperty(window, 'matchMedia', { value: () => ({ matches: false }), configurable: true });
    TestBed.configureTestingModule({
      providers: [
        provideTranslateService({
          lang: 'en',
          fallbackLang: 'en',
          loader: provideTranslateLoader(BundledTranslations),
        }),
        { provide: CLIENT_CONFIG, useValue: { local: true, features: {} } },
        {
          provide: ChatStore,
          useValue: { threadId, running, conversation, stop: () => Promise.resolve((stopped += 1)) },
        },
      ],
    });
    fixture = TestBed.createComponent(Composer);
    fixture.componentInstance.ask.subscribe((text) => asked.push(text));
    await fixture.whenStable();
  });

  function box(): HTMLTextAreaElement {
    const element = (fixture.nativeElement as HTMLElement).querySelector('textarea');
    if (element === null) throw new Error('there is no text box');
    return element;
  }

  async function write(text: string): Promise<void> {
    box().value = text;
    box().dispatchEvent(new Event('input'));
    await fixture.whenStable();
  }

  function press(init: KeyboardEventInit & { readonly keyCode?: number }): KeyboardEvent {
    const event = new KeyboardEvent('keydown', { cancelable: true, ...init } as KeyboardEventInit);
    box().dispatchEvent(event);
    return event;
  }

  it('sends on Enter, and is empty afterwards', async () => {
    await write('  Who am I?  ');
    expect(press({ key: 'Enter' }).defaultPrevented).toBe(true);
    await fixture.whenStable();
    expect(asked).toEqual(['Who am I?']);
    expect(box().value).toBe('');
  });

  it('breaks the line on Shift+Enter', async () => {
    await write('one');
    expect(press({ key: 'Enter', shiftKey: true }).defaultPrevented).toBe(false);
    expect(asked).toEqual([]);
  });

  it.each([{ isComposing: true }, { keyCode: 229 }])(
    'leaves Enter to the input method while it composes: %o',
    async (ime) => {
      await write('しゅっちょう');
      press({ key: 'Enter', ...ime });
      expect(asked).toEqual([]);
    },
  );

  it('sends nothing empty', async () => {
    await write('   ');
    press({ key: 'Enter' });
    expect(asked).toEqual([]);
  });

  it('sends nothing twice when Enter is pressed twice', async () => {
    await write('Who am I?');
    press({ key: 'Enter' });
    press({ key: 'Enter' });
    expect(asked).toEqual(['Who am I?']);
  });

  it('sends nothing while an answer runs, and keeps what was written', async () => {
    await write('text');
    running.set(true);
    press({ key: 'Enter' });
    expect({ asked, written: box().value }).toEqual({ asked: [], written: 'text' });
  });

  it('sends nothing while the chat waits for a decision, and keeps what was written', async () => {
    await write('text');
    conversation.set({ ...EMPTY, runState: 'interrupted' });
    press({ key: 'Enter' });
    expect({ asked, written: box().value }).toEqual({ asked: [], written: 'text' });
  });

  it('stops the answer on Escape', () => {
    press({ key: 'Escape' });
    expect(stopped).toBe(0);
    running.set(true);
    press({ key: 'Escape' });
    expect(stopped).toBe(1);
  });

  it('keeps the focus when the answer is stopped by its button', async () => {
    running.set(true);
    await fixture.whenStable();
    document.body.append(fixture.nativeElement as HTMLElement);
    const stop = (fixture.nativeElement as HTMLElement).querySelector<HTMLButtonElement>('.stop');
    stop?.focus();
    stop?.click();
    await fixture.whenStable();
    expect({ stopped, focused: document.activeElement }).toEqual({ stopped: 1, focused: box() });
  });

  it('keeps a draft per chat', async () => {
    await write('half a thought');
    threadId.set('other');
    await fixture.whenStable();
    expect(box().value).toBe('');
    threadId.set(null);
    await fixture.whenStable();
    expect(box().value).toBe('half a thought');
  });
});
