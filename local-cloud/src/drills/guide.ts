/** What `GET /_drill` says about itself. */
import { FAULTS, FAULTY_SERVICES } from './settings.js';

const FAULT = { fault: FAULTS, status: 503, retryAfter: 'seconds', location: 'URL', delayMs: 1000, count: 1 };

/** Every member of `POST /_drill`, with an example or the allowed values. */
export const GUIDE = {
  routes: {
    'GET /_drill': 'this page: what is on, what is possible',
    'POST /_drill': 'changes the members that are given; null or an empty list takes one back',
    'DELETE /_drill': 'everything back to the start, but keys and sign-ins',
    'POST /_drill/token':
      'mints a token: user, app, agent (person, alone, user), appScope (empty or /), audience, version, scopes, roles, lifetimeSeconds, claims, without, header, clientAppId, mfa, acrs, capabilities, tenantId, key (a kid, previous, unpublished, forged)',
    'POST /_drill/token/raw': 'signs exactly these texts: { "header": "{...}", "payload": "{...}" }',
    'GET /_drill/journal': 'requests seen so far, without tokens; DELETE empties it',
  },
  members: {
    ...Object.fromEntries(FAULTY_SERVICES.map((service) => [service, FAULT])),
    token: [
      {
        aadsts: 65001,
        user: 'ada | ben | carla | guest',
        client: 'client id',
        resource: 'https://search.azure.com',
        grant: 'on_behalf_of | authorization_code | refresh_token | client_credentials',
        suberror: 'text',
        claims: 'JSON text',
        ...FAULT,
      },
    ],
    model: {
      status: '401 | 404 | 429 | 500 | 503',
      retryAfter: 'seconds',
      filter: 'prompt | answer | cut',
      slow: true,
      hang: true,
      drop: true,
      loop: true,
      bigResult: true,
      badJson: true,
      context: true,
      count: 1,
    },
    metadataMembers: { issuer: 'https://elsewhere.example/', jwks_uri: 'URL' },
    clientIdMetadataDocuments: true,
    keySet: { issuer: 'text, or null to leave it out', padding: 1001 },
    tokenVersion: '1.0 | 2.0',
    keys: { rollover: true, removeOld: true },
    revoke: ['ada'],
    disable: ['ada'],
    remove: ['ada'],
    enable: ['ada'],
    graphLag: 3,
    delta: {
      pageSize: 1,
      emptyPages: true,
      replay: true,
      omit: ['accountEnabled'],
      refuse: 'expired | reset',
      lag: 1,
      count: 1,
    },
    refreshTokens: 'expire | revoke',
    consent: { reset: 'all, or a list of users' },
    policies: [{ user: 'ada', resource: 'https://search.azure.com', control: 'mfa | block' }],
    certificates: ['PEM'],
    resources: ['api://another-api'],
  },
} as const;
