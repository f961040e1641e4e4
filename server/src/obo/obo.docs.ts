import { applyDecorators } from '@nestjs/common';
import { ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import { OBO_FAILURES, OboError, type OboErrorCode, oboFailure } from '#libs/obo';
import { DownstreamError, type DownstreamErrorCode } from '../downstream/downstream.error.js';
import { problemExample } from './obo.examples.js';

type Code = OboErrorCode | DownstreamErrorCode;

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  401: 'The token is missing, bad, or more authentication is needed (`WWW-Authenticate` says which)',
  403: 'The person has to consent or step up, a policy forbids it, or there is no person',
  429: 'Too many requests of this caller (`Retry-After`)',
  503: 'On-behalf-of is off, the authority is not available (`Retry-After`), or the server is set up wrongly',
};

/** Documents every refusal that an exchange can end in, with an example for each code. */
export function ApiExchangeErrors(): MethodDecorator {
  const responses = Object.entries(DESCRIPTIONS).map(([status, description]) =>
    problemResponse(Number(status), description, codesOf(Number(status))),
  );
  return applyDecorators(...responses.map((response) => ApiResponse(response)));
}

/** Documents what a downstream API may be the cause of, beside every refusal of the exchange. */
export function ApiGraphErrors(): MethodDecorator {
  const gateway = 'Microsoft Graph gave an answer that cannot be used, or none in time';
  return applyDecorators(
    ApiExchangeErrors(),
    ApiResponse(problemResponse(502, gateway, ['downstream_failed'])),
    ApiResponse(problemResponse(504, gateway, ['downstream_timeout'])),
  );
}

/** Documents the refusal of a body or of a resource that is not on the allow-list. */
export function ApiBadResource(): MethodDecorator {
  const description = 'The body is not valid, or the resource is not on the allow-list (no request was made)';
  return ApiResponse(problemResponse(400, description, codesOf(400)));
}

/** A `cp1` caller is answered 401 to a step-up. */
function codesOf(status: number): Code[] {
  const codes = Object.keys(OBO_FAILURES) as OboErrorCode[];
  return codes.filter(
    (code) => OBO_FAILURES[code].status === status || (status === 401 && code === 'step_up_required'),
  );
}

function problemResponse(status: number, description: string, codes: readonly Code[]): ApiResponseOptions {
  const values = codes.map((code) => {
    const value = problemExample(status, code, messageOf(code), exampleFacts(code));
    return [code, { summary: code, value }] as const;
  });
  const schema = { type: 'object' as const, required: ['type', 'title', 'status', 'code', 'traceId'] };
  return {
    status,
    description,
    content: { 'application/problem+json': { schema, examples: Object.fromEntries(values) } },
  };
}

/** What the authority adds to a refusal: nothing where it was not asked, the correlation id alone for operators. */
function exampleFacts(code: Code): object {
  const row = oboFailure(code);
  const [first] = row?.aadsts ?? [];
  if (row === undefined || first === undefined || row.solvedBy === 'another-call') return {};
  const correlationId = '7f1b2c3d-0000-4000-8000-00000000c0de';
  if (row.solvedBy === 'operator' || row.solvedBy === 'waiting') return { correlationId };
  const interactive = row.solvedBy === 'consent' || row.solvedBy === 'step-up';
  return {
    entraCode: `AADSTS${String(first)}`,
    correlationId,
    ...(interactive ? { scopes: ['https://search.azure.com/.default'] } : {}),
    ...(row.solvedBy === 'step-up'
      ? { claims: '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}' }
      : {}),
  };
}

function messageOf(code: Code): string {
  return isDownstream(code)
    ? new DownstreamError(code, 'Microsoft Graph').message
    : new OboError(code).message;
}

function isDownstream(code: Code): code is DownstreamErrorCode {
  return code.startsWith('downstream_');
}
