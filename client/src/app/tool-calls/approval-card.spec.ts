import { jest } from '@jest/globals';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideTranslateLoader, provideTranslateService } from '@ngx-translate/core';

import type { RunInterrupt } from '#libs/contract';

import { ChatStore } from '../conversation/chat-store.js';
import type { ToolEntry } from '../conversation/conversation.js';
import type { ResumeAnswer } from '../conversation/run-stream.js';
import { BundledTranslations } from '../i18n/language.js';
import { ApprovalCard } from './approval-card.js';

const TOOL: ToolEntry = {
  kind: 'tool',
  id: 'c1',
  name: 'torii__notes_delete',
  title: 'Delete a note',
  server: 'Torii',
  annotations: { destructiveHint: true },
  argumentsText: '{"id":"3"}',
  state: 'waiting',
};
const INTERRUPT: RunInterrupt = {
  id: 'i1',
  reason: 'tool_approval',
  toolCallId: 'c1',
  message: '',
  responseSchema: { properties: { approved: { type: 'boolean' }, remember: { enum: ['chat', 'always'] } } },
  expiresAt: '2030-01-01T00:00:00Z',
  metadata: {},
};

describe('ApprovalCard', () => {
  let answers: ResumeAnswer[];

  beforeEach(() => {
    answers = [];
    jest.useFakeTimers();
    TestBed.configureTestingModule({
      providers: [
        provideTranslateService({
          lang: 'en',
          fallbackLang: 'en',
          loader: provideTranslateLoader(BundledTranslations),
        }),
        { provide: ChatStore, useValue: { answer: (answer: ResumeAnswer) => answers.push(answer) } },
      ],
    });
  });

  afterEach(() => jest.useRealTimers());

  function shown(tool: ToolEntry): ComponentFixture<ApprovalCard> {
    const fixture = TestBed.createComponent(ApprovalCard);
    fixture.componentRef.setInput('interrupt', INTERRUPT);
    fixture.componentRef.setInput('tool', tool);
    fixture.detectChanges();
    return fixture;
  }

  function wait(fixture: ComponentFixture<ApprovalCard>, ms: number): void {
    jest.advanceTimersByTime(ms);
    fixture.detectChanges();
  }

  function press(fixture: ComponentFixture<ApprovalCard>, name: string): void {
    const buttons = [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')];
    const button = buttons.find(({ textContent }) => textContent.trim() === name);
    if (button === undefined) throw new Error(`there is no button ${name}`);
    button.click();
  }

  it('shows what would be called, and warns of what cannot be undone', () => {
    const card = shown(TOOL).nativeElement as HTMLElement;
    expect(card.querySelector('[role=group]')?.getAttribute('aria-label')).toBe('Approval: Delete a note');
    expect(card.textContent).toContain('Cannot be undone');
    expect(card.querySelector('dd')?.textContent).toBe('3');
  });

  it('ignores a click that was meant for what stood there before', () => {
    const fixture = shown(TOOL);
    wait(fixture, 499);
    press(fixture, 'Allow once');
    expect(answers).toEqual([]);
    wait(fixture, 1);
    press(fixture, 'Allow once');
    expect(answers).toEqual([{ interruptId: 'i1', status: 'resolved', payload: { approved: true } }]);
  });

  it('lets a person deny at once', () => {
    press(shown(TOOL), 'Deny');
    expect(answers).toEqual([{ interruptId: 'i1', status: 'resolved', payload: { approved: false } }]);
  });

  it('remembers only what can be undone', () => {
    const destructive = shown(TOOL).nativeElement as HTMLElement;
    expect(destructive.textContent).not.toContain('Allow in this chat');
    const writing = shown({ ...TOOL, title: 'Add a note', annotations: { destructiveHint: false } });
    wait(writing, 500);
    press(writing, 'Allow in this chat');
    expect(answers.at(-1)?.payload).toEqual({ approved: true, remember: 'chat' });
  });
});
