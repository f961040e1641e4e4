/**
 * The one shape every stand-in of the local cloud has: a fetch-style request handler. The server around them
 * (`server.ts`) tries them in order; the first that returns a response answers.
 */

/** Answers a request, or returns `undefined` where the path is not its own. */
export type Handler = (request: Request) => Promise<Response | undefined> | Response | undefined;

/** Thrown by a handler, or given as a stream's error, to cut the socket without an answer (drills). */
export class ConnectionReset extends Error {}

/** Claims of a token that the local Entra issued. */
export type VerifiedClaims = Readonly<Record<string, unknown>>;

/**
 * Verifies a bearer token of the local Entra: signature, expiry, audience.
 * Resolves to its claims, or to `undefined` where the token is missing or not good.
 */
export type TokenVerifier = (
  request: Request,
  audiences: readonly string[],
) => Promise<VerifiedClaims | undefined>;
