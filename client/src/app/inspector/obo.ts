import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';

import type { OboResource, OboToken } from '#libs/contract';

/** The on-behalf-of routes of the API. */
@Injectable({ providedIn: 'root' })
export class Obo {
  readonly #http = inject(HttpClient);

  async resources(): Promise<readonly OboResource[]> {
    const answer = await firstValueFrom(
      this.#http.get<readonly OboResource[] | { readonly resources: readonly OboResource[] }>(
        '/api/obo/resources',
      ),
    );
    return 'resources' in answer ? answer.resources : answer;
  }

  /** Exchanges for a resource: claims only. */
  token(resource: string): Promise<OboToken> {
    return firstValueFrom(this.#http.post<OboToken>('/api/obo/token', { resource }));
  }

  /** The token itself, which the server gives only with `TOKEN_INSPECTOR=full`; empty where it gave none. */
  async rawToken(resource: string): Promise<string> {
    const answer = await firstValueFrom(this.#http.post<OboToken>('/api/obo/token', { resource, raw: true }));
    return answer.access_token ?? '';
  }
}
