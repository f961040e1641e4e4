/** Where a link may go. */
export interface LinkTarget {
  readonly href: string;
  /** Shown beside the link, so that its words cannot hide where it leads. */
  readonly host: string;
}

/** The target of a link in an answer; undefined where the link must not work. */
export function linkTarget(href: string): LinkTarget | undefined {
  let url: URL;
  try {
    // No base on purpose: a relative link of a model is a guess.
    url = new URL(href.trim());
  } catch {
    return undefined;
  }
  if (url.protocol === 'mailto:') return { href: url.href, host: url.pathname };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  // A user name in a URL only serves to make a foreign host look familiar.
  if (url.username !== '' || url.password !== '') return undefined;
  return { href: url.href, host: url.host };
}
