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

export const toolCard = {
  running: 'Using {{title}}',
  done: 'Used {{title}}',
  title: '{{title}}',
  result: 'Result',
  arguments: 'Arguments',
  identity: 'Identity',
  noResult: 'No result yet.',
  asYou: 'Called as {{name}}, with your own sign-in.',
  asYouAt: 'Called as {{name}}, with a token of yours for {{audience}}.',
  showAll: 'Show all ({{size}})',
};

export const toolState = {
  running: 'Running',
  waiting: 'Waiting for you',
  done: 'Done',
  failed: 'Failed',
  denied: 'Denied',
  cancelled: 'Cancelled',
};

export const approval = {
  name: 'Approval: {{title}}',
  question: 'Allow “{{title}}”?',
  changes: 'Changes data',
  destructive: 'Cannot be undone',
  openWorld: 'Reaches other services',
  allow: 'Allow once',
  allowInChat: 'Allow in this chat',
  deny: 'Deny',
};

export const elicitation = {
  name: 'Question from {{title}}',
  goesTo: 'Your answer goes to {{server}}.',
  submit: 'Send answer',
  decline: 'Decline',
  text: 'Please fill this in.',
  choice: 'Please choose one.',
  number: 'Please enter a number that fits.',
};

export const signInCard = {
  name: 'Sign-in needed: {{title}}',
  consent: {
    title: '“{{title}}” needs your consent',
    why: 'The service it uses may act for you only after you allow it, once. Continue shows what is asked for; afterwards the answer goes on by itself.',
  },
  claims: {
    title: '“{{title}}” needs a stronger sign-in',
    why: 'Your organisation asks you to confirm that it is you before this service may be used. Afterwards the answer goes on by itself.',
  },
  asksFor: 'Asked for:',
  goOn: 'Continue',
  skip: 'Go on without it',
};
