import { computed, inject, Injectable, signal } from '@angular/core';
import { MsalService } from '@azure/msal-angular';
import {
  AuthError,
  InteractionRequiredAuthError,
  type AccountInfo,
  type RedirectRequest,
} from '@azure/msal-browser';

import { CLIENT_CONFIG } from '../config/config.js';
import { InteractionBudget } from './interaction-budget.js';
import { asPerson, type DemoPerson } from './people.js';
import { SessionTabs } from './session-tabs.js';
import { SignInFault } from './sign-in-fault.js';

/** What to ask the authority for, with the person present. */
export interface Interaction {
  readonly scopes?: readonly string[];
  /** Claims request as JSON text (OpenID Connect Core 5.5). */
  readonly claims?: string;
  readonly prompt?: 'consent' | 'login';
}

/** A new tab shows its first page after this long, whether or not the authority has answered. */
const SILENT_START_MS = 4000;

/** Who is signed in, and the access tokens for our own API. The only place that talks to MSAL. */
@Injectable({ providedIn: 'root' })
export class Session {
  readonly #msal = inject(MsalService);
  readonly #config = inject(CLIENT_CONFIG);
  readonly #budget = inject(InteractionBudget);
  readonly #tabs = inject(SessionTabs);
  readonly #account = signal<AccountInfo | null>(null);
  readonly #fault = signal<SignInFault | null>(null);
  readonly #expired = signal(false);
  #returned = false;

  readonly signedIn = computed(() => this.#account() !== null);
  readonly name = computed(() => this.#account()?.name ?? this.#account()?.username ?? '');
  readonly userName = computed(() => this.#account()?.username ?? '');
  /** True for a guest: signed in to a tenant that is not the person's own. */
  readonly guest = computed(() => isGuest(this.#account()));
  readonly idTokenClaims = computed(() => this.#account()?.idTokenClaims ?? null);
  /** Why the last sign-in or consent did not end well. */
  readonly fault = this.#fault.asReadonly();
  /** True when tokens can no longer be had without the person. */
  readonly expired = this.#expired.asReadonly();

  /** Takes in an answer of the authority, if this page load carries one, and finds the signed-in account. */
  async start(): Promise<void> {
    const msal = this.#msal.instance;
    await msal.initialize();
    this.#tabs.onSignOut(() => void this.#end());
    forgetSignOutState();
    const before = msal.getActiveAccount();
    let account = before ?? msal.getAllAccounts()[0] ?? null;
    try {
      const result = await msal.handleRedirectPromise();
      this.#returned = result !== null;
      account = result?.account ?? account ?? (await this.#silentAccount());
    } catch (cause) {
      this.#fault.set(SignInFault.from(cause));
    }
    if (before !== null && account !== null && before.homeAccountId !== account.homeAccountId)
      await this.#forgetPerson(before);
    if (account !== null) {
      msal.setActiveAccount(account);
      this.#tabs.signedIn(account.username);
    }
    this.#account.set(account);
  }

  /** True when this page load brought an answer that the authority had been asked for. */
  returned(): boolean {
    return this.#returned;
  }

  /** Goes to the authority's sign-in page and comes back to `returnPath`; `person` needs no page there. */
  async signIn(returnPath = '/chat', person?: DemoPerson): Promise<void> {
    await this.#leaveFor(returnPath, person === undefined ? { prompt: 'select_account' } : asPerson(person));
  }

  /** Signs the same person in once more and comes back to this very page. */
  async signInAgain(): Promise<void> {
    await this.#leaveFor(location.pathname, { loginHint: this.userName(), prompt: 'login' });
  }

  /** Ends the session here, in the other tabs and at the authority. */
  async signOut(): Promise<void> {
    const account = this.#account();
    this.#tabs.signOut();
    this.#tabs.forgetTab();
    for (const other of this.#msal.instance.getAllAccounts())
      if (other.homeAccountId !== account?.homeAccountId)
        await this.#msal.instance.clearCache({ account: other });
    await this.#msal.instance.logoutRedirect({ account, postLogoutRedirectUri: '/' });
  }

  /** An access token for our API, renewed silently when needed. Throws {@link SignInFault}. */
  async token(options: { readonly forceRefresh?: boolean } = {}): Promise<string> {
    const account = this.#account();
    if (account === null) throw new SignInFault('signed_out');
    try {
      const { accessToken } = await this.#msal.instance.acquireTokenSilent({
        scopes: [this.#config.apiScope],
        account,
        forceRefresh: options.forceRefresh ?? false,
      });
      this.#expired.set(false);
      return accessToken;
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

  async #leaveFor(returnPath: string, how: Partial<RedirectRequest>): Promise<void> {
    this.#fault.set(null);
    try {
      await this.#msal.instance.loginRedirect({
        scopes: [this.#config.apiScope],
        redirectStartPage: new URL(returnPath, document.baseURI).href,
        ...how,
      });
    } catch (cause) {
      this.#fault.set(SignInFault.from(cause));
    }
  }

  /** A new tab of a browser in which somebody is signed in needs no page of the authority. */
  async #silentAccount(): Promise<AccountInfo | null> {
    const loginHint = this.#tabs.hint();
    if (loginHint === null) return null;
    const late = new Promise<null>((resolve) => setTimeout(resolve, SILENT_START_MS, null));
    const asked = this.#msal.instance.ssoSilent({ scopes: [this.#config.apiScope], loginHint }).then(
      ({ account }) => account,
      () => {
        this.#tabs.forget();
        return null;
      },
    );
    return Promise.race([asked, late]);
  }

  /** Another tab has signed out: nothing of the person may stay in this one. */
  async #end(): Promise<void> {
    this.#tabs.forgetTab();
    await this.#msal.instance.clearCache();
    location.assign('/');
  }

  async #forgetPerson(account: AccountInfo): Promise<void> {
    this.#tabs.forgetTab();
    await this.#msal.instance.clearCache({ account });
  }
}

/** `homeAccountId` is `<object id>.<home tenant>`. */
function isGuest(account: AccountInfo | null): boolean {
  return account !== null && account.homeAccountId.split('.')[1] !== account.tenantId;
}

/** After signing out the authority hands MSAL's state back in the address; nobody needs it any more. */
function forgetSignOutState(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has('state') || address.searchParams.has('code')) return;
  address.searchParams.delete('state');
  history.replaceState(history.state, '', address);
}
