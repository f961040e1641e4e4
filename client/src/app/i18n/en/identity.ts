/** Who is signed in, who else there is, and what is done in whose name. */
export const people = {
  title: 'Sign in as one of these people',
  ada: 'Has access to everything',
  ben: 'Has to give consent first',
  carla: 'Must confirm with MFA before searching',
  guest: 'A guest from another organisation',
};

export const account = {
  guest: 'Guest',
  switchPerson: 'Switch person',
};

export const permissions = {
  title: 'What Torii may do as me',
  lead: 'Tools run as you, with your permissions. What only reads runs by itself; everything else asks first, unless you allowed it before.',
  allowed: 'Allowed without asking',
  none: 'Nothing. Whatever changes something asks you every time.',
  always: 'in every chat',
  inChat: 'in the chat “{{title}}”',
  inGoneChat: 'in a chat that was deleted',
  since: 'since {{time}}',
  takeBack: 'Take back',
  takenBack: '{{title}} asks again from now on.',
  tools: 'All tools',
};

export const compare = {
  group: 'Ask the same as',
  answer: 'Answer for {{name}}',
  close: 'Close the answer for {{name}}',
  running: '{{name}} is being answered…',
  consent: '{{name}} has to give consent first.',
  claims: '{{name}} has to confirm the sign-in first.',
  approval: '{{name}} would be asked for a decision first.',
  goOn: 'Go on as {{name}}',
};
