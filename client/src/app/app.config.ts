import { provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';
import {
  type ApplicationConfig,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { provideTranslateLoader, provideTranslateService } from '@ngx-translate/core';

import type { ClientConfig } from '#libs/contract';

import { routes } from './app.routes.js';
import { authInterceptor } from './auth/auth-interceptor.js';
import { provideMsal } from './auth/provide-msal.js';
import { CLIENT_CONFIG } from './config/config.js';
import { BundledTranslations, startLanguage } from './i18n/language.js';

/** Everything the client runs on, for the settings of the server. */
export function appConfig(config: ClientConfig): ApplicationConfig {
  const language = startLanguage();
  document.documentElement.lang = language;
  return {
    providers: [
      { provide: CLIENT_CONFIG, useValue: config },
      provideZonelessChangeDetection(),
      provideBrowserGlobalErrorListeners(),
      provideHttpClient(withFetch(), withInterceptors([authInterceptor])),
      provideRouter(routes, withComponentInputBinding()),
      provideMsal(config),
      provideTranslateService({
        lang: language,
        fallbackLang: 'en',
        loader: provideTranslateLoader(BundledTranslations),
      }),
    ],
  };
}
