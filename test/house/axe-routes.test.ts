import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { axeRoutes } from '../e2e/axe-routes.ts';
import { root } from './tree.ts';

const source = readFileSync(join(root, 'src/web/router.tsx'), 'utf8');
const listed = Object.values(axeRoutes).flat();

/** The text of a constant of the router, up to the line that ends it. */
const constant = (name: string): string =>
  new RegExp(String.raw`^const ${name}\b(?:[^\n]*;$|[\s\S]*?^[\]}];$)`, 'm').exec(source)?.[0] ?? '';

const pathsOf = (text: string): string[] =>
  [...text.matchAll(/path: ['`]([^'`]*)['`]/g)].map(([, path = '']) =>
    path.replaceAll('${about}', ':participant/:id').replace(/^\//, ''),
  );

/** Every page, and every form that opens over one. */
function readRoutes(): string[] {
  const pages = source.slice(source.indexOf('/** Every page, one line each.'));
  return pages.split('\n').flatMap((line) => {
    const children = /children: (?:\[([\w, ]+)\]|(\w+)) \}/.exec(line);
    const names = (children?.[1] ?? children?.[2] ?? '').split(/,\s*/).filter((name) => name !== '');
    return pathsOf(line).flatMap((path) => [
      path,
      ...names.flatMap((name) => pathsOf(constant(name)).map((form) => (path === '' ? form : `${path}/${form}`))),
    ]);
  });
}

test('every page of the router, and every form over one, is looked at by axe and by the keyboard’s rules', () => {
  const routes = readRoutes();
  expect(routes.length).toBeGreaterThan(60);
  expect(routes).toContain('threats/:stixId/hypotheses/opinion/:participant/:id');
  expect(
    routes.filter((route) => !listed.includes(route)),
    'in no list of test/e2e/axe-routes.ts: visit it with findBarriers in a browser test and name it there',
  ).toEqual([]);
  expect(
    listed.filter((route) => !routes.includes(route)),
    'no page of src/web/router.tsx',
  ).toEqual([]);
});

test('each list is one of a file of browser tests that is there and lets axe look', () => {
  const files = readdirSync(join(root, 'test/e2e'));
  for (const file of Object.keys(axeRoutes)) {
    expect(files).toContain(file);
    expect(readFileSync(join(root, 'test/e2e', file), 'utf8').includes('findBarriers'), file).toBe(true);
  }
});
