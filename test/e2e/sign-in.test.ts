import { expect } from 'vitest';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { addAuthenticator } from './desk.ts';
import { openSite } from './site.ts';

browserTest('a sign-in link signs in once, and its second use is refused in plain words', async (desk) => {
  await using site = await openSite('xa');
  const link = await site.signInLink('xa');
  const first = await desk.sitDown(site, 'xa');
  await first.goto(link);
  await first.getByRole('heading', { name: 'Home' }).waitFor();
  await first.getByRole('button', { name: 'Officer: Ilva Sampleton, case officer' }).waitFor();
  expect(first.url(), 'the token leaves the address bar').toBe(`${site.origin('xa')}/`);

  const second = await desk.sitDown(site, 'xa');
  await second.goto(link);
  await second.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
  await second.getByText('npx tamga sign-in --node xa').waitFor();
  await second.getByText('unauthenticated').waitFor();
  await second.getByRole('link', { name: 'Go to the home page' }).click();
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
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  expect(errors).toEqual([]);
});

browserTest('an officer makes a token for a program on the own page, is shown it once, and ends it', async (desk) => {
  await using site = await openSite('xa');
  const page = await desk.signIn(site, 'xa');
  await page.getByRole('button', { name: 'Officer:' }).click();
  await page.getByRole('menuitem', { name: 'My account' }).click();
  await page.getByText('There are no tokens').waitFor();
  await page.getByRole('link', { name: 'Make a token' }).click();
  const form = page.getByRole('dialog', { name: 'Make a token' });
  await form.getByRole('textbox', { name: 'Which program' }).fill('nightly import');
  await form.getByRole('checkbox', { name: 'import' }).check();
  await form.getByRole('button', { name: 'Make it' }).click();
  const token = await form.getByRole('group', { name: 'The token' }).innerText();
  const asked = async () =>
    (await site.node('xa').api.request('/api/records', { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await asked()).toBe(200);
  await form.getByRole('button', { name: 'Done' }).click();
  const row = page.getByRole('table', { name: 'Tokens' }).getByRole('row', { name: /nightly import.*read, import/ });
  await row.waitFor();
  expect(await page.getByText(token).count()).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
  await row.getByRole('button', { name: 'End nightly import' }).click();
  await row.getByText('ended').waitFor();
  expect(await asked()).toBe(401);
});

browserTest('signing out ends the session at the node, and its cookie opens nothing any more', async (desk) => {
  await using site = await openSite('xa');
  const page = await desk.signIn(site, 'xa');
  const cookies = await page.context().cookies();
  await page.getByRole('link', { name: 'Duty watch' }).click();
  await page.getByRole('heading', { name: 'Duty watch', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Officer:' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
  expect(await page.evaluate<string>(`sessionStorage.getItem('tamga-return')`), 'not where the officer was').toBe('/');
  await page.context().addCookies(cookies);
  await page.goto('/records');
  await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
});

browserTest(
  'an officer comes from an invitation to a passkey and to a session, and back to where one was',
  async (desk) => {
    await using site = await openSite('xa');
    const admin = await desk.signIn(site, 'xa', 'node administrator');
    await admin.getByRole('link', { name: 'Officers' }).click();
    await admin.getByRole('link', { name: 'Invite an officer' }).click();
    const form = admin.getByRole('dialog', { name: 'Invite an officer' });
    await form.getByRole('textbox', { name: 'Number' }).fill('xa/cyber/o-41');
    await form.getByRole('textbox', { name: 'Name' }).fill('Marn Exemplar');
    await form.getByRole('combobox', { name: 'Role' }).selectOption('auditor');
    await form.getByRole('button', { name: 'Invite' }).click();
    const link = await form.getByText(/\/enrol#/).textContent();
    expect(await findBarriers(admin)).toEqual([]);
    await form.getByRole('button', { name: 'Done' }).click();
    await admin.getByRole('row', { name: /Marn Exemplar.*invited/ }).waitFor();

    const page = await desk.sitDown(site, 'xa');
    await addAuthenticator(page);
    await page.goto(link ?? '');
    await page.getByText('Marn Exemplar').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Register a passkey' }).click();
    await page.getByText('You can sign in with it now', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'To sign-in' }).click();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('button', { name: 'Officer: Marn Exemplar, auditor' }).waitFor();

    // Nobody is appointed yet: each page says what comes first, and nothing of what the node would refuse.
    const first = page.getByRole('heading', { name: 'This authority has no appointed officers yet', level: 1 });
    await page.goto('/oversight');
    await first.waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await page.context().clearCookies(); // the session is over
    await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await first.waitFor();
    expect(new URL(page.url()).pathname).toBe('/oversight');
  },
);
