import { applyDecorators } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import { check, splitList, text } from './fields.js';

/**
 * Property decorators for settings that are origins, URLs or URIs.
 * @module
 */

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True for a host that names this machine; `hostname` as `URL` gives it. */
export function isLoopbackHost(hostname: string): boolean {
  return LOOPBACK.has(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** True for an absolute URL that is https, or http on a loopback host. */
export function isSecureUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}

function isOrigin(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value;
}

/** An http(s) origin without a path; a trailing slash is dropped. */
export const Origin = () =>
  applyDecorators(
    IsOptional(),
    text((value) => value.replace(/\/+$/, '')),
    check('origin', 'must be an origin such as https://torii.example.com, without a path', isOrigin),
  );

/** A comma-separated list of origins. */
export const OriginList = () =>
  applyDecorators(
    IsOptional(),
    text((value) => splitList(value).map((entry) => entry.replace(/\/+$/, ''))),
    check('origins', 'must be a comma-separated list of origins', isOrigin, { each: true }),
  );

/** A URL that is https, or http on a loopback host; trailing slashes are dropped. */
export const SecureUrl = () =>
  applyDecorators(
    IsOptional(),
    text((value) => value.replace(/\/+$/, '')),
    check(
      'secureUrl',
      'must be an https URL (http only for loopback hosts), without credentials',
      isSecureUrl,
    ),
  );

/**
 * The endpoint of a model service. People paste what the portal shows: the base URL of the v1 API, or the Target URI of a
 * deployment; of both only what stands before the API's own path is kept.
 */
export const ModelEndpoint = () =>
  applyDecorators(
    IsOptional(),
    text((value) => value.replace(/\/(openai|models\/chat)(\/.*|\?.*)?$/, '').replace(/\/+$/, '')),
    check(
      'modelEndpoint',
      'must be the https URL of the resource, such as https://<name>.openai.azure.com, without a query (a Target URI of the portal works as it is); http only for loopback hosts',
      (value) => isSecureUrl(value) && !/[?#]/.test(String(value)),
    ),
  );

/** An origin that is https, or http on a loopback host; a trailing slash is dropped. */
export const SecureOrigin = () =>
  applyDecorators(
    IsOptional(),
    text((value) => value.replace(/\/+$/, '')),
    check(
      'secureOrigin',
      'must be an https origin without a path (http only for loopback hosts)',
      (value) => isOrigin(value) && isSecureUrl(value),
    ),
  );

/** A URL over http or https. */
export const HttpUrl = () =>
  applyDecorators(
    IsOptional(),
    check(
      'httpUrl',
      'must be an http or https URL',
      (value) => typeof value === 'string' && /^https?:/i.test(value) && URL.canParse(value),
    ),
  );

/** A comma-separated list of resource URIs, kept exactly as written. */
export const UriList = () =>
  applyDecorators(
    IsOptional(),
    text(splitList),
    check(
      'uris',
      'must be a comma-separated list of URIs such as https://search.azure.com',
      (value) => typeof value === 'string' && URL.canParse(value) && !/\s/.test(value),
      { each: true },
    ),
  );
