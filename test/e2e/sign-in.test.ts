import { expect } from 'vitest';
import { browserTest } from './browser-test.ts';
import { openSite } from './site.ts';

browserTest('a sign-in link signs in once, and its second use is refused in plain words', async (desk) => {
  await using site = await openSite('xa');
  const link = await site.signInLink('xa');
  const first = await desk.sitDown(site, 'xa');
  await first.goto(link);
  await first.getByRole('heading', { name: 'Alliance' }).waitFor();
  await first.getByRole('button', { name: 'Officer: Ilva Sampleton, case officer' }).waitFor();
  expect(first.url(), 'the token leaves the address bar').toBe(`${site.origin('xa')}/`);

  const second = await desk.sitDown(site, 'xa');
  await second.goto(link);
  await second.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
  await second.getByText('npx tamga sign-in --node xa').waitFor();
  await second.getByText('unauthenticated').waitFor();
  await second.getByRole('link', { name: 'Go to the alliance' }).click();
  await second.getByRole('heading', { name: 'Not signed in' }).waitFor();
});

browserTest('who is not signed in sees no page, whatever the address, and meets no error', async (desk) => {
  await using site = await openSite('xa');
  const page = await desk.sitDown(site, 'xa');
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  for (const address of ['/', '/records', '/records/new', '/threats', '/imports', '/arrivals', '/nowhere']) {
    await page.goto(address);
    await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
  }
  await page.goto('/sign-in');
  await page.getByRole('heading', { name: 'No sign-in link' }).waitFor();
  expect(errors).toEqual([]);
});

browserTest('signing out ends the session at the node, and its cookie opens nothing any more', async (desk) => {
  await using site = await openSite('xa');
  const page = await desk.signIn(site, 'xa');
  const cookies = await page.context().cookies();
  await page.getByRole('button', { name: 'Officer:' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
  await page.context().addCookies(cookies);
  await page.goto('/records');
  await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
});
