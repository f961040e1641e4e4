/** Style sheet and the one script of the pages, served by the cloud itself. */
import { readText } from '../../content.js';
import type { Handler } from '../../handler.js';
import { ICON } from './layout.js';

const STYLE = readText('pages/base.css') + readText('pages/parts.css');
const FORM_POST = "document.querySelector('form[data-post-now]').submit();\n";

const ASSETS: Readonly<Record<string, readonly [string, string]>> = {
  '/_assets/sign-in.css': ['text/css; charset=utf-8', STYLE],
  '/_assets/icon.svg': ['image/svg+xml', ICON],
  '/_assets/form-post.js': ['text/javascript; charset=utf-8', FORM_POST],
};

/** The assets as a handler. */
export const serveAssets: Handler = (request) => {
  const { pathname } = new URL(request.url);
  const asset = Object.hasOwn(ASSETS, pathname) ? ASSETS[pathname] : undefined;
  if (!asset) return undefined;
  const [type, text] = asset;
  return new Response(text, {
    headers: { 'content-type': type, 'cache-control': 'max-age=300', 'x-content-type-options': 'nosniff' },
  });
};
