import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { submitRecords } from '#features/records/actions.ts';
import type { RecordProof } from '#features/records/view.ts';
import { incident } from '../federation/drafts.ts';
import { lines } from './acts.ts';
import { browserTest } from './browser-test.ts';
import { openSite } from './site.ts';

const steps = ['Digest', 'Header', 'Seal', 'Directory', 'Profile', 'Content', 'Log'];

/** One letter of base64 turned into another, early or late in the text. */
function flip(text: string, at: number): string {
  const place = at < 0 ? text.length + at : at;
  return text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1);
}

const unsigned = Buffer.from('{"alg":"none","kid":"xa/0","typ":"tamga+jws"}').toString('base64url');
const signatureOf = (jws: string): number => jws.lastIndexOf('.') + 20;

const forgeries: [what: string, forge: (proof: RecordProof) => Partial<RecordProof>, failing: string[]][] = [
  ['the seal', ({ jws }) => ({ jws: flip(jws, signatureOf(jws)) }), ['Digest', 'Seal']],
  ['the header', ({ jws }) => ({ jws: jws.replace(/^[^.]+/, unsigned) }), ['Digest', 'Header', 'Seal']],
  ['the digest', ({ digest }) => ({ digest: flip(digest, 7) }), ['Digest', 'Log']],
  ['the content', ({ body }) => ({ body: (body ?? '').replace('412', '41') }), ['Content']],
  ['the key of the content', ({ bodyKey }) => ({ bodyKey: flip(bodyKey ?? '', 7) }), ['Content']],
  ['the directory', ({ directory }) => ({ directory: flip(directory, signatureOf(directory)) }), ['Directory']],
  ['the profile', ({ profile }) => ({ profile: profile.replace('Arvenia', 'Arvonia') }), ['Profile']],
  ['the proof', ({ proof }) => ({ proof: proof.map((hash) => flip(hash, 7)) }), ['Log']],
  ['the place in the log', ({ index }) => ({ index: index + 1 }), ['Log']],
  [
    'the root of the log',
    ({ checkpoint }) => ({ checkpoint: flip(checkpoint, checkpoint.indexOf('=\n') - 7) }),
    ['Log'],
  ],
  ['the checkpoint’s signature', ({ checkpoint }) => ({ checkpoint: flip(checkpoint, -7) }), ['Log']],
];

async function verify(page: Page): Promise<{ said: string; failing: string[]; held: string[] }> {
  const panel = page.getByRole('region', { name: 'Verification' });
  await panel.getByRole('button', { name: /^Verify/ }).click();
  const told = await lines(panel.getByRole('list', { name: 'Steps' }));
  const named = (word: string) => steps.filter((step) => told.some((line) => line.startsWith(`${step} ${word} `)));
  return { said: await panel.getByRole('status').innerText(), failing: named('fails'), held: named('holds') };
}

browserTest('the browser proves a record by itself, and names the link that does not hold', async (desk) => {
  await using site = await openSite('xa');
  const xa = site.node('xa');
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  const page = await desk.signIn(site, 'xa');
  await page.goto(`/records/${report!.ref}`);
  await page.getByRole('heading', { name: 'Ticket halls down' }).waitFor();
  await page.getByText('not logged yet').waitFor({ state: 'detached' });
  expect(await verify(page)).toEqual({ said: 'Proved: all 7 checks hold.', failing: [], held: steps });

  const proof = await xa.ask<RecordProof>(`/api/records/${report!.ref}/proof`);
  for (const [what, forge, failing] of forgeries) {
    await page.route('**/proof', (route) => route.fulfill({ json: { ...proof, ...forge(proof) } }));
    await page.reload();
    const found = await verify(page);
    await page.unroute('**/proof');
    expect(found, what).toEqual({
      said: `Not proved. Failed: ${failing.join(', ')}.`,
      failing,
      held: steps.filter((step) => !failing.includes(step)),
    });
  }
});
