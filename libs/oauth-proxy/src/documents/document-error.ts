/**
 * Why a document could not be had. `refused`: its host does not serve it to us (network, challenge page, overload);
 * `absent`: the host says that there is none; `invalid`: there is one and it is wrong; `forbidden`: it must not be
 * fetched; `busy`: too many fetches at once.
 */
export type DocumentFault = 'refused' | 'absent' | 'invalid' | 'forbidden' | 'busy';

/** A document that cannot be used. The message names no content of it. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';

  constructor(
    readonly fault: DocumentFault,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
