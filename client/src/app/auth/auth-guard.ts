import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';

import { Session } from './session.js';

/** Lets signed-in people through; sends others to the welcome page, which brings them back here. */
export const signedInGuard: CanActivateFn = (_route, state) =>
  inject(Session).signedIn() ||
  inject(Router).createUrlTree(['/'], state.url === '/chat' ? {} : { queryParams: { from: state.url } });

/** Sends signed-in people from the welcome page on to the chat. */
export const signedOutGuard: CanActivateFn = () =>
  !inject(Session).signedIn() || inject(Router).createUrlTree(['/chat']);
