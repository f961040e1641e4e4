import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError } from 'rxjs';

import { nextStep } from './challenge.js';
import { isOwnApi } from './own-api.js';
import { Session } from './session.js';

/** Open routes of the API: they answer without a token, also before anybody has signed in. */
const OPEN = /^\/api\/(config|health\/|docs)/;

/** Adds the person's token to requests to our own API, and answers a 401 with at most one retry. */
export const authInterceptor: HttpInterceptorFn = (request, next) => {
  if (!isOwnApi(request.url) || OPEN.test(new URL(request.url, document.baseURI).pathname))
    return next(request);
  const session = inject(Session);

  const send = (forceRefresh: boolean) =>
    from(session.token({ forceRefresh })).pipe(
      switchMap((token) => next(request.clone({ setHeaders: { authorization: `Bearer ${token}` } }))),
    );

  return send(false).pipe(
    catchError((error: unknown) => {
      if (!(error instanceof HttpErrorResponse)) return throwError(() => error);
      const step = nextStep(error.status, error.headers.get('www-authenticate'));
      if (step.kind === 'renew') return send(true);
      if (step.kind === 'interact') {
        return from(session.answerChallenge(step.claims)).pipe(switchMap(() => throwError(() => error)));
      }
      return throwError(() => error);
    }),
  );
};
