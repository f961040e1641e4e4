import {
  inject,
  makeEnvironmentProviders,
  provideAppInitializer,
  type EnvironmentProviders,
} from '@angular/core';
import { MSAL_INSTANCE, MsalService } from '@azure/msal-angular';
import { PublicClientApplication, type Configuration } from '@azure/msal-browser';

import type { ClientConfig } from '#libs/contract';

import { Session } from './session.js';

/**
 * MSAL's configuration for the settings of the server. With a loopback authority the discovery document comes with
 * the settings, so the https-looking authority is never contacted; in the cloud those members are absent.
 */
export function msalConfiguration(config: ClientConfig): Configuration {
  return {
    auth: {
      clientId: config.spaClientId,
      authority: config.authority,
      // A page of its own, outside the router: MSAL 5 hands answers over by BroadcastChannel (redirect bridge).
      redirectUri: '/redirect.html',
      postLogoutRedirectUri: '/',
      // We understand claims challenges (continuous access evaluation), so tell the authority.
      clientCapabilities: ['CP1'],
      ...(config.knownAuthorities === undefined ? {} : { knownAuthorities: [...config.knownAuthorities] }),
      ...(config.authorityMetadata === undefined ? {} : { authorityMetadata: config.authorityMetadata }),
    },
    cache: { cacheLocation: 'sessionStorage' },
  };
}

/** Signs people in by MSAL; an answer of the authority in the URL is taken in before the first page is shown. */
export function provideMsal(config: ClientConfig): EnvironmentProviders {
  return makeEnvironmentProviders([
    { provide: MSAL_INSTANCE, useFactory: () => new PublicClientApplication(msalConfiguration(config)) },
    MsalService,
    provideAppInitializer(() => inject(Session).start()),
  ]);
}
