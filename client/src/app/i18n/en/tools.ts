/** Tool calls in human words. */
export const tools = {
  secure_ping: { running: 'Checking the connection', done: 'Checked the connection' },
  get_user_info: { running: 'Looking up who you are', done: 'Looked up who you are' },
  exchange_token_for_resource: { running: 'Exchanging a token', done: 'Exchanged a token' },
  get_azure_ai_search_token: { running: 'Getting a search token', done: 'Got a search token' },
  my_profile: { running: 'Reading your profile', done: 'Read your profile' },
  search_documents: { running: 'Searching documents', done: 'Searched documents' },
  notes_list: { running: 'Reading your notes', done: 'Read your notes' },
  notes_add: { running: 'Adding a note', done: 'Added a note' },
  notes_delete: { running: 'Deleting a note', done: 'Deleted a note' },
  microsoft_docs_search: { running: 'Searching Microsoft Learn', done: 'Searched Microsoft Learn' },
  microsoft_docs_fetch: { running: 'Reading Microsoft Learn', done: 'Read a Microsoft Learn page' },
  microsoft_code_sample_search: { running: 'Looking for code samples', done: 'Found code samples' },
};

/** Arguments in human words, where several tools share them. */
export const argumentNames = {
  title: 'Title',
  text: 'Text',
  query: 'Looking for',
  top: 'At most',
  id: 'Id',
  resource_uri: 'Service',
};

export const toolCard = {
  running: 'Using {{title}}',
  done: 'Used {{title}}',
  title: '{{title}}',
  result: 'Result',
  arguments: 'Arguments',
  identity: 'Identity',
  noResult: 'No result yet.',
  short: {
    exchanged: 'as {{name}}, at {{place}}',
    own: 'as {{name}}, at {{place}}',
    none: 'without you, at {{place}}',
  },
  long: {
    exchanged: 'Called as {{name}} at {{place}}, with a token exchanged for {{audience}}.',
    own: 'Called as {{name}}, with your own sign-in.',
    none: 'Called without your identity: {{place}} received no token.',
  },
  notCalled: 'Not called.',
  saidNo: 'You said no, so nothing was done.',
  edited: 'Changed by you:',
  written: 'As the model wrote it:',
  showAll: 'Show all ({{size}})',
};

/** Failed calls in words for people: what happened, what now. */
export const toolFaults = {
  note_exists: { what: 'There is a note with this title already.', now: 'Nothing was added.' },
  note_not_found: { what: 'There is no such note.', now: 'Ask for a list of your notes.' },
  too_many_notes: { what: 'You have as many notes as one person may keep.', now: 'Delete some first.' },
  invalid_arguments: { what: 'The model used this tool wrongly.', now: 'Ask again in other words.' },
  expired: { what: 'Your answer came too late.', now: 'Ask again.' },
  cancelled: { what: 'The answer was stopped before this was done.', now: 'Ask again.' },
  not_executed: {
    what: 'This call was left out.',
    now: 'The answer had used up its calls, or the same call was made before.',
  },
  mcp_server_unavailable: { what: 'The server of this tool cannot be reached.', now: 'Try again later.' },
  downstream_forbidden: {
    what: 'The service did not let you in.',
    now: 'Your account lacks a permission there. Ask an administrator for it.',
  },
  downstream_failed: { what: 'The service did not do it.', now: 'Try again later.' },
  downstream_unavailable: { what: 'The service does not answer.', now: 'Try again in a moment.' },
  invalid_token: { what: 'You were signed out.', now: 'Sign in again and ask once more.' },
  other: { what: 'The tool did not work.', now: 'Try again, or ask for something else.' },
};

export const toolState = {
  running: 'Running',
  waiting: 'Waiting for you',
  done: 'Done',
  failed: 'Failed',
  denied: 'You said no',
  cancelled: 'Cancelled',
};

export const approval = {
  name: 'Approval: {{title}}',
  question: 'Allow “{{title}}”?',
  ask: { notes_add: 'Add this note?', notes_delete: 'Delete this note?' },
  unseen: 'Torii cannot show what this is.',
  written: 'written {{time}}',
  changed: 'Not what it was when you last saw it',
  changes: 'Changes data',
  destructive: 'Cannot be undone',
  openWorld: 'Reaches other services',
  allow: 'Allow once',
  allowInChat: 'Allow in this chat',
  always: 'Always allow',
  deny: 'Deny',
};

export const elicitation = {
  name: 'Question from {{title}}',
  goesTo: 'Your answer goes to {{server}}.',
  submit: 'Send answer',
  decline: 'Decline',
  yes: 'Yes',
  no: 'No',
  text: 'Please fill this in.',
  choice: 'Please choose one.',
  number: 'Please enter a number that fits.',
};

export const signInCard = {
  name: 'Sign-in needed: {{title}}',
  consent: {
    title: 'Torii may not use {{service}} in your name yet',
    why: 'Allow it once; the answer then goes on.',
  },
  claims: {
    title: '{{service}} needs a stronger sign-in',
    why: 'Your organisation asks you to confirm that it is you. The answer then goes on.',
  },
  ended: {
    title: 'You were signed out',
    why: 'Your session was ended, or it expired. Sign in, and this answer goes on.',
  },
  asksFor: 'Asked for:',
  goOn: 'Continue',
  skip: 'Go on without it',
};
