import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';

/** What the security headers depend on. */
export interface SecurityHeadersOptions {
  /** Canonical origin of the product; with https, HSTS is sent. */
  readonly publicUrl: string;
  /** Origin of the authority: the page talks to it and frames it for silent sign-in. */
  readonly authorityHost: string;
}

/** Answers that are no page may load nothing and be framed by nobody. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const PERMISSIONS =
  'accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()';

/** Sends the strictest headers on every answer; pages relax the policy for themselves. */
export async function useSecurityHeaders(
  app: NestFastifyApplication,
  options: SecurityHeadersOptions,
): Promise<void> {
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: options.publicUrl.startsWith('https:')
      ? { maxAge: 63_072_000, includeSubDomains: true }
      : false,
  });
  // Helmet's headers are the same on every answer: it writes them once, and they are copied from then on.
  let constant: Readonly<Record<string, string>> | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (_request, reply, done) => {
      constant ??= {
        ...headersOfHelmet(reply),
        'content-security-policy': API_POLICY,
        'permissions-policy': PERMISSIONS,
      };
      void reply.headers(constant);
      done();
    });
}

/** What helmet writes, and nothing that was there before: the CORS headers of the first request are not everybody's. */
function headersOfHelmet(reply: FastifyReply): Record<string, string> {
  const before = new Set(reply.raw.getHeaderNames());
  void reply.helmet();
  const written = Object.entries(reply.raw.getHeaders())
    .filter(([name]) => !before.has(name))
    .map(([name, value]) => [name, String(value)] as const);
  for (const [name] of written) reply.raw.removeHeader(name);
  return Object.fromEntries(written);
}

/**
 * Policy of the browser client's page: no inline script, styles by nonce (Angular adds `<style>` elements), no
 * remote image, and the authority as the only foreign origin.
 */
export function pagePolicy(authorityHost: string, nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${authorityHost}`,
    `frame-src 'self' ${authorityHost}`,
    "frame-ancestors 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "manifest-src 'self'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    // The sanitizer of answers, and Angular's own; nobody else may make HTML.
    'trusted-types angular dompurify',
  ].join('; ');
}

/**
 * Policy of the page that draws diagrams: an origin of its own, so that its looser styles (Mermaid sets them inline)
 * and its missing Trusted Types cost the client nothing.
 */
export function diagramPolicy(): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    'sandbox allow-scripts',
  ].join('; ');
}

/** Policy of Swagger UI: its own files, and the inline styles it cannot do without. */
export function docsPolicy(authorityHost: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${authorityHost}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
