import { JsonError, parseStrictJson } from '@tamga/json';
import type { Context } from 'hono';
import { TamgaError } from '../errors.ts';

const limits = { maxBytes: 64 * 1024 * 1024, maxDepth: 80, maxValues: 1_000_000 };

/** The body of a request as strict I-JSON: a name given twice is refused here as it is in a record. Errors: malformed, with the byte. */
export async function readJson(c: Context): Promise<unknown> {
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  try {
    return parseStrictJson(bytes, limits);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new TamgaError('malformed', `body: ${error.message}`, { cause: error });
  }
}
