import { z } from 'zod';
import { rolesWith } from '#features/officers/actions.ts';
import { gradeSchema, stixIdSchema } from '#features/hypotheses/model.ts';
import { authoritySchema, digestSchema, instantSchema, refParams, refSchema } from '#features/records/model.ts';
import type { AnyKind } from '#features/records/model.ts';
import { kinds } from '#kinds.ts';

// docs/kinds.md: the bodies of all kinds, made from their own schemas.

type Schema = {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: (string | number)[];
  const?: string | number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: unknown;
};

const toSchema = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;

/** Forms that have a name, by what their schemas say. */
const named = new Map(
  [
    [refSchema, 'ref of a record'],
    [digestSchema, 'digest, base64url'],
    [authoritySchema, 'code of an authority'],
    [refParams.participant, 'code of a participant'],
    [stixIdSchema, 'STIX id'],
    [gradeSchema, 'grade, `A1` to `F6`'],
    [instantSchema, 'time, `YYYY-MM-DDTHH:MM:SS.mmmZ`'],
    [z.iso.date(), 'date, `YYYY-MM-DD`'],
    [z.iso.datetime(), 'time, RFC 3339 in UTC'],
  ].map(([schema, words]) => [JSON.stringify(bare(toSchema(schema as z.ZodType))), words as string] as const),
);

/** What tells a form from another one. */
function bare({ type, format, pattern }: Schema): Schema {
  return { ...(type && { type }), ...(format && { format }), ...(pattern && { pattern }) };
}

const spaced = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

function range(least: number | undefined, most: number | undefined): string {
  const upper = most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : spaced(most);
  if (upper === undefined)
    return least === undefined || least <= Number.MIN_SAFE_INTEGER ? '' : `${spaced(least)} or more`;
  return least === undefined ? `up to ${upper}` : `${spaced(least)} to ${upper}`;
}

function formOf(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(formOf).join(', or ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  switch (schema.type) {
    case 'string':
      return named.get(JSON.stringify(bare(schema))) ?? textOf(schema);
    case 'integer':
      return ['whole number', range(schema.minimum, schema.maximum) || undefined].filter(Boolean).join(', ');
    case 'boolean':
      return '`true` or `false`';
    case 'array': {
      const count = range(schema.minItems || undefined, schema.maxItems);
      const each = isObject(schema.items)
        ? schema.items?.anyOf
          ? ': each in one of the forms'
          : ''
        : `: each ${formOf(schema.items ?? {})}`;
      return `list${count === '' ? '' : `, ${count}`}${each}`;
    }
    case 'object':
      return schema.additionalProperties === false ? 'object' : 'object, with any other members';
    case undefined:
    default:
      throw new Error(`docs/kinds.md has no words for ${JSON.stringify(schema)}`);
  }
}

function textOf({ minLength, maxLength, pattern }: Schema): string {
  const length = range(minLength || undefined, maxLength);
  const isFilled = pattern === '\\S';
  const shape = pattern === undefined || isFilled ? '' : `, matches \`${pattern.replaceAll('|', '\\|')}\``;
  return `text${length === '' ? '' : `, ${length} characters`}${isFilled ? ', not blank' : ''}${shape}`;
}

const isObject = (schema: Schema | undefined): boolean =>
  schema?.properties !== undefined || (schema?.anyOf ?? []).some((one) => one.properties !== undefined);

/** One row for each member, those of members below it. */
function rowsOf(schema: Schema, path = ''): string[] {
  if (schema.anyOf)
    return schema.anyOf.flatMap((one, i) =>
      isObject(one) ? rowsOf(one, path).map((row) => row.replace('` |', `\` (form ${i + 1}) |`)) : [],
    );
  if (schema.type === 'array') return schema.items ? rowsOf(schema.items, `${path}[]`) : [];
  const prefix = path === '' ? '' : `${path}.`;
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const needed = schema.required?.includes(name) ? 'yes' : '';
    return [`| \`${prefix}${name}\` | ${formOf(member)} | ${needed} |`, ...rowsOf(member, `${prefix}${name}`)];
  });
}

function classOf({ control, account, confidential, blobs }: AnyKind): string {
  const main = control ? 'control record' : account ? 'account of the node’s own participant' : 'content';
  return [main, confidential ? 'confidential' : undefined, blobs ? 'may name blobs' : undefined]
    .filter(Boolean)
    .join('; ');
}

function makersOf({ by, draftable }: AnyKind): string {
  if (by === 'node') return 'the node itself';
  const roles = rolesWith(by).join(', ');
  return draftable ? `${roles}; also in the general form (\`tamga submit\`)` : roles;
}

const sectionOf = (kind: AnyKind): string =>
  [
    `## ${kind.kind}`,
    '',
    `${kind.what[0]?.toUpperCase() ?? ''}${kind.what.slice(1)}.`,
    '',
    `* Class: ${classOf(kind)}.`,
    `* Sealed by: ${makersOf(kind)}.`,
    '',
    '| member | form | needed |',
    '|---|---|---|',
    ...rowsOf(toSchema(kind.schema)),
  ].join('\n');

const head = `# Kinds of record

What stands in the body of each kind. Made from the kinds' own schemas by \`node tools/describe.ts\`; \`GET /api/kinds\` gives the same as JSON Schema.
The envelope around a body, and what rules ask besides (who may say it, about what, under which code it is refused), is in
\`docs/protocol/records.md\` and \`docs/protocol/codes.md\`.

| class | what that means |
|---|---|
| content | says on what \`basis\`, for what \`purpose\`, under which \`marking\` and until when it is kept; leaves its node by a release alone |
| control record | names in \`to\` the one participant that it reaches without a release; bears no handling; is never receipted |
| account | what a node tells of its own participant, by the node's own key; due to oversight where the profile says so |
| confidential | no word of the body is in lists or search: it is opened for whoever may read it |

A body is JSON of at most 4 MiB. A member that is not listed is refused, but where an object may have any; one that is not needed is left out, never null. \`list[].member\` is
a member of each element. At each holder a record is in one of four states, whatever its kind: \`own\`, \`accepted\`, \`waiting\` (for a record that it names) or
\`quarantined\` (with a code, for an officer to look at).
`;

export function kindsPage(): string {
  const all = [...kinds.values()].toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
  return `${[head, ...all.map(sectionOf)].join('\n').replaceAll(/\|\n## /g, '|\n\n## ')}\n`;
}
