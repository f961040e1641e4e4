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

const ADD: ToolEntry = {
  ...TOOL,
  name: 'torii__notes_add',
  title: 'Add a note',
  annotations: { destructiveHint: false },
  argumentsText: '{"title":"Lunhc","text":"noon"}',
};
const ADDING: RunInterrupt = {
  ...INTERRUPT,
  responseSchema: {
    properties: {
      ...(INTERRUPT.responseSchema['properties'] as object),
      arguments: {
        type: 'object',
        properties: { title: { type: 'string' }, text: { type: 'string' } },
        required: ['title', 'text'],
      },
    },
  },
  metadata: { arguments: { title: 'Lunhc', text: 'noon' } },
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

  function shown(tool: ToolEntry, interrupt = INTERRUPT): ComponentFixture<ApprovalCard> {
    const fixture = TestBed.createComponent(ApprovalCard);
    fixture.componentRef.setInput('interrupt', interrupt);
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

  const text = (fixture: ComponentFixture<ApprovalCard>): string =>
    (fixture.nativeElement as HTMLElement).textContent;

  it('shows the thing itself, and warns of what cannot be undone', () => {
    const preview = { id: '3', title: 'Embassy', text: 'Call at noon', createdAt: '2026-11-27T21:09:00Z' };
    const fixture = shown(TOOL, { ...INTERRUPT, metadata: { preview, arguments: { id: '3' } } });
    const card = fixture.nativeElement as HTMLElement;
    expect(card.querySelector('[role=group]')?.getAttribute('aria-label')).toBe('Approval: Delete a note');
    expect(card.querySelector('h3')?.textContent).toContain('Delete this note?');
    expect(card.querySelector('blockquote')?.textContent).toMatch(/Embassy.*Call at noon.*2026/s);
    expect(text(fixture)).toContain('Cannot be undone');
    expect(card.querySelector('dd')).toBeNull();
  });

  it('says so where it cannot show the thing', () => {
    const fixture = shown(TOOL);
    expect(text(fixture)).toContain('Torii cannot show what this is.');
    expect((fixture.nativeElement as HTMLElement).querySelector('dd')?.textContent).toBe('3');
  });

  it('sends what the person corrected, and nothing where they changed nothing', () => {
    const fixture = shown(ADD, ADDING);
    wait(fixture, 500);
    const title = (fixture.nativeElement as HTMLElement).querySelector('input');
    if (title === null) throw new Error('the title cannot be edited');
    expect(title.labels?.[0]?.textContent).toContain('Title');
    press(fixture, 'Allow once');
    expect(answers.at(-1)?.payload).toEqual({ approved: true });
    title.value = 'Lunch';
    title.dispatchEvent(new Event('input'));
    fixture.detectChanges();
    press(fixture, 'Always allow');
    expect(answers.at(-1)?.payload).toEqual({
      approved: true,
      arguments: { title: 'Lunch', text: 'noon' },
      remember: 'always',
    });
  });

  it('allows nothing while a required field is empty', () => {
    const fixture = shown(ADD, ADDING);
    wait(fixture, 500);
    const area = (fixture.nativeElement as HTMLElement).querySelector('textarea');
    if (area === null) throw new Error('the text cannot be edited');
    area.value = ' ';
    area.dispatchEvent(new Event('input'));
    fixture.detectChanges();
    press(fixture, 'Allow once');
    fixture.detectChanges();
    expect(answers).toEqual([]);
    expect((fixture.nativeElement as HTMLElement).querySelector('[role=alert]')).not.toBeNull();
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

  it.each([
    ['Allow in this chat', 'chat'],
    ['Always allow', 'always'],
  ])('remembers with %s', (name, remember) => {
    const fixture = shown(ADD, ADDING);
    wait(fixture, 500);
    press(fixture, name);
    expect(answers.at(-1)?.payload).toEqual({ approved: true, remember });
  });
});
