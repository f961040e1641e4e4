import { InteractionBudget } from './interaction-budget.js';

const START = 1_700_000_000_000;

describe('InteractionBudget', () => {
  beforeEach(() => sessionStorage.clear());

  it('allows one interaction per challenge, also after the page was reloaded', () => {
    expect(new InteractionBudget().take('claims-a', START)).toBe(true);
    expect(new InteractionBudget().take('claims-a', START + 1000)).toBe(false);
    expect(new InteractionBudget().take('claims-b', START + 2000)).toBe(true);
    expect(new InteractionBudget().take('claims-a', START + 3000)).toBe(false);
  });

  it('treats the same challenge much later as a new matter', () => {
    const budget = new InteractionBudget();
    budget.take('claims-a', START);
    expect(budget.take('claims-a', START + 5 * 60_000)).toBe(true);
  });

  it('starts over when its place was tampered with', () => {
    sessionStorage.setItem('torii.interaction', '{not json');
    expect(new InteractionBudget().take('claims-a', START)).toBe(true);
  });
});
