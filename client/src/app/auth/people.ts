/** Somebody whom the local cloud lets in with one click. */
export interface DemoPerson {
  /** Their name at the local cloud's sign-in page (`demo_user`), and of their words under `people`. */
  readonly key: 'ada' | 'ben' | 'carla' | 'guest';
  readonly name: string;
  readonly userName: string;
}

/** The people of the local cloud; nobody of them exists anywhere else. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { key: 'ada', name: 'Ada Lovelace', userName: 'ada@contoso.example' },
  { key: 'ben', name: 'Ben Ito', userName: 'ben@contoso.example' },
  { key: 'carla', name: 'Carla Gomez', userName: 'carla@contoso.example' },
  { key: 'guest', name: 'Gus Fabrikam', userName: 'guest@fabrikam.example' },
];

/** What to ask the local cloud for, so that it lets this person in without a page. */
export function asPerson({ key, userName }: DemoPerson) {
  return { loginHint: userName, extraQueryParameters: { demo_user: key } };
}
