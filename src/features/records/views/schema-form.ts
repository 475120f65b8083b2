import { z } from 'zod';

/** The part of JSON Schema (2020-12) that the form understands; whatever else a schema says, the node judges. */
export type JsonSchema = {
  type?: string | undefined;
  title?: string | undefined;
  description?: string | undefined;
  format?: string | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  minimum?: number | undefined;
  maximum?: number | undefined;
  maxLength?: number | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  required?: string[] | undefined;
  items?: JsonSchema | undefined;
};

const schemaOf: z.ZodType<JsonSchema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    format: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    maxLength: z.number().optional(),
    properties: z.record(z.string(), schemaOf).optional(),
    required: z.array(z.string()).optional(),
    items: schemaOf.optional(),
  }),
);

/** A schema as the node gives it; one that is not understood becomes a field for JSON text. */
export const readJsonSchema = (value: unknown): JsonSchema => {
  const parsed = schemaOf.safeParse(value);
  return parsed.success ? parsed.data : {};
};

export type FieldKind =
  | 'fixed'
  | 'choice'
  | 'flag'
  | 'whole'
  | 'number'
  | 'date'
  | 'moment'
  | 'line'
  | 'text'
  | 'lines'
  | 'group'
  | 'json';

/** A text that may be longer than this gets room for several lines. */
const longText = 200;

export function fieldKindOf(schema: JsonSchema): FieldKind {
  if (schema.const !== undefined) return 'fixed';
  if (schema.enum?.every((value) => typeof value === 'string')) return 'choice';
  if (schema.type === 'boolean') return 'flag';
  if (schema.type === 'integer') return 'whole';
  if (schema.type === 'number') return 'number';
  if (schema.type === 'string' && schema.format === 'date') return 'date';
  if (schema.type === 'string' && schema.format === 'date-time') return 'moment';
  if (schema.type === 'string') return schema.maxLength !== undefined && schema.maxLength <= longText ? 'line' : 'text';
  if (schema.type === 'array' && schema.items && ['line', 'text', 'choice'].includes(fieldKindOf(schema.items)))
    return 'lines';
  if (schema.type === 'object' && schema.properties) return 'group';
  return 'json';
}

/** What was typed: texts by field, groups within groups. */
export type FormState = { [name: string]: string | FormState };

/** What is said of JSON text that is none, by the name of its field. */
type SayNotJson = (name: string) => string;

/**
 * The body that the typed texts mean; an empty optional field is an absent member.
 * @throws SyntaxError with what `say` says for JSON text that is none
 */
export function bodyOf(schema: JsonSchema, state: FormState, say: SayNotJson): Record<string, unknown> {
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const value = valueOf(field, state[name], name, say);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(members);
}

function valueOf(schema: JsonSchema, typed: string | FormState | undefined, name: string, say: SayNotJson): unknown {
  const kind = fieldKindOf(schema);
  if (kind === 'fixed') return schema.const;
  if (kind === 'group') {
    const body = bodyOf(schema, typeof typed === 'object' ? typed : {}, say);
    return Object.keys(body).length > 0 ? body : undefined;
  }
  const text = typeof typed === 'string' ? typed : '';
  if (kind === 'flag') return text === 'true';
  if (text.trim() === '') return undefined;
  switch (kind) {
    case 'whole':
    case 'number':
      return Number(text);
    case 'moment':
      return toMoment(text);
    case 'lines':
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean);
    case 'json':
      return parseField(text, say(name));
    case 'choice':
    case 'date':
    case 'line':
    case 'text':
      return text;
  }
}

/** The texts that mean this body: what a correction begins with. A member that the schema does not name is left out. */
export function typedOf(schema: JsonSchema, body: unknown): FormState {
  if (typeof body !== 'object' || body === null) return {};
  const members = new Map(Object.entries(body));
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    members.has(name) ? [[name, textOf(field, members.get(name))] as const] : [],
  );
  return Object.fromEntries(fields);
}

function textOf(schema: JsonSchema, value: unknown): string | FormState {
  switch (fieldKindOf(schema)) {
    case 'group':
      return typedOf(schema, value);
    case 'lines':
      return Array.isArray(value) ? value.join('\n') : '';
    case 'moment':
      return String(value).slice(0, 19);
    case 'json':
      return JSON.stringify(value, null, 2);
    case 'choice':
    case 'date':
    case 'fixed':
    case 'flag':
    case 'line':
    case 'number':
    case 'text':
    case 'whole':
      return String(value);
  }
}

/** '2030-05-13T06:00' from the browser, taken as UTC, in the form that envelopes use. */
const toMoment = (text: string): string => `${text.length === 16 ? `${text}:00` : text.slice(0, 19)}.000Z`;

function parseField(text: string, refusal: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(refusal, { cause });
  }
}
