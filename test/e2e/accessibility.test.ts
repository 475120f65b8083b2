import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { review } from './acts.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { stillwater } from './bundle.ts';
import { shareFullSite } from './full-site.ts';

const fullSite = shareFullSite();

type Visit = [at: string, arrive: () => Promise<unknown>];

const heading = (page: Page, name: string) => () => page.getByRole('heading', { name }).first().waitFor();

const dialog = (page: Page, name: string | RegExp) => () => page.getByRole('dialog', { name }).waitFor();

/** As a link of a page does it: what is loaded stays, axe too. */
const goTo = async (page: Page, at: string): Promise<void> => {
  if (page.url() === 'about:blank' || at.startsWith('/sign-in')) await page.goto(at);
  else
    await page.evaluate(
      `history.pushState(null, '', ${JSON.stringify(at)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
};

async function expectNoBarriers(page: Page, visits: readonly Visit[]): Promise<void> {
  const found: string[] = [];
  for (const [at, arrive] of visits) {
    await goTo(page, at);
    await arrive();
    found.push(...(await findBarriers(page)).map((barrier) => `${at}: ${barrier}`));
  }
  expect(found).toEqual([]);
}

browserTest(
  'no page puts a serious barrier before a case officer, in light, dark, with more contrast or in colours of the system',
  async (desk) => {
    const { site, record, run, hypothesis } = await fullSite();
    const page = await desk.signIn(site, 'xa');
    await usePalette(page, record);
    const held = `/threats/${stillwater.malware}/hypotheses`;
    await expectNoBarriers(page, [
      ['/', () => page.getByRole('alert', { name: 'Alarms' }).waitFor()],
      ['/resume/xc', dialog(page, 'Resume exchange with xc')],
      ['/alliance', () => page.getByRole('table', { name: 'Directories' }).waitFor()],
      ['/records', () => page.getByRole('table', { name: 'Records' }).waitFor()],
      ['/records/new?kind=incident.report', () => page.getByRole('button', { name: 'See what is sealed' }).waitFor()],
      [`/records/${record}`, () => prove(page)],
      [`/records/${record}/print`, () => print(page)],
      [`/records/${record}/hold`, dialog(page, 'Hold record')],
      [`/records/${record}/release`, () => page.getByRole('checkbox', { name: 'xc Corvath' }).check()],
      [`/records/${record}/recall`, () => page.getByRole('checkbox', { name: 'xb Belmara' }).check()],
      ['/records/recount', heading(page, 'Recount a figure')],
      ['/beside/xb', () => page.getByRole('alert').getByText('forbidden').waitFor()],
      ['/threats', () => page.getByRole('grid', { name: 'Objects' }).waitFor()],
      ['/threats/matrix', heading(page, 'Matrix')],
      [
        `/threats/${stillwater.malware}/graph`,
        () => page.getByRole('grid', { name: 'Objects of the graph' }).waitFor(),
      ],
      [`/threats/${stillwater.indicator}`, heading(page, 'Stillwater beacon')],
      [held, heading(page, 'Joint assessments')],
      [`${held}/state`, () => page.getByRole('button', { name: 'Seal hypothesis' }).waitFor()],
      [`${held}/assess`, () => page.getByRole('checkbox', { name: /^H1: / }).check()],
      [`${held}/evidence/${hypothesis}`, () => page.getByRole('button', { name: 'Seal finding' }).waitFor()],
      [`${held}/opinion/${hypothesis}`, dialog(page, 'Give an opinion')],
      [`${held}/dissent/${hypothesis}`, dialog(page, 'Dissent')],
      [`${held}/withdraw/${hypothesis}`, () => page.getByRole('button', { name: 'Withdraw', exact: true }).waitFor()],
      ['/imports', () => page.getByRole('button', { name: 'File' }).waitFor()],
      [`/imports/${run}`, heading(page, 'Refused (1)')],
      [`/imports/${run}/release`, () => review(page, 'release', ['xb Belmara'])],
      [`/imports/${run}/recall`, dialog(page, /^Recall/)],
      ['/oversight', () => page.getByRole('table', { name: 'What we owe' }).waitFor()],
      ['/arrivals', () => page.getByRole('table', { name: 'Refused' }).waitFor()],
      ['/inbox', heading(page, 'Inbox')],
      ['/inbox/notices', dialog(page, 'E-mail')],
      ['/watch', () => page.getByRole('table', { name: 'Contact points' }).waitFor()],
      ['/watch/plan', dialog(page, 'Plan a shift')],
      ['/watch/note', dialog(page, 'Write a note')],
      ['/watch/call', dialog(page, 'Note a call')],
      ['/watch/test/xb/desk', dialog(page, 'Note a test')],
      ['/assignments', heading(page, 'Assignments')],
      ['/assignments/ask', dialog(page, 'Ask for an assignment')],
      ['/account', heading(page, 'My account')],
      ['/account/token', dialog(page, 'Make a token')],
      ['/proposals', heading(page, 'Proposals')],
      ['/quarantine', heading(page, 'Persons set aside')],
      ['/tasks', heading(page, 'Tasks')],
      ['/settings', heading(page, 'Settings')],
      ['/verify', heading(page, 'Check a proof')],
      ['/nowhere', heading(page, 'No such page')],
      ['/sign-in', heading(page, 'Sign in')],
      ['/sign-in#used', heading(page, 'This link does not work any more')],
    ]);
  },
);

browserTest('nor before an auditor, a node administrator or a stranger', async (desk) => {
  const { site, record, recalled } = await fullSite();
  const holder = await desk.signIn(site, 'xb', 'auditor');
  await expectNoBarriers(holder, [
    ['/records', () => holder.getByText('content destroyed').waitFor()],
    [`/records/${recalled}`, () => holder.getByText('Content destroyed', { exact: true }).waitFor()],
    ['/records/new', () => holder.getByText('Your role writes no records').waitFor()],
    ['/threats', () => holder.getByRole('grid', { name: 'Objects' }).waitFor()],
    [
      `/threats/${stillwater.indicator}/hypotheses`,
      () => holder.getByText('Nobody holds anything about it here').waitFor(),
    ],
  ]);
  const giver = await desk.signIn(site, 'xa', 'approver');
  await expectNoBarriers(giver, [
    ['/assignments/give', dialog(giver, 'Assign officers')],
    [`/assignments/end/${record}?officer=xa/cyber/o-4`, dialog(giver, /^End/)],
  ]);
  const keeper = await desk.signIn(site, 'xa', 'node administrator');
  await expectNoBarriers(keeper, [
    ['/figures', heading(keeper, 'Figures')],
    ['/officers', heading(keeper, 'Officers')],
    ['/officers/invite', dialog(keeper, 'Invite an officer')],
    ['/officers/appoint/xa%2Fcyber%2Fo-4', dialog(keeper, 'Propose an appointment')],
    ['/officers/recover/xa%2Fcyber%2Fo-4', dialog(keeper, 'Replace a lost passkey')],
    ['/officers/dismiss/xa%2Fcyber%2Fo-4', dialog(keeper, 'Propose a dismissal')],
    [`/records/${record}`, () => keeper.getByText('Content is not shown to your role').waitFor()],
    ['/threats', heading(keeper, 'Not for your role')],
  ]);
  const stranger = await desk.sitDown(site, 'xa');
  await expectNoBarriers(stranger, [['/', heading(stranger, 'Not signed in')]]);
});

async function prove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Verify in this browser' }).click();
  await page.getByText('Proved: all 7 checks hold.').waitFor();
}

/** On paper: the record, its seal and where to have it checked; nothing of the frame; and its marking on each page. */
async function print(page: Page): Promise<void> {
  const seal = page.getByRole('region', { name: 'Seal and proof' });
  for (const fact of ['Digest', 'Signature', 'Key', 'Place in the log', 'Alliance', 'To have it checked'])
    await seal.getByRole('term').filter({ hasText: fact }).waitFor();
  await seal.getByRole('img', { name: 'The address as a code to scan' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  for (const hidden of [page.getByRole('navigation'), page.getByRole('banner'), page.getByRole('button')])
    expect(await hidden.count(), 'what is no paper').toBe(0);
  const edges = `['thead', 'tfoot'].map((name) => [document.querySelector('main table > ' + name)].map((edge) =>
    getComputedStyle(edge).display + ' ' + edge.innerText.includes('TLP:AMBER'))).flat()`;
  expect(await page.evaluate(edges)).toEqual(['table-header-group true', 'table-footer-group true']);
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.emulateMedia({ media: 'screen' });
}

/** The palette by keyboard alone: to a page, to a record by its ref, to what may be done there; the sheet; single keys, and without them. */
async function usePalette(page: Page, record: string): Promise<void> {
  const palette = page.getByRole('combobox', { name: 'Go to or do' });
  const go = async (words: string, option: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await palette.fill(words);
    await page.getByRole('option', { name: option }).first().waitFor();
    await page.keyboard.press('Enter');
    await palette.waitFor({ state: 'detached' });
  };
  await go('oversi', 'Oversight');
  await page.getByRole('heading', { name: 'Oversight', level: 1 }).waitFor();
  await go(record, record);
  await page.getByRole('heading', { name: 'Ticket halls down' }).waitFor();
  await page.keyboard.press('Control+k');
  await palette.fill('release');
  const chosen = page.getByRole('option', { name: 'Release this record', selected: true });
  await chosen.waitFor();
  expect(await palette.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
  expect(await findBarriers(page), 'the palette').toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: /^Release/ }).waitFor();
  // A letter alone does nothing over a dialog, nor where somebody types.
  await page.keyboard.press('?');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  expect(await findBarriers(page), 'the sheet of keys').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  const single = page.getByRole('switch', { name: 'Keys that act alone' });
  await single.click();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.keyboard.press('?');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(new URL(page.url()).pathname).toBe('/settings');
  await single.click();
  // What the operator holds everybody to is not for an officer to take away.
  for (const box of await page.getByRole('checkbox').all())
    expect([await box.isChecked(), await box.isDisabled()]).toEqual([true, true]);
}
