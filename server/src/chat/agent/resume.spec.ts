import { matchAnswers, type StoredInterrupt } from './resume.js';

const NOW = 1000;
const stored = (id: string, change: Partial<StoredInterrupt> = {}): StoredInterrupt => ({
  interrupt: { id, reason: 'tool_approval', message: '', responseSchema: {}, expiresAt: '' },
  state: { callId: `call-${id}`, definitionHash: 'd', argumentsHash: 'a', approved: false },
  status: 'open',
  expiresAt: NOW + 1,
  ...change,
});
const yes = (interruptId: string) => ({
  interruptId,
  status: 'resolved' as const,
  payload: { approved: true },
});
const code = (status: number, name: string) => expect.objectContaining({ status, code: name });

describe('answers to interrupts', () => {
  it('go to their questions, whatever their order', () => {
    const answers = matchAnswers([yes('b'), yes('a')], [stored('a'), stored('b')], NOW);
    expect(answers.map(({ state, status }) => [state.callId, status])).toEqual([
      ['call-a', 'resolved'],
      ['call-b', 'resolved'],
    ]);
  });
  it('must be complete', () =>
    expect(() => matchAnswers([yes('a')], [stored('a'), stored('b')], NOW)).toThrow(
      code(409, 'interrupts_open'),
    ));
  it('are not needed for questions that expired, which count as unanswered', () => {
    const answers = matchAnswers([], [stored('a', { expiresAt: NOW })], NOW);
    expect(answers).toMatchObject([{ status: 'expired' }]);
  });
  it('come too late after the expiry, twice, or for nothing', () => {
    expect(() => matchAnswers([yes('a')], [stored('a', { expiresAt: NOW })], NOW)).toThrow(
      code(409, 'interrupt_expired'),
    );
    expect(() => matchAnswers([yes('a')], [stored('a', { status: 'resolved' })], NOW)).toThrow(
      code(409, 'interrupt_answered'),
    );
    expect(() => matchAnswers([yes('x')], [stored('a')], NOW)).toThrow(code(400, 'interrupt_unknown'));
  });
  it.each([
    ['yes', 'resume.0.payload'],
    [{}, 'resume.0.payload.approved'],
    [{ approved: 'yes' }, 'resume.0.payload.approved'],
    [{ approved: true, arguments: [] }, 'resume.0.payload.arguments'],
    [{ approved: true, remember: 'forever' }, 'resume.0.payload.remember'],
  ])('with the payload %j name the field', (payload, field) =>
    expect(() => matchAnswers([{ ...yes('a'), payload }], [stored('a')], NOW)).toThrow(
      expect.objectContaining({ status: 400, errors: [expect.objectContaining({ field })] }),
    ),
  );
  it('that cancel need no payload', () =>
    expect(matchAnswers([{ interruptId: 'a', status: 'cancelled' }], [stored('a')], NOW)).toMatchObject([
      { status: 'cancelled' },
    ]));
});
