import type { Routes, UrlMatchResult, UrlSegment } from '@angular/router';

import { signedInGuard, signedOutGuard } from './auth/auth-guard.js';

/**
 * `/chat` and `/chat/<thread>` as one route: with two, the first message of a chat would replace the page under the
 * person's hands, and with it the focus.
 */
function threadAddress(segments: UrlSegment[]): UrlMatchResult | null {
  if (segments.length > 1) return null;
  const [threadId] = segments;
  return { consumed: segments, posParams: threadId === undefined ? {} : { threadId } };
}

export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    canActivate: [signedOutGuard],
    loadComponent: () => import('./shell/welcome.js').then((module) => module.Welcome),
  },
  {
    path: '',
    canActivate: [signedInGuard],
    loadComponent: () => import('./shell/shell.js').then((module) => module.Shell),
    children: [
      {
        path: 'chat',
        children: [
          {
            matcher: threadAddress,
            loadComponent: () => import('./chat/chat.js').then((module) => module.Chat),
          },
        ],
      },
      {
        path: 'permissions',
        loadComponent: () => import('./permissions/permissions.js').then((module) => module.Permissions),
      },
    ],
  },
  { path: '**', redirectTo: '' },
];
