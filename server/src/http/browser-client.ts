import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem-details.filter.js';
import { fromStatus } from './problem.js';
import { diagramPolicy, pagePolicy } from './security-headers.js';

/** Where the built client lies and what its page may talk to. */
export interface BrowserClientOptions {
  /** Folder with `index.html`; where it is absent the server serves no client. */
  readonly directory: string;
  readonly authorityHost: string;
}

/** What the sandboxed page that draws diagrams loads. */
const DIAGRAM_SCRIPTS: ReadonlySet<string> = new Set(['diagram.js', 'mermaid.min.js']);
/** Copies that the build made; they are sent in place of their file, never by their own name. */
const COMPRESSED = /\.(br|gz)$/;
/** Angular's hashes are base64url: letters of both cases, digits, `_` and `-`. */
const HASHED = /-[\w-]{8}\.(js|css)$/;

/**
 * Serves the built Angular client: files as they are (hashed ones for a year), every other address a person can
 * navigate to as `index.html` with a fresh style nonce.
 * @returns whether there is a client to serve.
 */
export async function useBrowserClient(
  app: NestFastifyApplication,
  options: BrowserClientOptions,
): Promise<boolean> {
  const { directory, authorityHost } = options;
  if (!existsSync(join(directory, 'index.html'))) return false;
  await app.register(fastifyStatic, { root: directory, serve: false, preCompressed: true });
  const files = new Set(filesBelow(directory));
  const index = readFileSync(join(directory, 'index.html'), 'utf8');

  const page = (reply: FastifyReply, html: (nonce: string) => string, policy?: string): void => {
    const nonce = randomBytes(16).toString('base64');
    void reply
      .header('content-security-policy', policy ?? pagePolicy(authorityHost, nonce))
      .header('x-frame-options', 'SAMEORIGIN')
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(html(nonce));
  };

  app
    .getHttpAdapter()
    .getInstance()
    .get('/*', (request, reply) => {
      const path = decodePath(request);
      if (path.endsWith('.html') && files.has(path)) {
        const policy = path === 'diagram.html' ? diagramPolicy() : undefined;
        page(reply, () => readFileSync(join(directory, path), 'utf8'), policy);
      } else if (files.has(path)) {
        const cache = HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
        // The sandboxed page has an opaque origin, for which our own scripts come from elsewhere.
        if (DIAGRAM_SCRIPTS.has(path)) void reply.header('cross-origin-resource-policy', 'cross-origin');
        void reply
          .header('cache-control', cache)
          .header('vary', 'accept-encoding')
          .sendFile(path, { cacheControl: false });
      } else if (request.headers.accept?.includes('text/html')) {
        page(reply, (nonce) => index.replace('<app-root', `<app-root ngCspNonce="${nonce}"`));
      } else if (path === '') {
        page(reply, (nonce) => index.replace('<app-root', `<app-root ngCspNonce="${nonce}"`));
      } else {
        sendProblem(reply, fromStatus(404), request);
      }
    });
  return true;
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !COMPRESSED.test(entry.name))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function decodePath(request: FastifyRequest): string {
  try {
    return decodeURIComponent((request.params as { '*': string })['*']);
  } catch {
    return '\0';
  }
}
