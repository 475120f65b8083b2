import { get } from 'node:http';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect } from 'vitest';
import { handIn, release, report } from '../federation/blob-acts.ts';
import { browserTest } from './browser-test.ts';
import { openSite, openStillSite } from './site.ts';
import { findBarriers } from './axe.ts';
import { incident } from '../federation/drafts.ts';
import { submitRecords } from '#features/records/actions.ts';
import { grimFilm } from '../disturbing.ts';

/** Counts whoever connects, without answering anybody. */
async function listenFar() {
  let reached = 0;
  const server = createServer((socket) => {
    reached += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  return { origin, reached: () => reached, [Symbol.dispose]: () => void server.close() };
}

/** Browsers know names under `localhost` by themselves. */
const statusOf = (address: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { host, port, pathname } = new URL(address);
    const asked = get({ host: '127.0.0.1', port, path: pathname, headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.once('error', reject);
  });

const hostile = (node: string, far: string): string => `<!doctype html><title>Hostile</title>
<meta http-equiv="refresh" content="0;url=${far}/refresh">
<base href="${far}/"><link rel="preconnect" href="${far}"><link rel="dns-prefetch" href="${far}">
<link rel="stylesheet" href="${far}/style.css"><link rel="prefetch" href="${far}/next">
<style>@import "${far}/import.css"; p { background: url(${far}/ground.png) } @font-face { font-family: f; src: url(${far}/f.woff2) }</style>
<p style="font-family: f">A hostile page</p>
<img src="${far}/pixel.png" onerror="document.querySelector('p').textContent='ran'">
<script>
  document.querySelector('p').textContent = 'ran';
  document.title = document.cookie;
  fetch('${node}/api/session', { method: 'DELETE', credentials: 'include' });
  window.open('${far}/popup');
  top.location = '${far}/top';
  parent.postMessage(document.cookie, '*');
</script>
<svg onload="document.querySelector('p').textContent='ran'"><image href="${far}/vector.png"/></svg>
<iframe src="${far}/frame"></iframe><object data="${far}/object"></object><embed src="${far}/embed">
<video src="${far}/film.mp4" autoplay></video>
<form action="${node}/api/session" method="post"><button>Send here</button></form>
<form action="${far}/form" target="_top"><button>Send there</button></form>
<a href="${far}/link">Same frame</a> <a href="${far}/top" target="_top">Whole window</a>
<a href="${far}/new" target="_blank">New window</a> <a href="javascript:document.body.textContent='ran'">Script</a>
<a href="${node}/api/session" target="_top">Own node</a>`;

browserTest('a hostile page runs nothing, reaches nobody and leads nowhere, shown or pressed', async (desk) => {
  await using site = await openSite('xa', 'xb');
  using far = await listenFar();
  const [xa, xb] = [site.node('xa'), site.node('xb')];
  const blob = await handIn(xb, Buffer.from(hostile(site.origin('xa'), far.origin)), 'text/html');
  const ref = await report(xb, blob);
  await release(xb, [ref], 'xa');
  await expect
    .poll(
      async () =>
        (await xa.ask<{ blobs: { state: string }[] }>(`/api/records/${ref}`).catch(() => null))?.blobs[0]?.state,
      { timeout: 20_000 },
    )
    .toBe('here');
  const page = await desk.signIn(site, 'xa');
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const opened: string[] = [];
  page.context().on('page', (other) => opened.push(other.url()));
  await page.goto(`/records/${ref}`);
  await page.getByRole('button', { name: 'Show', exact: false }).first().click();
  const element = page.locator('iframe');
  await element.waitFor();
  expect(await element.getAttribute('sandbox')).toBe('');
  const address = (await element.getAttribute('src')) ?? '';
  expect(new URL(address).hostname).not.toBe(new URL(page.url()).hostname);
  const frame = page.frameLocator('iframe');
  await frame.getByText('A hostile page').waitFor();
  asked.length = 0;

  const here = page.url();
  const pressed = ['Send here', 'Send there', 'Whole window', 'New window', 'Own node', 'Script', 'Same frame'];
  for (const name of pressed) await frame.getByText(name, { exact: true }).click({ force: true });
  expect(await frame.getByText('A hostile page').count(), 'no script ran, and it is still there').toBe(1);
  expect(page.url()).toBe(here);
  expect(opened).toEqual([]);
  expect(
    asked.filter((one) => !one.startsWith('GET /api/')),
    'nothing was sent',
  ).toEqual([]);
  expect(far.reached(), 'nobody else was reached').toBe(0);
  await page.getByRole('button', { name: 'Officer:' }).waitFor();
  // Were it to find a way all the same, the page that holds the frame lets it go to no other origin.
  await element.evaluate((iframe, to) => void iframe.setAttribute('src', to), `${far.origin}/elsewhere`);
  await expect.poll(() => desk.faults.join('\n')).toMatch(/frame-src/);
  // The address opened once, and knows no cookie; under the content's name nothing else is answered.
  expect(await statusOf(address)).toBe(404);
  const { origin } = new URL(address);
  for (const path of ['/', '/api/session', '/records', '/assets/x.js'])
    expect(await statusOf(origin + path), path).toBe(404);

  // What the policies stopped is reported, also as asked for; that nothing arrived was counted. Nothing else is reported.
  await page.close();
  const stopped = /Content Security Policy|sandboxed|Blocked|javascript:/i;
  const others = desk.faults.splice(0).filter((one) => !stopped.test(one) && !one.startsWith(`asks ${far.origin}/`));
  expect(others).toEqual([]);
});

/** Of the page's own world, where these functions run. */
type Styles = { getComputedStyle(of: unknown): { filter: string } };
type Film = { defaultMuted: boolean; paused: boolean; controls: boolean };

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const image = '21f904000a0000002c0000000001000100000202440100';
/** A GIF of two images. */
const wave = Buffer.from(`47494638396101000100800000000000ffffff${image}${image}3b`, 'hex');

browserTest(
  'pictures are blurred and grey until each is asked for, by the keyboard too, and never less than the authority wants',
  async (desk) => {
    await using site = await openStillSite('xa');
    const xa = site.node('xa');
    const files = [
      await handIn(xa, pixel, 'image/png'),
      await handIn(xa, Buffer.from('no picture'), 'video/mp4'),
      await handIn(xa, wave, 'image/gif'),
    ];
    const ref = await report(xa, ...files);
    const page = await desk.signIn(site, 'xa');
    await page.goto(`/records/${ref}`);
    const filter = () =>
      page.locator('iframe').evaluate((iframe) => (globalThis as unknown as Styles).getComputedStyle(iframe).filter);
    const show = page.getByRole('button', { name: `Show ${files[0]!.sha256}` });
    await show.focus();
    await page.keyboard.press('Enter');
    await page.frameLocator('iframe').getByRole('img').or(page.frameLocator('iframe').locator('img')).first().waitFor();
    expect(
      await page
        .frameLocator('iframe')
        .locator('img')
        .evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth),
    ).toBe(1);
    expect(await filter()).toBe('grayscale(1) blur(28px)');
    const clear = page.getByRole('button', { name: 'Without blur' });
    await clear.focus();
    await page.keyboard.press('Space');
    expect(await clear.getAttribute('aria-pressed')).toBe('true');
    expect(await filter()).toBe('grayscale(1)');
    await page.getByRole('button', { name: 'In colour' }).click();
    expect(await filter()).toBe('none');
    expect(await findBarriers(page)).toEqual([]);
    // For this item and this once: shown again it is covered again, and so is the next one, which is silent and waits.
    await show.click();
    await show.click();
    expect(await filter()).toBe('grayscale(1) blur(28px)');
    await page.getByRole('button', { name: `Show ${files[1]!.sha256}` }).click();
    const film = page.frameLocator('iframe').locator('video');
    await film.waitFor();
    expect(
      await film.evaluate((it) => [
        (it as unknown as Film).defaultMuted,
        (it as unknown as Film).paused,
        (it as unknown as Film).controls,
      ]),
    ).toEqual([true, true, true]);
    await page.getByRole('button', { name: 'With sound' }).click();
    await expect.poll(() => film.evaluate((it) => (it as unknown as Film).defaultMuted)).toBe(false);

    // What could move stands still until that is asked for; of what cannot, nothing is offered.
    expect(await page.getByRole('button', { name: 'Moving' }).count()).toBe(0);
    await page.getByRole('button', { name: `Show ${files[2]!.sha256}` }).click();
    const shown = async (): Promise<number> => {
      const src = await page.frameLocator('iframe').locator('img').getAttribute('src');
      return Buffer.from(src!.slice(src!.indexOf(',') + 1), 'base64').length;
    };
    const moving = page.getByRole('button', { name: 'Moving' });
    await moving.waitFor();
    expect(await shown()).toBeLessThan(wave.length);
    await moving.press('Enter');
    await expect.poll(shown).toBe(wave.length);

    // An officer adds to what the authority wants, and takes nothing from it.
    const held = await xa.ask<{ holds: string[] }>('/api/care', { method: 'PUT', body: { own: [] } });
    expect(held.holds).toEqual(['fold', 'blur', 'grey', 'mute']);
  },
);

browserTest('text that its author marked as disturbing is folded until it is asked for', async (desk) => {
  await using site = await openStillSite('xa');
  const { body } = incident('xa');
  const [made] = await submitRecords(site.node('xa').deps, [
    incident('xa', { body: { ...(body as object), disturbing: true } }),
  ]);
  const page = await desk.signIn(site, 'xa');
  await page.goto(`/records/${made!.ref}`);
  await page.getByText('Its author marked this text as disturbing.').waitFor();
  for (const text of ['Hosts encrypted, halls closed.', 'Ticket halls down'])
    expect(await page.getByText(text).count(), text).toBe(0);
  expect(await page.title()).not.toContain('Ticket');
  await page.getByRole('button', { name: 'Show the text' }).press('Enter');
  await page.getByText('Hosts encrypted, halls closed.').waitFor();
  await page.getByRole('heading', { name: 'Ticket halls down', level: 1 }).waitFor();

  // In lists, in its case and on paper its title is folded the same way, and shown on request.
  for (const [path, heading] of [
    ['/records', 'Records'],
    [`/cases/${made!.ref}`, 'incident report (title folded)'],
    [`/records/${made!.ref}/print`, 'incident report'],
  ] as const) {
    await page.goto(path);
    await page.getByRole('heading', { name: heading, level: 1, exact: true }).waitFor();
    await page.getByText(made!.ref.slice(-12)).first().waitFor();
    expect(await page.getByText('Ticket halls').count(), path).toBe(0);
  }
  expect(await page.title()).not.toContain('Ticket');
  await page.getByRole('button', { name: 'Show the text' }).click();
  await page.getByRole('heading', { name: 'Ticket halls down', level: 1 }).waitFor();
  await page.goto('/records');
  await page.getByRole('link', { name: 'incident report (title folded)' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show title' }).click();
  await page.getByRole('link', { name: 'Ticket halls down' }).waitFor();

  // Of an object of others it is the label; its name, what it says and what changed in it are folded.
  await site.node('xa').ask(grimFilm.path, { method: 'POST', bytes: grimFilm.bytes });
  await page.goto(`/threats/${grimFilm.id}`);
  await page.getByText('Its author marked this text as disturbing.').waitFor();
  expect(await page.getByText('Grim film').count()).toBe(0);
  await page.getByRole('button', { name: 'Show the text' }).press('Enter');
  await page.getByRole('heading', { name: 'Grim film', level: 1 }).waitFor();
});
