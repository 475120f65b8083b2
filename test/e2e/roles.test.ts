import { expect } from 'vitest';
import type { Page, Request } from 'playwright-core';
import { incident } from '../federation/drafts.ts';
import { submitRecords } from '#features/records/actions.ts';
import { actAs } from './desk.ts';
import { browserTest } from './browser-test.ts';
import { openSite } from './site.ts';

const body = { ...(incident('xa').body as object), title: 'Lantern title', description: 'Lantern text.' };

/** What an answer said; '' for one that a change of page cut short. */
const textOf = async (request: Request): Promise<string> =>
  (await (await request.response())?.text().catch(() => '')) ?? '';

/** What the node answers to the page itself, past everything that the page chooses to show. */
const ask = (page: Page, path: string, method = 'GET', sent: object | null = null) =>
  page.evaluate(
    async ([at, how, what]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(at, { method: how, headers, ...(what ? { body: JSON.stringify(what) } : {}) });
      return { status: answer.status, text: await answer.text() };
    },
    [path, method, sent] as const,
  );

const acts = (ref: string): [path: string, sent: object][] => [
  ['/api/releases', { to: ['xb'], records: [ref] }],
  ['/api/recalls', { to: ['xb'], records: [ref], reason: 'a reason' }],
  ['/api/records', incident('xa')],
  ['/api/imports?name=a&source=a', { type: 'bundle', objects: [] }],
];

browserTest('an auditor reads content and is offered nothing to act with, nor lets the node act', async (desk) => {
  await using site = await openSite('xa');
  const [report] = await submitRecords(site.node('xa').deps, [incident('xa', { body })]);
  const page = await desk.signIn(site, 'xa', 'auditor');
  await page.getByRole('link', { name: 'Records', exact: true }).click();
  expect(await page.getByRole('link', { name: 'New record' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Lantern title' }).click();
  await page.getByText('Lantern text.').waitFor();
  for (const name of ['Release', 'Recall', 'Write a record about this'])
    expect(await page.getByRole('link', { name, exact: true }).count()).toBe(0);
  await page.getByRole('link', { name: 'Imports' }).click();
  await page.getByText('Nothing imported yet').waitFor();
  expect(await page.getByRole('button', { name: 'Import' }).count()).toBe(0);
  await page.goto('/records/new');
  await page.getByText('Your role writes no records').waitFor();
  for (const form of ['release', 'recall']) {
    await page.goto(`/records/${report!.ref}/${form}`);
    await page.getByRole('heading', { name: 'Lantern title' }).waitFor();
    expect(await page.getByRole('button', { name: /^(Review|Confirm)/ }).count()).toBe(0);
  }
  for (const [path, sent] of acts(report!.ref))
    expect(await ask(page, path, 'POST', sent), path).toMatchObject({ status: 403 });
});

browserTest(
  'a node administrator is told no content: not by a page, not by the node, not from before',
  async (desk) => {
    await using site = await openSite('xa');
    const [report] = await submitRecords(site.node('xa').deps, [incident('xa', { body })]);
    const page = await desk.signIn(site, 'xa');
    await page.getByRole('link', { name: 'Records', exact: true }).click();
    await page.getByRole('link', { name: 'Lantern title' }).waitFor();
    const answers: Promise<string>[] = [];
    page.on('requestfinished', (request) => answers.push(textOf(request)));
    await actAs(page, 'node administrator');

    await page.getByRole('link', { name: 'incident report' }).click();
    await page.getByText('Content is not shown to your role').waitFor();
    await page.getByRole('button', { name: 'Verify in this browser' }).click();
    await page.getByText('Proved, except what cannot be checked: Content.').waitFor();
    for (const name of ['Release', 'Recall', 'Threats', 'Imports'])
      expect(await page.getByRole('link', { name, exact: true }).count()).toBe(0);
    for (const address of ['/threats', '/imports']) {
      await page.goto(address);
      await page.getByText('a node administrator reads none').waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(await page.getByRole('search').count()).toBe(0);
    }
    const paths = [
      '/api/records',
      `/api/records/${report!.ref}`,
      `/api/records/${report!.ref}/proof`,
      '/api/threats',
      '/api/imports',
      '/api/refused',
    ];
    for (const path of paths) answers.push(ask(page, path).then(({ text }) => text));
    for (const [path, sent] of acts(report!.ref))
      expect(await ask(page, path, 'POST', sent), path).toMatchObject({ status: 403 });
    const told = await Promise.all(answers);
    expect(told.join('')).toContain(report!.ref);
    expect(told.join('')).not.toContain('Lantern');
    expect(await page.content()).not.toContain('Lantern');
  },
);
