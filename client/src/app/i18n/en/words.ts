import { faults, signInFaults } from './faults.js';
import { account, compare, people, permissions } from './identity.js';
import { claims, inspector, runTab, toolsTab } from './inspector.js';
import { shortcuts } from './shortcuts.js';
import {
  approval,
  argumentNames,
  elicitation,
  signInCard,
  toolCard,
  toolFaults,
  tools,
  toolState,
} from './tools.js';

/** English: the language of the public contract's accessible names, and the fallback. */
export const words = {
  shortcuts,
  auth: { signIn: 'Sign in', signOut: 'Sign out' },
  settings: {
    language: 'Language',
    theme: 'Theme',
    themes: { system: 'Same as system', light: 'Light', dark: 'Dark' },
  },
  shell: {
    skip: 'Skip to the chat',
    offline: 'You are offline. What you write is kept; answers need the network.',
    local: 'Demo model, no AI',
    localWhy:
      'Microsoft’s services are stood in for on this machine. The model follows fixed rules; nothing leaves this computer.',
    dismiss: 'Dismiss',
    closePane: 'Back to the chat',
    tryAgain: 'Try again',
  },
  startFailure: {
    title: 'Torii cannot start',
    server_unreachable:
      'The server did not answer. It may still be starting, or it has stopped. Check the terminal where it was started, then try again.',
    config_refused:
      'The server answered, but refused to hand out its public settings. Its log says why. Try again in a moment.',
    config_invalid:
      'The server answered with settings this page cannot use. Server and page may be of different versions: reload, or rebuild both.',
  },
  welcome: {
    title: 'Ask, and see whose rights were used.',
    lead: 'A chat whose tools run with your permissions, never with more. Every token they use can be looked at.',
    local:
      'Local mode: a stand-in for Microsoft Entra ID runs on this machine. The password of everybody is torii.',
    how: 'What happens when you ask',
    steps: {
      signIn:
        'You sign in at your organisation. This page gets a token for the Torii API, and for nothing else.',
      ask: 'The API checks the token and lets the model choose tools. You are asked before anything is changed.',
      exchange:
        'When a tool needs another service, your token is exchanged for one that works there, still in your name.',
      answer: 'The service sees you, not an all-powerful app, and returns what you may see.',
    },
  },
  threads: {
    title: 'Chats',
    open: 'Show chats',
    newChat: 'New chat',
    search: 'Search chats',
    today: 'Today',
    yesterday: 'Yesterday',
    week: 'Previous 7 days',
    older: 'Older',
    none: 'Your chats will appear here.',
    noMatch: 'No chat matches.',
    untitled: 'Untitled chat',
    more: 'Show more',
    actions: 'Chat actions',
    rename: 'Rename',
    newTitle: 'Title',
    exportMarkdown: 'Export as Markdown',
    exportJson: 'Export as JSON',
    delete: 'Delete',
    deleted: 'The chat was deleted.',
    undo: 'Undo',
    failed: 'The chats could not be loaded.',
  },
  empty: {
    hello: 'Hello {{name}}',
    local: 'Ask about your documents, your notes or Microsoft Learn. Everything runs on this machine.',
    connected: 'Ask about your documents, your notes or Microsoft Learn. Model: {{model}}.',
    walk: {
      signIn: 'Your sign-in',
      api: 'API token',
      obo: 'Exchange on your behalf',
      tool: 'Tool',
      see: 'See your tokens',
    },
    drills: 'Try a failure:',
  },
  suggestions: {
    who: {
      title: 'Who am I?',
      shows: 'Two tools, run as you: who you are, and the documents you may read',
      ask: 'Who am I, and what do our documents say about the travel policy?',
    },
    explain: {
      title: 'Explain on-behalf-of',
      shows: 'Asks an outside server: Microsoft Learn',
      ask: 'Explain the on-behalf-of flow with links',
    },
    sample: {
      title: 'Show a code sample',
      shows: 'Code for MSAL Angular, highlighted and ready to copy',
      ask: 'Show a code sample for MSAL Angular',
    },
    note: {
      title: 'Add a note',
      shows: 'Changes data, so you are asked before it runs',
      ask: 'Add a note titled "Travel desk" with the text "Call them on Monday"',
    },
  },
  chat: {
    transcript: 'Conversation',
    you: 'You',
    assistant: 'Torii',
    message: 'Message',
    placeholder: 'Ask anything…',
    answerFirst: 'Answer the question above first',
    send: 'Send',
    stop: 'Stop',
    stopped: 'You stopped this answer.',
    thinking: 'The model is thinking',
    loading: 'Loading the chat',
    copy: 'Copy',
    copied: 'Copied',
    copyAnswer: 'Copy answer',
    askAgain: 'Ask again',
    edit: 'Edit',
    editMessage: 'Edit message',
    sendEdit: 'Send',
    cancelEdit: 'Cancel',
    previousVersion: 'Previous version',
    nextVersion: 'Next version',
    version: '{{index}} of {{count}}',
    earlier: 'Show earlier messages',
    diagram: 'Diagram',
    toEnd: 'To the end',
    streaming: 'Stream the answer',
    note: 'Answers can be wrong. Check what matters.',
    localNote: 'The local stand-in follows rules; it is not AI.',
    serverUnavailable: '{{server}} cannot be reached; going on without it.',
    retryIn: 'Try again in {{seconds}} s',
    announce: {
      idle: 'Answer finished',
      running: 'Answer started',
      interrupted: 'Your decision is needed',
      error: 'The answer failed',
    },
  },
  people,
  account,
  permissions,
  compare,
  tools,
  argumentNames,
  toolCard,
  toolFaults,
  toolState,
  approval,
  elicitation,
  signInCard,
  inspector,
  runTab,
  toolsTab,
  claims,
  faults,
  signInFaults,
};

/** The shape that every other language has to fill. */
export type Words<T = typeof words> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };
