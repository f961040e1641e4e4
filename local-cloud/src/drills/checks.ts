/** Small checks for JSON bodies; each names the member that is wrong. */

/** A drill that cannot be understood; `member` is the path of the faulty member. */
export class DrillFault extends Error {
  readonly code = 'invalid_drill';

  constructor(
    readonly member: string,
    problem: string,
  ) {
    super(`${member}: ${problem}`);
  }
}

/** Checks one value; throws `DrillFault`. */
export type Check = (value: unknown, member: string) => void;

/** A value of this JSON type. */
export function kind(type: 'string' | 'boolean'): Check {
  return (value, member) => {
    if (typeof value !== type) throw new DrillFault(member, `must be a ${type}`);
  };
}

/** A whole number between the bounds, both included. */
export function whole(least: number, most: number): Check {
  return (value, member) => {
    if (!Number.isInteger(value) || Number(value) < least || Number(value) > most) {
      throw new DrillFault(member, `must be a whole number from ${least} to ${most}`);
    }
  };
}

/** One of these values. */
export function oneOf(...allowed: readonly unknown[]): Check {
  return (value, member) => {
    if (!allowed.includes(value)) throw new DrillFault(member, `must be one of ${allowed.join(', ')}`);
  };
}

/** A list whose items all pass. */
export function list(check: Check): Check {
  return (value, member) => {
    if (!Array.isArray(value)) throw new DrillFault(member, 'must be a list');
    value.forEach((item, index) => check(item, `${member}[${index}]`));
  };
}

/** An object with known members only; `required` ones must be there. */
export function record(members: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return (value, member) => {
    anyObject(value, member);
    const path = (name: string) => (member ? `${member}.${name}` : name);
    for (const [name, item] of Object.entries(value as object)) {
      const check = Object.hasOwn(members, name) ? members[name] : undefined;
      if (!check)
        throw new DrillFault(path(name), `is unknown; known are ${Object.keys(members).join(', ')}`);
      check(item, path(name));
    }
    for (const name of required) {
      if (!Object.hasOwn(value as object, name)) throw new DrillFault(path(name), 'is required');
    }
  };
}

/** Passes, or is null. */
export function orNull(check: Check): Check {
  return (value, member) => (value === null ? undefined : check(value, member));
}

/** Passes one of two checks; the second words the fault. */
export function either(a: Check, b: Check): Check {
  return (value, member) => {
    try {
      a(value, member);
    } catch {
      b(value, member);
    }
  };
}

/** Any JSON object. */
export function anyObject(value: unknown, member: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DrillFault(member || 'body', 'must be an object');
  }
}
