/**
 * One sign-in through the proxy, for the audit. It holds no token and no code.
 * @example
 * onSignIn: ({ oid, client, outcome }: SignInRecord) => audit.write({ who: oid, client: client.name, outcome })
 */
export interface SignInRecord {
  readonly outcome: 'succeeded' | 'failed';
  /** Whose sign-in, where that is known: tenant and object id (GUIDs), and the readable name. */
  readonly tid?: string;
  readonly oid?: string;
  readonly name?: string;
  /** The client as it describes itself: nobody vouches for the name. */
  readonly client: { readonly id: string; readonly name?: string | undefined };
  /** Short names of the scopes. */
  readonly scopes: readonly string[];
  /** Of a refusal: OAuth error, Entra's number, correlation id. */
  readonly error?: string;
  readonly aadsts?: string;
  readonly correlationId?: string;
}

/**
 * Takes a record; must not throw.
 * @example
 * const onSignIn: SignInReporter = (record) => logger.log(record);
 */
export type SignInReporter = (record: SignInRecord) => void;
