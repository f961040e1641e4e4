/**
 * A browser made of fetch: a cookie jar per origin, redirects and `Refresh` followed within the origins it knows, forms
 * posted with what stands in them. Whatever leads elsewhere (a client's redirect URI) ends the way.
 */

/** Where the way ended. */
export interface Stop {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** The address outside that the browser was sent to. */
  readonly target?: string;
  /** Query parameters of that address. */
  readonly answer: URLSearchParams;
}

const MOST_STEPS = 15;

export class Browser {
  readonly headers: Record<string, string> = {};
  /** Where a request really goes, for example to another replica under the same address. */
  via: (url: string) => string = (url) => url;

  constructor(
    readonly origins: readonly string[],
    readonly cookies = new Map<string, Map<string, string>>(),
  ) {}

  /** The same browser, which stops before it leaves these origins. */
  within(...origins: readonly string[]): Browser {
    return new Browser(origins, this.cookies);
  }

  /** Opens an address and follows it to a page that waits for the person, or out of the known origins. */
  async open(url: string, init: RequestInit = {}): Promise<Stop> {
    let stop = await this.#step(url, init);
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const next = nextOf(stop);
      if (next === undefined) return stop;
      if (!this.origins.includes(new URL(next).origin)) {
        const { searchParams } = new URL(next);
        return { ...stop, target: next, answer: searchParams };
      }
      stop = await this.#step(next, {});
    }
    throw new Error(`more than ${String(MOST_STEPS)} steps from ${url}`);
  }

  /** Presses a button: posts the form that holds it, with its hidden fields. */
  press(page: Stop, fields: Readonly<Record<string, string>> = {}): Promise<Stop> {
    const [name = ''] = Object.keys(fields);
    const form = formsOf(page.html).find((one) => name === '' || one.includes(`name="${name}"`)) ?? '';
    const action = unescaped(/action="([^"]+)"/.exec(form)?.[1] ?? '');
    if (action === '') throw new Error(`no form with ${name} on the page:\n${page.html.slice(0, 2000)}`);
    const hidden = [...form.matchAll(/type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"/g)].map(
      ([, key = '', value = '']) => [key, unescaped(value)] as const,
    );
    return this.open(new URL(action, page.url).href, {
      method: 'POST',
      body: new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }),
      headers: { 'sec-fetch-site': 'same-origin', origin: new URL(page.url).origin },
    });
  }

  cookieHeader(url: string): string {
    const jar = this.cookies.get(new URL(url).origin);
    return [...(jar ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async #step(url: string, init: RequestInit): Promise<Stop> {
    const headers = new Headers({ 'accept-language': 'en', ...this.headers });
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    if (!headers.has('cookie')) headers.set('cookie', this.cookieHeader(url));
    const response = await fetch(this.via(url), { ...init, headers, redirect: 'manual' });
    this.#keep(url, response.headers.getSetCookie());
    return {
      url,
      status: response.status,
      html: await response.text(),
      headers: response.headers,
      answer: new URLSearchParams(),
    };
  }

  #keep(url: string, cookies: readonly string[]): void {
    const { origin } = new URL(url);
    const jar = this.cookies.get(origin) ?? new Map<string, string>();
    this.cookies.set(origin, jar);
    for (const cookie of cookies) {
      const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      const gone = attributes.some((attribute) => /^max-age=0$/i.test(attribute));
      if (gone) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

function nextOf({ headers, url, status }: Stop): string | undefined {
  const location = status >= 300 && status < 400 ? headers.get('location') : undefined;
  const refresh = /^\d+;\s*url=(.+)$/i.exec(headers.get('refresh') ?? '')?.[1];
  const next = location ?? refresh;
  return next === null || next === undefined ? undefined : new URL(next, url).href;
}

function formsOf(html: string): readonly string[] {
  return html.match(/<form[\s\S]*?<\/form>/g) ?? [];
}

function unescaped(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
}
