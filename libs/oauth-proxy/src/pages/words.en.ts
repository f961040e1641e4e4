import type { Words } from './words.js';

/** English. */
export const EN: Words = {
  consentTitle: 'Allow {0} to act as you?',
  consentLead: 'It asks to use {0} with your rights. Nobody has checked what it says about itself.',
  client: 'Asks',
  saysItIs: 'says it is “{0}”',
  quoted: '“{0}”',
  unnamed: 'An application without a name',
  target: 'Answer goes to',
  onThisComputer: 'an application on this computer',
  application: 'an application that opens {0}: links',
  may: 'May use',
  loopbackNote:
    'Any program on this computer could have asked. Go on only if you started this sign-in yourself, a moment ago.',
  then: 'If you allow it, you sign in at {0} next. Your password stays there.',
  allow: 'Allow',
  cancel: 'Cancel',
  goingOn: 'Going on to the sign-in page',
  goingOnLink: 'Go on to the sign-in page',
  goingBack: 'Going back to the application',
  goingBackLink: 'Go back to the application',
  connectTitle: 'A tool needs your consent',
  connectLead: 'A tool that you called through {0} may use a service only with your consent.',
  connectFor: 'For',
  connectWhat: 'Service',
  connectThen: 'You give it at {0}. Nobody else can use this link.',
  continue: 'Continue',
  doneTitle: 'Consent is given',
  doneLead: 'Go back to your application and send your request again. You can close this page.',
  reference: 'Reference for support: {0}',
  errors: {
    client_unknown: [
      'This application is not known here',
      'Remove the connection in the application and add it again: it then registers anew.',
    ],
    client_document: [
      'This application cannot be admitted',
      'What it publishes about itself is not in order. Tell whoever provides the application.',
    ],
    client_document_unavailable: [
      'The application could not be looked up',
      'What it publishes about itself cannot be read at the moment. Try again in a minute.',
    ],
    redirect_uri: [
      'The answer would go to an unknown address',
      'The application asks to be answered at an address that it has not registered, or that this server does not accept. Nothing was sent there.',
    ],
    request: [
      'The application asked in a way that cannot be answered',
      'Start the sign-in again. If that does not help, tell whoever provides the application.',
    ],
    consent_expired: ['This page is too old', 'Go back to the application and start the sign-in again.'],
    other_browser: [
      'This sign-in began in another browser',
      'For your safety it can only be finished where it began, with cookies allowed. Go back to the application and start again.',
    ],
    signin_over: [
      'This sign-in is over',
      'It was finished before, or took longer than ten minutes. Go back to the application and start again.',
    ],
    ticket: [
      'This link is not valid any more',
      'Send your request again in the application: it then gives you a new link.',
    ],
    ticket_used: [
      'This link was used already',
      'Consent is given. Go back to the application and send your request again.',
    ],
    other_person: [
      'This link belongs to somebody else',
      'It can only be used by the person whose tool call needed it. Sign in as that person, or ask for a link of your own.',
    ],
    not_consented: [
      'No consent was given',
      'Nothing has changed. If an administrator has to consent, tell them; then send your request again.',
    ],
    authority: [
      'The sign-in service did not answer',
      'Try again in a minute. If it goes on, tell the operator of this server.',
    ],
    unexpected: [
      'Something went wrong on this server',
      'Go back to the application and start again. If it goes on, tell the operator of this server.',
    ],
  },
};
