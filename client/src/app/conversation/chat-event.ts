import type { AGUIEvent } from '@ag-ui/core';

type Wire<E> = E extends { type: infer T extends string }
  ? Omit<E, 'type'> & { readonly type: `${T}` }
  : never;

/**
 * An AG-UI 1.0 event as it stands on the wire. The package's own types name events by an enum, which would have to
 * be loaded at run time; here the same types carry plain strings.
 */
export type ChatEvent = Wire<AGUIEvent>;

/** Extra members of an event, which AG-UI has no field for. */
export type EventMetadata = Readonly<Record<string, unknown>>;

export function textOf(metadata: EventMetadata | undefined, name: string): string | undefined {
  const value = metadata?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberOf(metadata: EventMetadata | undefined, name: string): number | undefined {
  const value = metadata?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
