import { expect, test } from 'vitest';
import { bodyOf, fieldKindOf, readJsonSchema, typedOf } from './schema-form.ts';

const schema = readJsonSchema({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['title', 'hosts', 'sector'],
  properties: {
    format: { const: 'report/1' },
    title: { type: 'string', maxLength: 200 },
    text: { type: 'string', maxLength: 8000 },
    hosts: { type: 'integer', minimum: 0 },
    share: { type: 'number' },
    sector: { type: 'string', enum: ['rail', 'health'] },
    confirmed: { type: 'boolean' },
    seenOn: { type: 'string', format: 'date' },
    detectedAt: { type: 'string', format: 'date-time' },
    products: { type: 'array', items: { type: 'string' } },
    contact: { type: 'object', properties: { desk: { type: 'string', maxLength: 50 } } },
    extra: { anyOf: [{ type: 'string' }, { type: 'number' }] },
  },
});

const say = (name: string): string => `${name}: no JSON`;

test('every member of a schema gets the field that fits it', () => {
  const kinds = Object.entries(schema.properties ?? {}).map(([name, field]) => [name, fieldKindOf(field)]);
  expect(Object.fromEntries(kinds)).toEqual({
    format: 'fixed',
    title: 'line',
    text: 'text',
    hosts: 'whole',
    share: 'number',
    sector: 'choice',
    confirmed: 'flag',
    seenOn: 'date',
    detectedAt: 'moment',
    products: 'lines',
    contact: 'group',
    extra: 'json',
  });
});

test('what was typed becomes a body of the types that the schema asks for', () => {
  const typed = {
    title: 'Halls closed',
    text: 'line 1\nline 2',
    hosts: '412',
    share: '0.5',
    sector: 'rail',
    confirmed: 'true',
    seenOn: '2030-05-13',
    detectedAt: '2030-05-13T06:00',
    products: ' LegacyShare v1 \n\nOther ',
    contact: { desk: 'CSIRT' },
    extra: '{"a":[1]}',
  };
  expect(bodyOf(schema, typed, say)).toEqual({
    ...typed,
    format: 'report/1',
    hosts: 412,
    share: 0.5,
    confirmed: true,
    detectedAt: '2030-05-13T06:00:00.000Z',
    products: ['LegacyShare v1', 'Other'],
    extra: { a: [1] },
  });
});

test('an empty field is an absent member, never null and never an empty text', () => {
  expect(bodyOf(schema, { title: 'x', text: '  ', hosts: '0' }, say)).toEqual({
    format: 'report/1',
    title: 'x',
    hosts: 0,
    confirmed: false,
  });
});

test('text that is no JSON is refused under the name of its field', () => {
  expect(() => bodyOf(schema, { extra: '{' }, say)).toThrow('extra: no JSON');
});

test('a schema that is not understood is one field for JSON text', () => {
  expect(fieldKindOf(readJsonSchema('nonsense'))).toBe('json');
});

test('the texts of a body mean that very body again', () => {
  const body = {
    format: 'report/1',
    title: 'Halls closed',
    text: 'line 1\nline 2',
    hosts: 412,
    share: 0.5,
    sector: 'rail',
    confirmed: false,
    seenOn: '2030-05-13',
    detectedAt: '2030-05-13T06:00:07.000Z',
    products: ['LegacyShare v1', 'Other'],
    contact: { desk: 'CSIRT' },
    extra: { a: [1] },
  };
  expect(bodyOf(schema, typedOf(schema, body), say)).toEqual(body);
  const { contact: _, products: __, ...less } = body;
  expect(bodyOf(schema, typedOf(schema, less), say)).toEqual(less);
  expect(typedOf(schema, 'no body')).toEqual({});
});
