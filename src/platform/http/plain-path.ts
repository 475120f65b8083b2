import type { MiddlewareHandler } from 'hono';
import { TamgaError } from '../errors.ts';

/**
 * A path has one spelling: whatever looks at it, router, rule, signature or proxy, reads the same one. Refused are escapes of
 * characters that need none (RFC 3986 §6.2.2.2) or that are no UTF-8, dot segments and empty segments.
 */
export const refuseOddPaths = (): MiddlewareHandler => async (c, next) => {
  if (!isPlainPath(pathOf(c.req.url))) throw new TamgaError('not-found', 'no such route');
  await next();
};

/** As the request has it: the `URL` class would resolve dot segments, and nobody would see that there were any. */
const pathOf = (url: string): string => /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? '';

export function isPlainPath(path: string): boolean {
  if (/\/(?:\/|\.{1,2}(?:\/|$))|\\/.test(path)) return false;
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return false;
  const escapes = path.match(/%[0-9A-Fa-f]{2}/g) ?? [];
  if (escapes.some((one) => /[A-Za-z0-9._~-]/.test(String.fromCharCode(Number.parseInt(one.slice(1), 16)))))
    return false;
  return isUtf8(path);
}

function isUtf8(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
