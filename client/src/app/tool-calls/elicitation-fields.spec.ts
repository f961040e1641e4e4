import { contentOf, fieldsOf } from './elicitation-fields.js';

const SCHEMA = {
  type: 'object',
  properties: {
    title: { type: 'string', title: 'Title', description: 'Shown in the list' },
    email: { type: 'string', format: 'email' },
    days: { type: 'integer', minimum: 1, maximum: 30, default: 7 },
    urgent: { type: 'boolean', default: true },
    size: { type: 'string', enum: ['s', 'm'], enumNames: ['Small', 'Medium'] },
    colour: { oneOf: [{ const: 'r', title: 'Red' }] },
  },
  required: ['title', 'days'],
};

describe('an elicitation form', () => {
  it('has one field per member, of its kind', () => {
    const fields = fieldsOf(SCHEMA);
    expect(fields.map(({ name, kind, inputType }) => [name, kind, inputType])).toEqual([
      ['title', 'text', 'text'],
      ['email', 'text', 'email'],
      ['days', 'number', 'number'],
      ['urgent', 'boolean', 'text'],
      ['size', 'choice', 'text'],
      ['colour', 'choice', 'text'],
    ]);
    expect(fields[4]?.choices).toEqual([
      { value: 's', label: 'Small' },
      { value: 'm', label: 'Medium' },
    ]);
    expect(fields[2]?.initial).toBe('7');
    expect(fieldsOf({ properties: { addAnother: { type: 'boolean' } } })[0]?.label).toBe('Add another');
  });

  it('answers with the types of the schema and leaves out what is empty', () => {
    const values = { title: 'Trip', email: '', days: '3', urgent: false, size: 'm', colour: '' };
    expect(contentOf(fieldsOf(SCHEMA), values)).toEqual({
      content: { title: 'Trip', days: 3, urgent: false, size: 'm' },
      faulty: [],
    });
  });

  it.each(['0', '31', '2.5', 'many'])('names a number that does not fit: %s', (days) => {
    expect(contentOf(fieldsOf(SCHEMA), { title: 'Trip', days, urgent: true }).faulty).toEqual(['days']);
  });

  it('names required fields that are empty', () => {
    expect(contentOf(fieldsOf(SCHEMA), { title: ' ', days: '1', urgent: true }).faulty).toEqual(['title']);
  });
});
