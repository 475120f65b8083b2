import { expect } from 'vitest';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { openStillSite } from './site.ts';

const id = (type: string, n: number): string => `${type}--7e1c8f60-5b7a-4e0e-9a1d-${String(n).padStart(12, '0')}`;
const object = (type: string, n: number, more: object): object => ({
  type,
  spec_version: '2.1',
  id: id(type, n),
  created: '2030-05-01T00:00:00.000Z',
  modified: '2030-05-01T00:00:00.000Z',
  ...more,
});
const statement = id('marking-definition', 1);
const amber = 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421';
const pattern = "[domain-name:value = 'lantern.example' AND url:value LIKE '%/drop']";
const indicator = object('indicator', 2, {
  name: 'Lantern drop',
  pattern,
  pattern_type: 'stix',
  indicator_types: ['malicious-activity'],
  valid_from: '2030-05-01T00:00:00.000Z',
  valid_until: '2031-05-01T00:00:00.000Z',
  labels: ['phishing', 'drop'],
  confidence: 70,
  created_by_ref: id('identity', 3),
  object_marking_refs: [amber, statement],
  kill_chain_phases: [{ kill_chain_name: 'demo-chain', phase_name: 'delivery' }],
  external_references: [{ source_name: 'Example Lab', external_id: 'EL-7', url: 'https://lab.example/el-7' }],
});
const objects = [
  object('identity', 3, { name: 'Example Lab', identity_class: 'organization' }),
  {
    type: 'marking-definition',
    spec_version: '2.1',
    id: statement,
    created: '2030-05-01T00:00:00.000Z',
    definition_type: 'statement',
    definition: { statement: 'TLP:CLEAR as Example Lab understands it' },
  },
  indicator,
  object('sighting', 4, {
    sighting_of_ref: id('indicator', 2),
    first_seen: '2030-05-02T00:00:00.000Z',
    last_seen: '2030-05-03T00:00:00.000Z',
    count: 12,
  }),
  object('malware', 5, { name: 'Lantern', is_family: true, malware_types: ['wiper'], aliases: ['Lamp'] }),
  object('relationship', 6, {
    relationship_type: 'indicates',
    source_ref: id('indicator', 2),
    target_ref: id('malware', 5),
  }),
];

browserTest(
  'an object’s page tells at a glance what an analyst looks for, leads nowhere outside, and keeps the source folded',
  async (desk) => {
    await using site = await openStillSite('xa');
    const handling = 'tlp=AMBER&base=unclassified&basis=mca-2029:5&purpose=counter-terrorism&retainUntil=2031-05-13';
    const bytes = Buffer.from(JSON.stringify({ type: 'bundle', id: id('bundle', 1), objects }));
    await site.node('xa').ask(`/api/imports?name=drop.json&source=lab&${handling}`, { method: 'POST', bytes });
    const page = await desk.signIn(site, 'xa');
    await page.goto(`/threats/${id('indicator', 2)}`);
    const glance = page.getByRole('region', { name: 'At a glance' });
    const fact = (name: string) => glance.getByRole('definition').and(glance.locator(`dt:text-is("${name}") + dd`));
    await fact('Valid until').waitFor();
    const told: Record<string, RegExp> = {
      'Released under': /^TLP:AMBER\s*UNCLASSIFIED$/,
      'Its own markings': /^TLP:AMBER\s*TLP:CLEAR as Example Lab understands it$/,
      Confidence: /^Likely\/Probable \(70 of 100\), says xa$/,
      Labels: /^phishing\s*drop$/,
      Kind: /^malicious-activity$/,
      'Valid from': /^2030-05-01 00:00:00 UTC$/,
      'Valid until': /^2031-05-01 00:00:00 UTC$/,
      'Kill-chain phases': /^demo-chain: delivery$/,
      'Made by': /^Example Lab$/,
      'External references': /^Example Lab EL-7\s*https:\/\/lab\.example\/el-7\s*Shown as text on purpose/,
    };
    for (const [name, text] of Object.entries(told))
      expect([name, await fact(name).innerText()]).toEqual([name, expect.stringMatching(text)]);
    // What only other types have is not there, not even empty.
    for (const name of ['First seen', 'First observed', 'Aliases', 'Description'])
      expect([name, await glance.getByText(name, { exact: true }).count()]).toEqual([name, 0]);
    expect(await glance.getByRole('group', { name: 'Pattern' }).innerText()).toBe(pattern);
    await glance.getByRole('button', { name: 'Copy' }).waitFor();
    // What another calls a label of TLP is none: it has none of its colours.
    expect(await glance.locator('[data-label]').allInnerTexts()).toEqual(['TLP:AMBER', 'TLP:AMBER']);
    const addresses = 'Array.from(document.links, (link) => link.origin === location.origin)';
    expect(new Set(await page.evaluate<boolean[]>(addresses))).toEqual(new Set([true]));

    const sightings = page.getByRole('table', { name: 'Sightings' });
    await sightings.getByRole('cell', { name: '2030-05-03 00:00:00 UTC' }).waitFor();
    await sightings.getByRole('cell', { name: '12', exact: true }).waitFor();
    expect(await page.getByRole('table', { name: 'Sources' }).getByRole('row').count()).toBe(2);
    await page.getByRole('list', { name: 'indicates →' }).getByRole('link', { name: 'Lantern' }).waitFor();
    expect(await page.getByRole('group', { name: /^Source of the/ }).count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show source' }).click();
    await page.getByRole('group', { name: /^Source of the/ }).waitFor();

    await page.goto(`/threats/${id('malware', 5)}`);
    await fact('Aliases').waitFor();
    expect(await fact('Kind').innerText()).toBe('wiper');
    for (const name of ['Pattern', 'Valid from', 'Labels', 'External references'])
      expect([name, await glance.getByText(name, { exact: true }).count()]).toEqual([name, 0]);
  },
);
