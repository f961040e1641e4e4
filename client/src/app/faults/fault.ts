/** A failure, ready to be put in words by its code. */
export interface Fault {
  readonly code: string;
  readonly detail?: string;
  /** Trace or correlation id, for support. */
  readonly id?: string;
  readonly entraCode?: string;
  /** Milliseconds since the epoch before which a retry is pointless. */
  readonly retryAt?: number;
}
