import { relative } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import { TamgaError } from '../errors.ts';

const policyOf = (contentOrigin: string | undefined): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    // What others made is shown there alone, and a link in it leads nowhere else: the frame may go to no other origin (CSP 3 §6.1.6).
    `frame-src ${contentOrigin ?? "'none'"}`,
  ].join('; ');

/** Strict headers on everything; a Host that is not this node's is refused, or a foreign name could be pointed at it. */
export const securityHeaders =
  (hosts: readonly string[], contentOrigin?: string): MiddlewareHandler =>
  async (c, next) => {
    const host = new URL(c.req.url).hostname;
    if (!isOwnHost(host, hosts)) throw new TamgaError('forbidden', 'this node does not answer under that name');
    await next();
    // A route that answers with another's file says something stricter.
    if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', policyOf(contentOrigin));
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
    c.header('cross-origin-opener-policy', 'same-origin');
    c.header('cross-origin-resource-policy', 'same-origin');
    if (c.req.path.startsWith('/api/')) c.header('cache-control', 'no-store');
  };

const isOwnHost = (host: string, hosts: readonly string[]): boolean =>
  host === 'localhost' || host === '127.0.0.1' || host === '[::1]' || hosts.includes(host);

/** The built pages: files by name, and the one page for every address that a route of the browser has. */
export function pageRoutes(folder: string): Hono {
  const root = relative(process.cwd(), folder) || '.';
  const pages = new Hono();
  pages.use(
    '/assets/*',
    serveStatic({
      root,
      precompressed: true,
      onFound: (_, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  );
  pages.get('/:file{[a-z-]+\\.svg}', serveStatic({ root }));
  pages.get('/assets/*', () => {
    throw new TamgaError('not-found', 'no such file');
  });
  pages.get('*', serveStatic({ root, path: 'index.html', onFound: (_, c) => c.header('cache-control', 'no-cache') }));
  return pages;
}
