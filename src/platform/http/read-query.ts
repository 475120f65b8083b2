import type { Context } from 'hono';
import { z } from 'zod';
import type { ZodError, ZodType } from 'zod';
import { TamgaError } from '../errors.ts';

const noQuery = z.strictObject({});

/** The query of a request by its schema. A name that is unknown, or given twice, is refused by name. Errors: malformed. */
export function readQuery(given: Record<string, string[]>, schema: ZodType = noQuery): unknown {
  const twice = Object.entries(given).find(([, values]) => values.length > 1);
  if (twice) throw new TamgaError('malformed', `query: ${twice[0]} is given twice`);
  const result = schema.safeParse(Object.fromEntries(Object.entries(given).map(([name, [value]]) => [name, value])));
  if (!result.success) throw malformed(result.error);
  return result.data;
}

function malformed({ issues }: ZodError): TamgaError {
  const items = issues.slice(0, 20).map(({ path, message }) => ({ path: ['query', ...path].join('.'), message }));
  const [first] = items;
  return new TamgaError('malformed', `${first?.path ?? 'query'}: ${first?.message ?? 'malformed'}`, {
    detail: { items },
  });
}

/** The parts of a path by their schemas. Errors: not-found. */
export function readParams(
  c: Context,
  schemas: Readonly<Record<string, ZodType<string>>> = {},
): Record<string, string> {
  const given: Record<string, string> = c.req.param();
  for (const [name, schema] of Object.entries(schemas))
    if (!schema.safeParse(given[name]).success) throw new TamgaError('not-found', `nothing here has this ${name}`);
  return given;
}
