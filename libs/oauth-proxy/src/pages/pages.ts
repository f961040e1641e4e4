import type { Client } from '../clients/client.js';
import { redirectTarget } from '../clients/redirect-uri.js';
import type { Answer } from '../http-answer.js';
import type { PageReason } from '../oauth-error.js';
import { html, type Html } from './html.js';
import type { Language } from './language.js';
import { page } from './page.js';
import { EN } from './words.en.js';
import { JA } from './words.ja.js';
import { fill, type Words } from './words.js';

/** What the pages say of this server. */
export interface PageFacts {
  /** Name of the product. */
  readonly product: string;
  /** Host of the authority, for example `login.microsoftonline.com`. */
  readonly authority: string;
}

/** What the consent page asks about. */
export interface ConsentQuestion {
  readonly client: Client;
  readonly redirectUri: string;
  /** Short names of the scopes. */
  readonly scopes: readonly string[];
  /** Sealed request, sent back by the form. */
  readonly sealed: string;
}

/** The pages of the proxy, in the language of whoever reads them. */
export class Pages {
  readonly #facts: PageFacts;

  constructor(facts: PageFacts) {
    this.#facts = facts;
  }

  /** Who asks, where the answer goes, and Allow or Cancel. */
  consent(language: Language, question: ConsentQuestion, cookies: readonly string[]): Answer {
    const words = wordsOf(language);
    const { client, redirectUri, scopes, sealed } = question;
    const { product, authority } = this.#facts;
    const target = redirectTarget(redirectUri);
    const [who, claim] = identity(words, client, target.text);
    const title = fill(words.consentTitle, who);
    const body = html`<h1>${title}</h1>
      <p class="soft">${fill(words.consentLead, product)}</p>
      <dl>
        <dt>${words.client}</dt>
        <dd>${who}${claim === undefined ? undefined : html`<small>${claim}</small>`}</dd>
        <dt>${words.target}</dt>
        <dd>${target.text}${where(words, redirectUri, target.loopback)}</dd>
        <dt>${words.may}</dt>
        <dd>
          <ul>
            ${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}
          </ul>
        </dd>
      </dl>
      ${target.loopback ? html`<p class="note">${words.loopbackNote}</p>` : undefined}
      <p>${fill(words.then, authority)}</p>
      <form method="post" action="/oauth/consent">
        <input type="hidden" name="request" value="${sealed}" />
        <p class="actions">
          <button name="decision" value="cancel">${words.cancel}</button>
          <button name="decision" value="allow" class="primary">${words.allow}</button>
        </p>
      </form>`;
    return this.#page(language, { title, body, form: true, cookies });
  }

  /** Goes on by itself, and by a link where a browser does not. */
  forward(language: Language, to: string, direction: 'on' | 'back', cookies: readonly string[] = []): Answer {
    const words = wordsOf(language);
    const [title, link] =
      direction === 'on' ? [words.goingOn, words.goingOnLink] : [words.goingBack, words.goingBackLink];
    const body = html`<h1>${title}</h1>
      <p class="actions"><a class="button primary" href="${to}">${link}</a></p>`;
    return this.#page(language, { title, body, forwardTo: to, cookies });
  }

  /** Asks the person to go on to the consent for a downstream service. */
  connect(
    language: Language,
    ticket: { readonly sealed: string; readonly scopes: readonly string[]; readonly person?: string },
    cookies: readonly string[],
  ): Answer {
    const words = wordsOf(language);
    const { product, authority } = this.#facts;
    const body = html`<h1>${words.connectTitle}</h1>
      <p class="soft">${fill(words.connectLead, product)}</p>
      <dl>
        ${
          ticket.person === undefined
            ? undefined
            : html`<dt>${words.connectFor}</dt>
                <dd>${ticket.person}</dd>`
        }
        <dt>${words.connectWhat}</dt>
        <dd>
          <ul>
            ${ticket.scopes.map((scope) => html`<li><code>${scope}</code></li>`)}
          </ul>
        </dd>
      </dl>
      <p>${fill(words.connectThen, authority)}</p>
      <form method="post" action="/oauth/connect">
        <input type="hidden" name="ticket" value="${ticket.sealed}" />
        <p class="actions"><button class="primary">${words.continue}</button></p>
      </form>`;
    return this.#page(language, { title: words.connectTitle, body, form: true, cookies });
  }

  /** Consent is given. */
  connected(language: Language, cookies: readonly string[]): Answer {
    const words = wordsOf(language);
    const body = html`<h1>${words.doneTitle}</h1>
      <p>${words.doneLead}</p>`;
    return this.#page(language, { title: words.doneTitle, body, cookies });
  }

  /** What went wrong, what to do, and an id. */
  error(
    language: Language,
    error: {
      readonly reason: PageReason;
      readonly status: number;
      readonly detail: string;
      readonly reference: string;
    },
    cookies: readonly string[] = [],
  ): Answer {
    const words = wordsOf(language);
    const [title, what] = words.errors[error.reason];
    const body = html`<h1>${title}</h1>
      <p>${what}</p>
      ${error.detail === '' ? undefined : html`<p class="soft"><code>${error.detail}</code></p>`}
      <p class="soft">${fill(words.reference, error.reference)}</p>`;
    return this.#page(language, { title, body, status: error.status, cookies });
  }

  #page(language: Language, options: Omit<Parameters<typeof page>[0], 'language' | 'product'>): Answer {
    return page({ language, product: this.#facts.product, ...options });
  }
}

function wordsOf(language: Language): Words {
  return language === 'ja' ? JA : EN;
}

/**
 * Whom the page names: what is proved (the host that publishes the document, the operator's word), and what is only
 * claimed.
 */
function identity(words: Words, client: Client, target: string): readonly [string, string | undefined] {
  const name = client.name ?? words.unnamed;
  if (client.kind === 'configured') return [name, undefined];
  if (client.kind === 'document') return [new URL(client.id).host, fill(words.saysItIs, name)];
  return client.name === undefined
    ? [`${name} (${target})`, undefined]
    : [fill(words.quoted, name), undefined];
}

function where(words: Words, redirectUri: string, loopback: boolean): Html | undefined {
  const { protocol } = new URL(redirectUri);
  if (loopback) return html`<small>${words.onThisComputer}</small>`;
  if (protocol === 'https:') return undefined;
  return html`<small>${fill(words.application, protocol.slice(0, -1))}</small>`;
}
