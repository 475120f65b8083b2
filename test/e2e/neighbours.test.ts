import { expect } from 'vitest';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { tabTo } from './keys.ts';
import { openStillSite } from './site.ts';
import type { Site } from './site.ts';

const id = (type: string, last: number): string => `${type}--5e1c8f60-5b7a-4e0e-9a1d-${String(last).padStart(12, '0')}`;
const object = (type: string, last: number, members: object, month = '05') => ({
  type,
  id: id(type, last),
  created: '2030-05-01T00:00:00.000Z',
  modified: `2030-${month}-01T00:00:00.000Z`,
  ...members,
});
const line = (last: number, relation: string, source: string, target: string) =>
  object('relationship', last, { relationship_type: relation, source_ref: source, target_ref: target });

const lantern = id('malware', 1);
const set = id('intrusion-set', 2);
const kit = id('tool', 3);
const jane = id('identity', 4);
const long = 'a-name-that-has-no-place-to-break-'.repeat(6);
const objects = [
  object('malware', 1, { name: 'Lantern', description: 'a loader of old', is_family: false }),
  object('malware', 1, { name: 'Lantern', description: 'a loader of new', is_family: true, aliases: ['Lamp'] }, '06'),
  object('intrusion-set', 2, { name: 'Grey Lamp' }),
  object('tool', 3, { name: long }),
  object('identity', 4, { name: 'Jane Roe', identity_class: 'individual' }),
  line(10, 'uses', set, lantern),
  line(11, 'downloads', lantern, kit),
  line(12, 'targets', lantern, jane),
  line(13, 'communicates-with', lantern, id('domain-name', 9)),
  object('opinion', 14, {
    opinion: 'disagree',
    explanation: 'It is two families.',
    object_refs: [lantern],
    created_by_ref: id('identity', 15),
    confidence: 70,
  }),
  object('identity', 15, { name: 'Example Lab', identity_class: 'organization' }),
];

async function openConnected(): Promise<Site> {
  const site = await openStillSite('xa');
  const handling = 'tlp=AMBER&base=unclassified&basis=mca-2029:5&purpose=counter-terrorism&retainUntil=2031-05-13';
  const bytes = Buffer.from(JSON.stringify({ type: 'bundle', id: id('bundle', 1), objects }));
  await site.node('xa').ask(`/api/imports?name=lantern.json&source=lantern&${handling}`, { method: 'POST', bytes });
  return site;
}

browserTest(
  'an object’s page shows its neighbours, the path to another object and what changed, and no person',
  async (desk) => {
    await using site = await openConnected();
    const page = await desk.signIn(site, 'xa');
    await page.goto(`/threats/${lantern}`);
    const around = page.getByRole('region', { name: 'Neighbours' });
    await around.getByRole('list', { name: '← uses' }).getByRole('link', { name: 'Grey Lamp' }).waitFor();
    expect(await around.getByRole('listitem').count()).toBe(4);
    await around.getByText('not here').waitFor();
    expect(await page.getByText('Jane').count()).toBe(0);
    const said = page.getByRole('region', { name: 'Said in imported objects' });
    await said.getByText('It is two families.').waitFor();
    await said.getByText(/^Example Lab, handed on by xa, .*confidence: Likely\/Probable \(70 of 100\)/).waitFor();

    await around.getByRole('link', { name: 'tool 1' }).click();
    await expect.poll(() => around.getByRole('listitem').count()).toBe(1);
    await around.getByRole('link', { name: 'all types' }).click();

    await page.getByLabel('Id of the other object').fill(kit);
    await page.getByRole('button', { name: 'Find paths' }).click();
    await page.getByRole('list', { name: 'Paths' }).getByText('downloads →').waitFor();

    await page.getByRole('button', { name: 'Compare' }).click();
    const changes = page.getByRole('list', { name: 'Differences' });
    await changes.getByText('is_family').waitFor();
    expect(await changes.locator('del').allInnerTexts()).toContain('old');
    expect(await changes.locator('ins').allInnerTexts()).toContain('new');

    await around.getByText('As a picture').click();
    await around.getByRole('group', { name: 'Neighbours as a picture' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);

    await page.goto(`/threats/${lantern}`);
    await page.getByRole('link', { name: 'Explore as a graph' }).click();
    await page.getByRole('heading', { name: 'Around Lantern', level: 1 }).waitFor();
    await page.getByText('5 objects, 4 lines.').waitFor();
    await page.locator('canvas[data-drawn="5"]').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const list = page.getByRole('grid', { name: 'Objects of the graph' });
    await list.focus();
    await page.keyboard.press('ArrowDown');
    const chosen = page.getByRole('region', { name: 'Chosen object' });
    const name = await list.locator('[data-active] [role=gridcell]').innerText();
    await chosen.getByRole('link', { name: name.split('\n')[0]!.split(' ')[0]! }).waitFor();
    await page.getByRole('checkbox', { name: /^tool/ }).uncheck();
    await page.getByText('4 objects, 3 lines.').waitFor();
    expect(await list.getByText(long).count()).toBe(0);
    await page.getByRole('application', { name: 'Relationship graph' }).focus();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowLeft');
    await chosen.getByRole('button', { name: /^Expand / }).click();
    await page.getByText('4 objects, 3 lines.').waitFor();

    await page.goto(`/threats/${jane}`);
    await page.getByText('Nothing that this node was given connects it').waitFor();
  },
);

browserTest(
  'neighbours are reached with the keyboard, in the list and in the picture, and fit a narrow screen',
  async (desk) => {
    await using site = await openConnected();
    const page = await desk.signIn(site, 'xa', 'case officer', { viewport: { width: 390, height: 780 } });
    await page.goto(`/threats/${lantern}?path=${kit}&depth=2`);
    const around = page.getByRole('region', { name: 'Neighbours' });
    await around.getByText('As a picture').click();
    await page.getByRole('list', { name: 'Paths' }).waitFor();
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(overflow)).toBeLessThanOrEqual(0);
    expect(await findBarriers(page)).toEqual([]);
    await around.getByText('As a picture').focus();
    await tabTo(page, 'link', 'uses Grey Lamp');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Grey Lamp', level: 1 }).waitFor();
    await tabTo(page, 'link', 'Lantern');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Lantern', level: 1 }).waitFor();
  },
);
