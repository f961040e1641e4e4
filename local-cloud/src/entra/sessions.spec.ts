import { TicketStore } from './sessions.js';

it('hands out ids that cannot be guessed, and the value for as long as it lives', () => {
  let now = 0;
  const store = new TicketStore<string>(() => now, 1000);
  const id = store.add('value');
  expect(id).toMatch(/^[\w-]{32}$/);
  expect(store.get(id)).toBe('value');
  now = 1000;
  expect(store.get(id)).toBeUndefined();
  expect(store.look(id)).toEqual({ value: 'value', alive: false });
});

it('makes room by forgetting the oldest entry', () => {
  const store = new TicketStore<number>(() => 0, 1000, 3);
  const ids = [1, 2, 3, 4].map((value) => store.add(value));
  expect(ids.map((id) => store.get(id))).toEqual([undefined, 2, 3, 4]);
});

it('replaces a value without prolonging it, and nothing that is gone', () => {
  let now = 0;
  const store = new TicketStore<string>(() => now, 1000);
  const id = store.add('first');
  now = 900;
  store.replace(id, 'second');
  store.replace('gone', 'third');
  expect(store.get(id)).toBe('second');
  expect(store.get('gone')).toBeUndefined();
  now = 1000;
  expect(store.get(id)).toBeUndefined();
});
