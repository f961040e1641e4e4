/** What a field holds while it is edited. */
export type FieldValue = string | boolean;

/** One question of a form. MCP elicitation knows flat objects of these kinds only. */
export interface Field {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'choice';
  readonly inputType: 'text' | 'number' | 'email' | 'url' | 'date' | 'datetime-local';
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  readonly initial: FieldValue;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly integer: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Schema = Readonly<Record<string, unknown>>;

const INPUT_TYPES: Readonly<Record<string, Field['inputType']>> = {
  email: 'email',
  uri: 'url',
  date: 'date',
  'date-time': 'datetime-local',
};

/** The fields of a JSON Schema of an object with plain members (MCP 2025-11-25, elicitation). */
export function fieldsOf(schema: Schema): readonly Field[] {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(properties).map(([name, property]) =>
    fieldOf(name, property, required.includes(name)),
  );
}

function fieldOf(name: string, property: Schema, required: boolean): Field {
  const choices = choicesOf(property);
  const type = property['type'];
  const numeric = type === 'number' || type === 'integer';
  const kind = choices.length > 0 ? 'choice' : type === 'boolean' ? 'boolean' : numeric ? 'number' : 'text';
  const initial = property['default'];
  return {
    name,
    kind,
    inputType: numeric ? 'number' : (INPUT_TYPES[String(property['format'])] ?? 'text'),
    label: typeof property['title'] === 'string' ? property['title'] : spoken(name),
    description: typeof property['description'] === 'string' ? property['description'] : '',
    required,
    initial: kind === 'boolean' ? initial === true : initial === undefined ? '' : String(initial),
    choices,
    integer: type === 'integer',
    ...(typeof property['minimum'] === 'number' ? { minimum: property['minimum'] } : {}),
    ...(typeof property['maximum'] === 'number' ? { maximum: property['maximum'] } : {}),
  };
}

/** `addAnother` and `add_another` as a person would write them. */
function spoken(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function choicesOf(property: Schema): Field['choices'] {
  const titled = property['oneOf'];
  if (Array.isArray(titled)) {
    return (titled as readonly Schema[]).map((one) => ({
      value: String(one['const']),
      label: typeof one['title'] === 'string' ? one['title'] : String(one['const']),
    }));
  }
  const values = property['enum'];
  if (!Array.isArray(values)) return [];
  const names = Array.isArray(property['enumNames']) ? property['enumNames'] : values;
  return values.map((value, index) => ({ value: String(value), label: String(names[index] ?? value) }));
}

/** The content to send, and the names of fields that do not fit yet. */
export function contentOf(
  fields: readonly Field[],
  values: Readonly<Record<string, FieldValue>>,
): { readonly content: Readonly<Record<string, unknown>>; readonly faulty: readonly string[] } {
  const content: Record<string, unknown> = {};
  const faulty: string[] = [];
  for (const field of fields) {
    const value = values[field.name] ?? '';
    if (typeof value === 'boolean') content[field.name] = value;
    else if (value.trim() === '') {
      if (field.required) faulty.push(field.name);
    } else if (field.kind === 'number') {
      const number = Number(value);
      if (fits(field, number)) content[field.name] = number;
      else faulty.push(field.name);
    } else content[field.name] = value;
  }
  return { content, faulty };
}

function fits(field: Field, value: number): boolean {
  if (!Number.isFinite(value) || (field.integer && !Number.isInteger(value))) return false;
  return value >= (field.minimum ?? -Infinity) && value <= (field.maximum ?? Infinity);
}
