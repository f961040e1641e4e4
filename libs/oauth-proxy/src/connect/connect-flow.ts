import { type BrowserRequest, headerOf, isOwnForm, languageIn } from '../authorize/browser-request.js';
import type { Cookies } from '../authorize/cookies.js';
import type { Parameters } from '../authorize/parameters.js';
import { aadstsOf, authorityFault } from '../entra/authority-fault.js';
import type { EntraClient, EntraTokens } from '../entra/entra-client.js';
import type { Answer } from '../http-answer.js';
import { PageError } from '../oauth-error.js';
import type { Pages } from '../pages/pages.js';
import { randomText } from '../seal/hash.js';
import { SEAL_RULES, type SealedTicket, type SealedTransaction } from '../seal/sealed-values.js';
import type { Sealer } from '../seal/sealer.js';
import type { ConnectLinks } from './connect-links.js';

/** What {@link ConnectFlow} is made of. */
export interface ConnectFlowParts {
  readonly issuer: string;
  readonly sealer: Sealer;
  readonly cookies: Cookies;
  readonly pages: Pages;
  readonly links: ConnectLinks;
  /** The client that exchanges tokens: consent counts for it. */
  readonly entra: EntraClient;
}

/** A sign-in that came back from the authority. */
interface ReturnedConnect {
  readonly ticket: SealedTicket;
  readonly transaction: SealedTransaction;
  readonly clear: readonly string[];
}

/**
 * Consent for a tool of somebody who is not in our chat: the page of a link, the way to the authority, and the check
 * that whoever came back is the person whose tool call needed it.
 */
export class ConnectFlow {
  readonly #parts: ConnectFlowParts;

  constructor(parts: ConnectFlowParts) {
    this.#parts = parts;
  }

  /** `GET /connect/:ticket`. @throws PageError */
  async show(browser: BrowserRequest, sealed: string): Promise<Answer> {
    const { cookies, pages } = this.#parts;
    const { scopes, loginHint } = await this.#open(sealed);
    const { set } = cookies.bind(headerOf(browser, 'cookie'), SEAL_RULES.ticket.seconds ?? 0);
    const shown = { sealed, scopes, ...(loginHint === undefined ? {} : { person: loginHint }) };
    return pages.connect(languageIn(browser), shown, set);
  }

  /** The page's form: on to the authority. @throws PageError */
  async begin(browser: BrowserRequest, form: Parameters): Promise<Answer> {
    const { issuer, sealer, cookies, pages, entra } = this.#parts;
    const cookie = headerOf(browser, 'cookie');
    if (!isOwnForm(browser, issuer) || !cookies.any(cookie)) throw new PageError('other_browser', 403);
    const ticket = await this.#open(form.get('ticket'));
    const [id, verifier] = [randomText(), randomText(32)];
    const sealed = await sealer.seal('transaction', { id, verifier, connect: ticket, leg: 1 });
    const url = await entra
      .authorizationUrl({
        state: id,
        verifier,
        scopes: ticket.scopes,
        ...(ticket.loginHint === undefined ? {} : { loginHint: ticket.loginHint }),
      })
      .catch((error: unknown) => {
        throw new PageError('authority', 503, authorityFault(error).facts.aadsts, error);
      });
    const set = cookies.store(cookie, id, sealed, SEAL_RULES.transaction.seconds ?? 0);
    return pages.forward(languageIn(browser), url, 'on', set);
  }

  /** The authority's answer. @throws PageError */
  async finish(browser: BrowserRequest, query: Parameters, returned: ReturnedConnect): Promise<Answer> {
    const { links, pages } = this.#parts;
    const { ticket, transaction, clear } = returned;
    const code = query.get('code');
    if (query.get('error') !== undefined || code === undefined) {
      throw new PageError('not_consented', 400, aadstsOf(query.get('error_description')));
    }
    const { tid, oid } = await this.#redeem(code, transaction.verifier);
    if (tid !== ticket.tid || oid !== ticket.oid) throw new PageError('other_person', 403);
    await links.use(ticket);
    return pages.connected(languageIn(browser), clear);
  }

  async #redeem(code: string, verifier: string): Promise<EntraTokens> {
    try {
      return await this.#parts.entra.redeem(code, verifier);
    } catch (error) {
      const { kind, facts } = authorityFault(error);
      if (kind === 'refused') throw new PageError('not_consented', 400, facts.aadsts, error);
      throw new PageError('authority', 503, facts.aadsts, error);
    }
  }

  async #open(sealed: string | undefined): Promise<SealedTicket> {
    const ticket = await this.#parts.links.open(sealed);
    if (ticket === undefined) throw new PageError('ticket', 410);
    if (await this.#parts.links.isUsed(ticket.id)) throw new PageError('ticket_used', 410);
    return ticket;
  }
}
