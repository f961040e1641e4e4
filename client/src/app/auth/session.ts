import { computed, inject, Injectable, signal } from '@angular/core';
import { MsalService } from '@azure/msal-angular';
import { AuthError, InteractionRequiredAuthError, type AccountInfo } from '@azure/msal-browser';

import { CLIENT_CONFIG } from '../config/config.js';
import { InteractionBudget } from './interaction-budget.js';
import { SignInFault } from './sign-in-fault.js';

/** What to ask the authority for, with the person present. */
export interface Interaction {
  readonly scopes?: readonly string[];
  /** Claims request as JSON text (OpenID Connect Core 5.5). */
  readonly claims?: string;
  readonly prompt?: 'consent' | 'select_account';
}

/** Who is signed in, and the access tokens for our own API. The only place that talks to MSAL. */
@Injectable({ providedIn: 'root' })
export class Session {
  readonly #msal = inject(MsalService);
  readonly #config = inject(CLIENT_CONFIG);
  readonly #budget = inject(InteractionBudget);
  readonly #account = signal<AccountInfo | null>(null);
  readonly #fault = signal<SignInFault | null>(null);
  readonly #expired = signal(false);
  #returned = false;

  readonly signedIn = computed(() => this.#account() !== null);
  readonly name = computed(() => this.#account()?.name ?? this.#account()?.username ?? '');
  readonly userName = computed(() => this.#account()?.username ?? '');
  readonly idTokenClaims = computed(() => this.#account()?.idTokenClaims ?? null);
  /** Why the last sign-in or consent did not end well. */
  readonly fault = this.#fault.asReadonly();
  /** True when tokens can no longer be had without the person. */
  readonly expired = this.#expired.asReadonly();

  /** Takes in an answer of the authority, if this page load carries one, and finds the signed-in account. */
  async start(): Promise<void> {
    const msal = this.#msal.instance;
    await msal.initialize();
    forgetSignOutState();
    try {
      const result = await msal.handleRedirectPromise();
      this.#returned = result !== null;
      if (result !== null) msal.setActiveAccount(result.account);
    } catch (cause) {
      this.#fault.set(SignInFault.from(cause));
    }
    const account = msal.getActiveAccount() ?? msal.getAllAccounts()[0] ?? null;
    if (account !== null) msal.setActiveAccount(account);
    this.#account.set(account);
  }

  /** True when this page load brought an answer that the authority had been asked for. */
  returned(): boolean {
    return this.#returned;
  }

  /** Goes to the authority's sign-in page and comes back to `returnPath`. */
  async signIn(returnPath = '/chat'): Promise<void> {
    this.#fault.set(null);
    try {
      await this.#msal.instance.loginRedirect({
        scopes: [this.#config.apiScope],
        prompt: 'select_account',
        redirectStartPage: new URL(returnPath, document.baseURI).href,
      });
    } catch (cause) {
      this.#fault.set(SignInFault.from(cause));
    }
  }

  /** Ends the session here and at the authority. */
  async signOut(): Promise<void> {
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith('torii.')) sessionStorage.removeItem(key);
    await this.#msal.instance.logoutRedirect({ account: this.#account(), postLogoutRedirectUri: '/' });
  }

  /** An access token for our API, renewed silently when needed. Throws {@link SignInFault}. */
  async token(options: { readonly forceRefresh?: boolean } = {}): Promise<string> {
    const account = this.#account();
    if (account === null) throw new SignInFault('signed_out');
    try {
      const result = await this.#msal.instance.acquireTokenSilent({
        scopes: [this.#config.apiScope],
        account,
        forceRefresh: options.forceRefresh ?? false,
      });
      return result.accessToken;
    } catch (cause) {
      if (cause instanceof InteractionRequiredAuthError) {
        this.#expired.set(true);
        throw new SignInFault('session_expired', { cause });
      }
      throw cause instanceof AuthError ? SignInFault.from(cause) : cause;
    }
  }

  /** Leaves for the authority because the person pressed a button; comes back to this very page. */
  async interact(interaction: Interaction): Promise<void> {
    this.#fault.set(null);
    await this.#msal.instance.acquireTokenRedirect({
      scopes: [...(interaction.scopes ?? [this.#config.apiScope])],
      ...(this.#account() === null ? {} : { account: this.#account() as AccountInfo }),
      ...(interaction.claims === undefined ? {} : { claims: interaction.claims }),
      ...(interaction.prompt === undefined ? {} : { prompt: interaction.prompt }),
      redirectStartPage: location.href,
    });
  }

  /** Leaves for the authority by itself after a claims challenge: once, never in a loop. False when spent. */
  async answerChallenge(claims: string): Promise<boolean> {
    if (!this.#budget.take(claims)) return false;
    await this.interact({ claims });
    return true;
  }

  dismissFault(): void {
    this.#fault.set(null);
  }
}

/** After signing out the authority hands MSAL's state back in the address; nobody needs it any more. */
function forgetSignOutState(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has('state') || address.searchParams.has('code')) return;
  address.searchParams.delete('state');
  history.replaceState(history.state, '', address);
}
