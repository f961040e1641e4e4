import { bootstrapApplication } from '@angular/platform-browser';

import { App } from './app/app.js';
import { appConfig } from './app/app.config.js';
import { loadConfig } from './app/config/load-config.js';
import { showStartFailure } from './app/config/start-failure.js';
import { startLanguage, wordsOf } from './app/i18n/language.js';
import { applyStoredTheme } from './app/preferences/theme.js';

applyStoredTheme();

// Fetched now, so that a server that stops answering is explained in the person's language.
const words = wordsOf(startLanguage());

// The tenant is known to the server only, so nothing can sign in before this answer.
loadConfig()
  .then((config) => bootstrapApplication(App, appConfig(config)))
  .catch(async (cause: unknown) => showStartFailure(document, await words, cause));
