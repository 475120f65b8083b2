import { Hono } from 'hono';
import { TamgaError } from '../errors.ts';

/** `/problems/<code>`: what the `type` of a problem leads to. The texts are the program's own. */
export function problemRoutes(problems: Readonly<Record<string, string>>): Hono {
  const routes = new Hono();
  const page = (title: string, content: string): string =>
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title>${content}`;
  const item = (code: string): string =>
    `<dt id="${code}"><code>${code}</code></dt><dd>${escaped(problems[code] ?? '')}</dd>`;

  routes.get('/', (c) =>
    c.html(page('Problems', `<h1>Problems</h1><dl>${Object.keys(problems).map(item).join('')}</dl>`)),
  );
  routes.get('/:code', (c) => {
    const code = c.req.param('code');
    if (!Object.hasOwn(problems, code)) throw new TamgaError('not-found', 'no such problem');
    return c.html(
      page(code, `<h1>${code}</h1><p>${escaped(problems[code] ?? '')}</p><p><a href="/problems">All problems</a></p>`),
    );
  });
  return routes;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
