/** Failures in words: what happened, why, what now. */
export const faults = {
  model_unauthorized: {
    what: 'The model refused this server.',
    why: 'The key or identity that the server uses for Azure OpenAI was not accepted.',
    now: 'An operator has to check the key, or the role “Cognitive Services OpenAI User”.',
  },
  deployment_not_found: {
    what: 'The model deployment does not exist.',
    why: 'Azure OpenAI knows no deployment with the configured name.',
    now: 'An operator has to check AZURE_OPENAI_CHAT_DEPLOYMENT_NAME; a new deployment needs a few minutes.',
  },
  rate_limited: {
    what: 'Too many requests for now.',
    why: 'The model or this server limits how much is asked in a minute.',
    now: 'Wait until the button can be pressed again.',
  },
  content_filter: {
    what: 'The content filter stopped this.',
    why: 'Azure OpenAI judged the question, or the answer to it, to be harmful.',
    now: 'Put the question in other words.',
  },
  context_length: {
    what: 'This chat has become too long for the model.',
    why: 'Question, history and tool results together exceed what the model can read at once.',
    now: 'Start a new chat, or ask for less at once.',
  },
  model_unavailable: {
    what: 'The model does not answer.',
    why: 'The connection to Azure OpenAI failed or fell silent.',
    now: 'Try again in a moment.',
  },
  tool_loop_limit: {
    what: 'The answer took too many steps.',
    why: 'The model called tools again and again without coming to an end, so the run was stopped.',
    now: 'Ask for one thing at a time.',
  },
  internal: {
    what: 'Something went wrong here.',
    why: 'The server could not finish the request. {{detail}}',
    now: 'Try again. If it happens again, give the id below to an operator.',
  },
  chat_not_configured: {
    what: 'The chat is switched off.',
    why: 'No model is configured on this server.',
    now: 'An operator has to set AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_CHAT_DEPLOYMENT_NAME.',
  },
  connection_lost: {
    what: 'The connection to the server was lost.',
    why: 'The server does not answer. It may be restarting.',
    now: 'Nothing you wrote is lost. Try again, or reload the page: an answer under way goes on.',
  },
  offline: {
    what: 'You are offline.',
    why: 'This device has no network connection.',
    now: 'Try again once the network is back.',
  },
  not_found: {
    what: 'This chat does not exist.',
    why: 'It was deleted, has expired, or is not yours.',
    now: 'Start a new chat.',
  },
  session_expired: {
    what: 'Your session has ended.',
    why: 'The sign-in is no longer valid, or was revoked.',
    now: 'Sign in again; you come back to this place.',
  },
  insufficient_scope: {
    what: 'You may not do this.',
    why: 'Your account lacks a permission that this needs.',
    now: 'Ask an administrator for it.',
  },
  step_up_required: {
    what: 'A stronger sign-in is needed.',
    why: 'Your organisation asks for more proof before this service may be used.',
    now: 'Ask for it in the chat: there you can confirm it and go on.',
  },
  consent_required: {
    what: 'Your consent is missing.',
    why: 'You have not yet allowed this app to use that service for you.',
    now: 'Ask for it in the chat: there you can consent and go on.',
  },
  access_blocked: {
    what: 'Your organisation does not allow this.',
    why: 'A policy of your directory blocks access from here.',
    now: 'Ask an administrator, with the code below.',
  },
  resource_not_allowed: {
    what: 'This server may not get tokens for that service.',
    why: 'The service is not on the list of this server.',
    now: 'An operator can add it to TARGET_AUDIENCES.',
  },
  obo_disabled: {
    what: 'Acting on your behalf is switched off.',
    why: 'This server has no credential to exchange tokens with.',
    now: 'An operator has to configure one (see the setup guide).',
  },
  upstream_credential_error: {
    what: 'The server could not prove who it is.',
    why: 'Its own credential was refused by the directory. This is not your fault.',
    now: 'Give the id below to an operator: the log says more.',
  },
  upstream_configuration_error: {
    what: 'The server is set up wrongly for this service.',
    why: 'The directory refused the exchange because of a setting. This is not your fault.',
    now: 'Give the id below to an operator: the log says more.',
  },
  authority_unavailable: {
    what: 'The sign-in service does not answer.',
    why: 'Tokens cannot be checked or exchanged at the moment.',
    now: 'You stay signed in. Try again in a moment.',
  },
};

/** Sign-ins that did not end well. */
export const signInFaults = {
  signed_out: 'You are signed out. Sign in to go on.',
  session_expired: 'Your session has ended. Sign in again; you come back to this place.',
  cancelled: 'Nothing was changed: you left the sign-in page before it was done. You can try again.',
  storage_blocked:
    'The sign-in could not be finished here: this browser lost its place. Allow site data, close other tabs of this page, and sign in again.',
  authority_unreachable: 'The sign-in service cannot be reached. Check the network and try again.',
  timed_out: 'The sign-in took too long. Try again.',
  wrong_tenant:
    'This account belongs to another organisation that is not allowed here. Sign in with a different account.',
  app_misconfigured: 'The app registration does not fit this address. Give the code below to an operator.',
  unknown: 'The sign-in did not work. Try again, or give the code below to an operator.',
};
