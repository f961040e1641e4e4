/** True for URLs of our own API on our own origin: the only place an access token may go. */
export function isOwnApi(url: string, base: string = document.baseURI): boolean {
  let target: URL;
  try {
    target = new URL(url, base);
  } catch {
    return false;
  }
  return target.origin === new URL(base).origin && target.pathname.startsWith('/api/');
}
