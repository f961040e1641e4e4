/** The rooms of the client, floor by floor from the ground up: a room imports rooms of lower floors only. */
const clientFloors = [
  ['ui', 'i18n', 'markdown'],
  ['config'],
  ['preferences'],
  ['auth'],
  ['faults'],
  ['conversation'],
  ['tool-calls', 'threads', 'inspector', 'permissions'],
  ['chat'],
  ['shell'],
];

const clientRoom = (...rooms) => `^client/src/app/(${rooms.join('|')})/`;

const rules = clientFloors.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    name: `client-floor-of-${room}`,
    comment: `${room}/ stands on lower floors only, so that no two rooms of the client need each other.`,
    severity: 'error',
    from: { path: clientRoom(room) },
    to: {
      path: '^client/src/(app/|main)',
      pathNot: clientRoom(room, ...clientFloors.slice(0, floor).flat()),
    },
  })),
);

export const clientFloorRules = [
  ...rules,
  {
    name: 'client-rooms-have-a-floor',
    comment: 'A room of the client without a place in clientFloors could import everything.',
    severity: 'error',
    from: { path: '^client/src/app/[^/]+/', pathNot: clientRoom(...clientFloors.flat()) },
    to: {},
  },
];
