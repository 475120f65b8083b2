import type { MiddlewareHandler } from 'hono';
import { TamgaError } from '../errors.ts';

/** A body must say how long it is, and be no longer than allowed there; Node holds it to what it said. */
export const limitBody =
  (maxBytesAt: (path: string) => number): MiddlewareHandler =>
  async (c, next) => {
    const length = c.req.header('content-length');
    if (c.req.header('transfer-encoding') !== undefined)
      throw new TamgaError('malformed', 'content-length is missing: chunked bodies are not taken');
    const maxBytes = maxBytesAt(c.req.path);
    if (Number(length ?? 0) > maxBytes)
      throw new TamgaError('too-large', `the request is larger than ${maxBytes} bytes`);
    await next();
  };
