import { z } from 'zod';
import type { ZodType } from 'zod';
import { commonCodes, octets, statusOf } from './operation.ts';
import type { Operation, Route } from './operation.ts';
import { problemSchema } from './problem.ts';

export type JsonSchema = { [member: string]: unknown };
export type Described = { method: string; path: string; operation: Operation };

/** OpenAPI 3.1, whose schemas are JSON Schema 2020-12 as Zod writes it. */
export function toOpenApi(routes: readonly Route[], info: { title: string; version: string; description: string }) {
  const parts: Record<string, JsonSchema> = {};
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const { method, path, operation } of routes) {
    if (!operation) continue;
    const place = path.replaceAll(/:(\w+)/g, '{$1}');
    paths[place] = { ...paths[place], [method.toLowerCase()]: toOperation(operation, place, parts) };
  }
  const problem = schemaOf(problemSchema, 'output', parts);
  return {
    openapi: '3.1.0',
    info,
    security: [{ bearer: [] }, { cookie: [] }],
    paths: Object.fromEntries(Object.entries(paths).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: bearerNote },
        cookie: { type: 'apiKey', in: 'cookie', name: 'tamga_session' },
      },
      schemas: Object.fromEntries(
        Object.entries({ ...parts, Problem: problem }).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
    },
  };
}

export const problemType = 'application/problem+json';

const bearerNote =
  'A token of a role. With it the header `tamga-officer` names which officer of that role acts; by default the first.';

function toOperation(operation: Operation, place: string, parts: Record<string, JsonSchema>): JsonSchema {
  const { id, summary, power, answer } = operation;
  const codes = codesOf(operation);
  return {
    operationId: id,
    summary,
    tags: [place.split('/')[2] ?? ''],
    ...(power === 'nobody' ? { security: [] } : {}),
    'x-power': power,
    'x-problems': codes,
    parameters: parametersOf(operation, parts),
    ...(operation.body ? { requestBody: bodyOf(operation.body, parts) } : {}),
    responses: {
      [statusOf(operation)]: {
        description: answer === 'nothing' ? 'Done.' : 'The answer.',
        ...(answer === 'nothing' ? {} : { content: contentOf(answer, 'output', parts, operation.fileType) }),
      },
      default: {
        description: `A problem (RFC 9457). Codes: ${codes.join(', ')}.`,
        content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

/** Every code that an operation may answer. */
export const codesOf = (operation: Operation): string[] =>
  [...new Set([...commonCodes(operation), ...(operation.codes ?? [])])].toSorted();

const bodyOf = (body: ZodType | 'file', parts: Record<string, JsonSchema>): JsonSchema => ({
  required: true,
  content: contentOf(body, 'input', parts),
});

const contentOf = (
  content: ZodType | 'file',
  io: 'input' | 'output',
  parts: Record<string, JsonSchema>,
  fileType: string = octets,
): JsonSchema =>
  content === 'file' ? { [fileType]: {} } : { 'application/json': { schema: schemaOf(content, io, parts) } };

function parametersOf({ params = {}, query, once }: Operation, parts: Record<string, JsonSchema>): JsonSchema[] {
  const named = query ? schemaOf(query, 'input', parts) : {};
  const required = (named['required'] ?? []) as string[];
  return [
    ...Object.entries(params).map(([name, schema]) => ({
      name,
      in: 'path',
      required: true,
      schema: schemaOf(schema, 'input', parts),
    })),
    ...Object.entries((named['properties'] ?? {}) as Record<string, JsonSchema>).map(([name, schema]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      schema,
    })),
    ...(once ? [idempotencyKey] : []),
  ];
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and request within a day are done once, and answered alike.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{16,100}$' },
};

/** A schema with its named parts among the components. Two parts of one name that differ are a slip of whoever named them. */
function schemaOf(schema: ZodType, io: 'input' | 'output', parts: Record<string, JsonSchema>): JsonSchema {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: asWire }) as JsonSchema;
  const { $schema: _, $defs = {}, ...rest } = relinked(made) as JsonSchema;
  for (const [name, part] of Object.entries($defs as Record<string, JsonSchema>)) {
    const { id: _id, ...kept } = part;
    if (parts[name] && JSON.stringify(parts[name]) !== JSON.stringify(kept))
      throw new Error(`two schemas are named ${name}`);
    parts[name] = kept;
  }
  return rest;
}

/**
 * JSON has no dates: they go out as `Date.toJSON` writes them. In an address all is text: what is a number or a yes or no there says so
 * itself (`meta`), and how it is written is no more to be told.
 */
function asWire({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: JsonSchema }): void {
  if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
  if (jsonSchema['type'] !== 'integer' && jsonSchema['type'] !== 'boolean') return;
  delete jsonSchema['pattern'];
  delete jsonSchema['enum'];
}

function relinked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relinked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === '$ref' && typeof member === 'string'
        ? member.replace('#/$defs/', '#/components/schemas/')
        : relinked(member),
    ]),
  );
}
