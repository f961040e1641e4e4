import { Inject, Injectable } from '@nestjs/common';
import type { GraphProfile } from '#libs/contract';
import type { UserAssertion } from '#libs/obo';
import { DownstreamApi, type DownstreamCall } from './downstream-api.js';
import { DownstreamError } from './downstream.error.js';
import { DOWNSTREAM_OPTIONS, type DownstreamOptions } from './downstream.options.js';

const API = 'Microsoft Graph';
const FIELDS = [
  'id',
  'displayName',
  'userPrincipalName',
  'mail',
  'jobTitle',
  'department',
  'officeLocation',
] as const;

/** Microsoft Graph with the user's own rights. */
@Injectable()
export class GraphClient {
  /** Origin of Graph, which is also the resource that tokens are exchanged for. */
  readonly endpoint: string;

  readonly #api: DownstreamApi;

  constructor(api: DownstreamApi, @Inject(DOWNSTREAM_OPTIONS) options: DownstreamOptions) {
    this.#api = api;
    this.endpoint = options.graphEndpoint.replace(/\/+$/, '');
  }

  /** The one delegated scope that is asked for, fully qualified. */
  get scope(): string {
    return `${this.endpoint}/User.Read`;
  }

  /** Reads the profile of the signed-in user (`GET /v1.0/me`). */
  async me(
    user: UserAssertion,
    signal?: AbortSignal,
    onToken?: DownstreamCall['onToken'],
  ): Promise<GraphProfile> {
    const answer = await this.#api.call(user, {
      api: API,
      method: 'GET',
      url: `${this.endpoint}/v1.0/me?$select=${FIELDS.join(',')}`,
      target: { scopes: [this.scope] },
      ...(signal ? { signal } : {}),
      ...(onToken ? { onToken } : {}),
    });
    return readProfile(answer);
  }
}

function readProfile(answer: unknown): GraphProfile {
  const fields = (answer ?? {}) as Record<string, unknown>;
  const { id } = fields;
  if (typeof id !== 'string') throw new DownstreamError('downstream_failed', API);
  const known = FIELDS.filter((name) => typeof fields[name] === 'string').map((name) => [name, fields[name]]);
  return { id, ...(Object.fromEntries(known) as Partial<GraphProfile>) };
}
