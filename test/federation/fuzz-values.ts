import fc from 'fast-check';

export type Schema = { [member: string]: unknown };

/** Values that fit a JSON Schema, and with real names among the strings, so that requests come further than to `not-found`. */
export function valuesOf(schema: Schema, real: readonly string[]): fc.Arbitrary<unknown> {
  const options = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (options) return fc.oneof(...options.map((one) => valuesOf(one, real)));
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const { type } = schema;
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => valuesOf({ ...schema, type: one as string }, real)));
  if (type === 'string') return textOf(schema, real);
  if (type === 'integer' || type === 'number') return fc.integer({ min: Number(schema['minimum'] ?? -5), max: 5_000 });
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'array') {
    const minLength = Number(schema['minItems'] ?? 0);
    return fc.array(valuesOf(schema['items'] as Schema, real), { minLength, maxLength: minLength + 3 });
  }
  return type === 'object' ? objectOf(schema, real) : fc.jsonValue({ maxDepth: 2 });
}

function objectOf(schema: Schema, real: readonly string[]): fc.Arbitrary<unknown> {
  const members = (schema['properties'] ?? {}) as Record<string, Schema>;
  const model = Object.fromEntries(Object.entries(members).map(([name, one]) => [name, valuesOf(one, real)]));
  return fc.record(model, { requiredKeys: (schema['required'] ?? []) as string[] });
}

function textOf(schema: Schema, real: readonly string[]): fc.Arbitrary<string> {
  const { pattern, format } = schema;
  const max = Math.min(Number(schema['maxLength'] ?? 60), 60);
  const fits = typeof pattern === 'string' ? real.filter((one) => new RegExp(pattern).test(one)) : real;
  const made =
    format === 'date'
      ? fc.constantFrom('2031-05-13', '2030-05-13', '1970-01-01', '9999-12-31', '0000-02-29')
      : format === 'date-time'
        ? fc.constantFrom('2030-06-01T00:00:00.000Z', '2031-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z')
        : typeof pattern === 'string'
          ? fc.stringMatching(new RegExp(simpler(pattern)))
          : fc.string({ minLength: Number(schema['minLength'] ?? 0), maxLength: max, unit: 'grapheme' });
  return fits.length === 0 ? made : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...fits) }, made);
}

/** fast-check makes no texts for look-aheads. */
const simpler = (pattern: string): string => pattern.replaceAll(/\(\?[!=][^)]*\)/g, '');

const evil = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '../../etc/passwd',
  "'; drop table record; --",
  '%00',
  '-1',
  '1e309',
  '99999999999999999999',
  '\u202e\u2066',
  'x'.repeat(5_000),
  '__proto__',
  'xa/00000000-0000-7000-8000-000000000000',
];

/** The same value with one thing wrong, somewhere: mostly it does not fit any more. */
export const brokenOf = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.nat(), fc.oneof(fc.constantFrom<unknown>(...evil), fc.jsonValue({ maxDepth: 3 }), fc.double()))
    .map(([place, wrong]) => breakAt(value, place, wrong));

function breakAt(value: unknown, place: number, wrong: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && place % 4 > 0)
    return value.with(place % value.length, breakAt(value[place % value.length], place >> 2, wrong));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
  const names = Object.keys(value);
  const name = names[place % Math.max(1, names.length)] ?? 'extra';
  if (place % 5 === 0) return { ...value, [`x${place}`]: wrong };
  if (place % 5 === 1) return Object.fromEntries(Object.entries(value).filter(([one]) => one !== name));
  return { ...value, [name]: breakAt((value as Schema)[name], place >> 2, wrong) };
}

export const evilText: fc.Arbitrary<string> = fc.constantFrom(...evil);
