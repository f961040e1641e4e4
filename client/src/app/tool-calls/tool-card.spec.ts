import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { signal } from '@angular/core';
import { provideTranslateLoader, provideTranslateService } from '@ngx-translate/core';

import { Session } from '../auth/session.js';
import type { ToolEntry } from '../conversation/conversation.js';
import { BundledTranslations } from '../i18n/language.js';
import { Layout } from '../ui/layout.js';
import { ToolCard } from './tool-card.js';

const CALL: ToolEntry = {
  kind: 'tool',
  id: 'c1',
  name: 'search_documents',
  title: 'Search our documents',
  server: 'Torii',
  annotations: {},
  argumentsText: '{"query":"travel"}',
  state: 'done',
  result: '{"count":0}',
};
const FOR_THE_MODEL = 'Ask the person to sign in again, then call this tool again.';

describe('ToolCard', () => {
  let inspected: string[];

  beforeEach(() => {
    inspected = [];
    TestBed.configureTestingModule({
      providers: [
        provideTranslateService({
          lang: 'en',
          fallbackLang: 'en',
          loader: provideTranslateLoader(BundledTranslations),
        }),
        { provide: Session, useValue: { name: signal('Ada Lovelace') } },
        { provide: Layout, useValue: { inspectCall: (id: string) => inspected.push(id) } },
      ],
    });
  });

  function shown(call: Partial<ToolEntry>, who?: string): ComponentFixture<ToolCard> {
    const fixture = TestBed.createComponent(ToolCard);
    fixture.componentRef.setInput('tool', { ...CALL, ...call });
    if (who !== undefined) fixture.componentRef.setInput('who', who);
    fixture.detectChanges();
    return fixture;
  }

  const element = (fixture: ComponentFixture<ToolCard>) => fixture.nativeElement as HTMLElement;
  const identity = (fixture: ComponentFixture<ToolCard>) =>
    element(fixture).querySelector<HTMLButtonElement>('.as');
  const opened = (fixture: ComponentFixture<ToolCard>): string => {
    element(fixture).querySelector<HTMLButtonElement>('.row')?.click();
    fixture.detectChanges();
    return element(fixture).textContent;
  };

  it.each([
    [{ audience: 'https://search.azure.com' }, 'as Ada, at Azure AI Search'],
    [{ audience: 'a0000000-0000-4000-8a00-0000000000a1' }, 'as Ada, at Torii'],
    [{ server: 'Microsoft Learn' }, 'without you, at Microsoft Learn'],
  ])('says in whose name and where %o was called: %s', (call, words) => {
    expect(identity(shown(call))?.textContent).toContain(words);
  });

  it.each(['running', 'waiting', 'denied', 'cancelled'] as const)(
    'claims no identity for a call that is %s',
    (state) => {
      expect(identity(shown({ state }))).toBeNull();
    },
  );

  it('opens the token of this very call', () => {
    identity(shown({ audience: 'https://search.azure.com' }))?.click();
    expect(inspected).toEqual(['c1']);
  });

  it('names the other person where the call is theirs', () => {
    const fixture = shown({ audience: 'https://search.azure.com' }, 'Gus Fabrikam');
    expect(identity(fixture)?.textContent).toContain('as Gus, at Azure AI Search');
    expect(identity(fixture)?.disabled).toBe(true);
  });

  it.each([
    ['invalid_token', 'You were signed out.'],
    ['access_blocked', 'Your organisation does not allow this.'],
    ['brand_new_code', 'The tool did not work.'],
  ])('has words for people for %s, and keeps those for the model to itself', (code, words) => {
    const text = opened(shown({ state: 'failed', code, result: FOR_THE_MODEL }));
    expect(text).toContain(words);
    expect(text).not.toContain('call this tool');
  });

  it('shows the words of another server’s tool, which gives no code', () => {
    expect(opened(shown({ state: 'failed', result: 'Index not found' }))).toContain('Index not found');
  });

  it('shows what the person changed beside what the model wrote', () => {
    const text = opened(shown({ edited: { query: 'trips' } }));
    expect(text).toMatch(/Changed by you:.*trips.*As the model wrote it:.*travel/s);
  });
});
