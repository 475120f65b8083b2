import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stops } from '../tour/stops.ts';
import { toPage } from '../tour/to-page.ts';
import { root } from './tree.ts';

const folder = join(root, 'docs/tour');
const pictures = readdirSync(folder);

test('every page of the router is in the tour, and every stop of the tour is a page', () => {
  const source = readFileSync(join(root, 'src/web/router.tsx'), 'utf8');
  // From the list of pages on; the forms that open over them stand above it.
  const pages = source.slice(source.indexOf('/** Every page, one line each.'));
  const routes = [...pages.matchAll(/path: '([^']*)'/g)].map(([, path]) => path);
  expect(routes.length).toBeGreaterThan(25);
  expect(stops.map(({ route }) => route).toSorted()).toEqual([...new Set(routes)].toSorted());
});

test('the tour’s page is what its script writes, and each picture is there in light and in dark', () => {
  const taken = new Set(stops.map(({ name }) => name).filter((name) => pictures.includes(`${name}-light.webp`)));
  expect(readFileSync(join(root, 'docs/tour.md'), 'utf8')).toBe(toPage(stops, taken));
  expect(pictures.toSorted()).toEqual(
    [...taken].flatMap((name) => [`${name}-dark.webp`, `${name}-light.webp`]).toSorted(),
  );
  // What the demonstration holds none of is the exception.
  expect(taken.size).toBeGreaterThanOrEqual(stops.length - 3);
});

test('the pictures are small: at most 120 KB each, 4 MB together', () => {
  const sizes = pictures.map((name) => statSync(join(folder, name)).size);
  expect(Math.max(...sizes)).toBeLessThan(120_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(4_000_000);
});
