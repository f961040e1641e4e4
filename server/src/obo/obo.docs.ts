import { applyDecorators } from '@nestjs/common';
import { ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import { OboError, type OboErrorCode } from '#libs/obo';
import { DownstreamError, type DownstreamErrorCode } from '../downstream/downstream.error.js';
import { problemExample } from './obo.examples.js';

const CORRELATION = { correlationId: '7f1b2c3d-0000-4000-8000-00000000c0de' };
const SCOPES = { scopes: ['https://search.azure.com/.default'] };
const CLAIMS = { claims: '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}' };

type Example = readonly [OboErrorCode | DownstreamErrorCode, object?];

const ANSWERS: readonly (readonly [number, string, readonly Example[]])[] = [
  [
    401,
    'The token is missing, bad, or more authentication is needed (`WWW-Authenticate` says which)',
    [
      ['invalid_token', { entraCode: 'AADSTS50013', ...CORRELATION }],
      ['step_up_required', { entraCode: 'AADSTS50076', ...CORRELATION, ...SCOPES, ...CLAIMS }],
    ],
  ],
  [
    403,
    'The person has to consent or step up, a policy forbids it, or there is no person',
    [
      ['consent_required', { entraCode: 'AADSTS65001', ...CORRELATION, ...SCOPES }],
      ['step_up_required', { entraCode: 'AADSTS50076', ...CORRELATION, ...SCOPES, ...CLAIMS }],
      ['access_blocked', { entraCode: 'AADSTS53003', ...CORRELATION }],
      ['app_only_token'],
    ],
  ],
  [429, 'Too many requests of this caller (`Retry-After`)', []],
  [
    503,
    'On-behalf-of is off, the authority is not available (`Retry-After`), or the server is set up wrongly',
    [
      ['obo_disabled'],
      ['authority_unavailable', CORRELATION],
      ['upstream_credential_error', CORRELATION],
      ['upstream_configuration_error', CORRELATION],
    ],
  ],
];

/** Documents every refusal that an exchange can end in, with an example for each code. */
export function ApiExchangeErrors(): MethodDecorator {
  return applyDecorators(
    ...ANSWERS.map(([status, description, examples]) =>
      ApiResponse(problemResponse(status, description, examples)),
    ),
  );
}

/** Documents what a downstream API may be the cause of, beside every refusal of the exchange. */
export function ApiGraphErrors(): MethodDecorator {
  const gateway = 'Microsoft Graph gave an answer that cannot be used, or none in time';
  return applyDecorators(
    ApiExchangeErrors(),
    ApiResponse(problemResponse(502, gateway, [['downstream_failed']])),
    ApiResponse(problemResponse(504, gateway, [['downstream_timeout']])),
  );
}

/** Documents the refusal of a body or of a resource that is not on the allow-list. */
export function ApiBadResource(): MethodDecorator {
  const description = 'The body is not valid, or the resource is not on the allow-list (no request was made)';
  return ApiResponse(problemResponse(400, description, [['resource_not_allowed']]));
}

function problemResponse(
  status: number,
  description: string,
  examples: readonly Example[],
): ApiResponseOptions {
  const values = examples.map(([code, more]) => {
    const value = problemExample(status, code, messageOf(code), more);
    return [code, { summary: code, value }] as const;
  });
  const schema = { type: 'object' as const, required: ['type', 'title', 'status', 'code', 'traceId'] };
  return {
    status,
    description,
    content: { 'application/problem+json': { schema, examples: Object.fromEntries(values) } },
  };
}

function messageOf(code: OboErrorCode | DownstreamErrorCode): string {
  return isDownstream(code)
    ? new DownstreamError(code, 'Microsoft Graph').message
    : new OboError(code).message;
}

function isDownstream(code: OboErrorCode | DownstreamErrorCode): code is DownstreamErrorCode {
  return code.startsWith('downstream_');
}
