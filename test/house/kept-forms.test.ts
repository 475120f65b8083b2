import { expect, test } from 'vitest';
import { readSources } from './tree.ts';

const views = readSources().filter(({ path }) => /^src\/features\/[^/]+\/views\/\w+\.tsx$/.test(path));
const nameOf = (path: string): string => path.replace(/^.*\/|\.tsx$/g, '');
/** Parts of forms that have a field of several lines. */
const parts = views
  .filter(({ path, source }) => /Fields?\.tsx$/.test(path) && source.includes('<Textarea'))
  .map(({ path }) => nameOf(path));
const hasLongField = (source: string): boolean =>
  [...parts, 'Textarea'].some((name) => new RegExp(`<${name}\\b`).test(source));

test('every form in which somebody types more than a line keeps what is typed', () => {
  const forms = views.filter(({ path, source }) => !parts.includes(nameOf(path)) && hasLongField(source));
  expect(parts.length).toBeGreaterThan(2);
  expect(forms.length).toBeGreaterThan(10);
  const forgetful = forms.filter(({ source }) => !/\buse(Kept|Draft)\(/.test(source)).map(({ path }) => path);
  expect(forgetful).toEqual([]);
});

test('every dialog in which somebody types a line keeps it, so that a session that ends takes nothing', () => {
  const dialogs = views.filter(
    ({ source }) => source.includes('<ActForm') && /<(TextInput|OfficerInput)\b/.test(source),
  );
  expect(dialogs.length).toBeGreaterThan(8);
  const forgetful = dialogs.filter(({ source }) => !/\buse(Kept|Draft)\(/.test(source)).map(({ path }) => path);
  expect(forgetful).toEqual([]);
});

test('every form in which somebody gives a reason or says what was done keeps it, however short', () => {
  const remarks = /maxLength=\{500\}/;
  const forms = views.filter(({ path, source }) => !parts.includes(nameOf(path)) && remarks.test(source));
  expect(forms.length).toBeGreaterThan(8);
  const forgetful = forms
    .filter(({ source }) => !/\buse(Kept|KeptNotes|Draft)\(|\bnotes: KeptNotes\b/.test(source))
    .map(({ path }) => path);
  expect(forgetful).toEqual([]);
});
