import { applyDecorators } from '@nestjs/common';
import { Transform, type TransformFnParams } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateBy,
  type ValidationOptions,
} from 'class-validator';

/**
 * Property decorators for settings: each turns the text of an environment variable into its type and says, without
 * ever repeating the value (it may be a secret pasted into the wrong line), what is wrong with it and how to mend it.
 * @module
 */

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Turns trimmed text into a value, leaving what is no text alone. */
export function text(map: (value: string) => unknown): PropertyDecorator {
  return Transform(({ value }: TransformFnParams) => (typeof value === 'string' ? map(value.trim()) : value));
}

/** A validator with one fixed message. */
export function check(
  name: string,
  message: string,
  validate: (value: unknown) => boolean,
  options?: ValidationOptions,
) {
  return ValidateBy({ name, validator: { validate, defaultMessage: () => message } }, options);
}

/** Splits a comma-separated list, dropping blanks around and between the entries. */
export function splitList(value: string): string[] {
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** Free text; not secret. */
export const Text = () => applyDecorators(IsOptional(), IsString());

/** A secret: present or absent, its content is nobody's business. */
export const Secret = () => applyDecorators(IsOptional(), IsString());

/** A GUID, lower-cased, that must be there. */
export const RequiredGuid = () =>
  applyDecorators(
    text((value) => value.toLowerCase()),
    Matches(GUID, { message: 'is required and must be a GUID, as the app registration shows it' }),
  );

/** A GUID, lower-cased. */
export const Guid = () =>
  applyDecorators(
    IsOptional(),
    text((value) => value.toLowerCase()),
    Matches(GUID, { message: 'must be a GUID, as the app registration shows it' }),
  );

const NOT_ONE_TENANT = new Set(['common', 'organizations', 'consumers']);

/** The GUID of one tenant; the aliases for many tenants are refused with the reason. */
export const TenantId = () =>
  applyDecorators(
    text((value) => value.toLowerCase()),
    Matches(GUID, {
      message: ({ value }) =>
        NOT_ONE_TENANT.has(String(value))
          ? 'must be the GUID of one tenant: common, organizations and consumers have no issuer of their own, so tokens could not be bound to a tenant (list further tenants in ALLOWED_TENANTS)'
          : 'is required and must be the GUID of the tenant, as the Entra admin center shows it',
    }),
  );

/** A comma-separated list of GUIDs. */
export const GuidList = () =>
  applyDecorators(
    IsOptional(),
    text((value) => splitList(value.toLowerCase())),
    Matches(GUID, { each: true, message: 'must be a comma-separated list of GUIDs' }),
  );

/** A whole number in a range. */
export const WholeNumber = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return applyDecorators(
    // Number() would take 0x10 and 1e2 as well.
    text((value) => (/^\d{1,9}$/.test(value) ? Number(value) : value)),
    IsInt({ message }),
    Min(min, { message }),
    Max(max, { message }),
  );
};

/** `true` or `false`. */
export const Flag = () =>
  applyDecorators(
    IsOptional(),
    text((value) => ({ true: true, '1': true, false: false, '0': false })[value.toLowerCase()] ?? value),
    check('flag', 'must be true or false', (value) => typeof value === 'boolean'),
  );

/** One of a fixed list of words. */
export const OneOf = (...words: readonly string[]) =>
  applyDecorators(
    text((value) => value.toLowerCase()),
    IsIn(words, { message: `must be one of: ${words.join(', ')}` }),
  );

/** A comma-separated list of words out of a fixed list. */
export const SomeOf = (...words: readonly string[]) =>
  applyDecorators(
    IsOptional(),
    text((value) => splitList(value.toLowerCase())),
    IsIn(words, { each: true, message: `must be a comma-separated list of: ${words.join(', ')}` }),
  );

/** Text of a given form. */
export const Pattern = (pattern: RegExp, message: string) =>
  applyDecorators(IsOptional(), Matches(pattern, { message }));

/** A comma-separated list of literal words. */
export const TextList = () => applyDecorators(IsOptional(), text(splitList), IsString({ each: true }));
