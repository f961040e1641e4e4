import { bootstrapApplication } from '@angular/platform-browser';

import { App } from './app/app.js';
import { appConfig } from './app/app.config.js';
import { loadConfig } from './app/settings/load-config.js';
import { showStartFailure } from './app/settings/start-failure.js';
import { applyStoredTheme } from './app/settings/theme.js';

applyStoredTheme();

// The tenant is known to the server only, so nothing can sign in before this answer.
loadConfig()
  .then((config) => bootstrapApplication(App, appConfig(config)))
  .catch((cause: unknown) => showStartFailure(document, cause));
