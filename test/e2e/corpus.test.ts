import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { confirm, importFile, lines, review } from './acts.ts';
import { browserTest } from './browser-test.ts';
import { openSite } from './site.ts';

const attack = join(import.meta.dirname, '../../../shared/corpora/stix-examples/ics-attack/ics-attack-17.1.json');
const stuxnet = 'malware--088f1d6e-0783-47c6-9923-9c79b2af43d4';

browserTest(
  'a public bundle of thousands of objects goes through the form and to another node, and is found there by search',
  async (desk) => {
    const text = readFileSync(attack);
    const { objects } = JSON.parse(text.toString()) as { objects: { revoked?: boolean }[] };
    await using site = await openSite('xa', 'xb');
    const [xa, xb] = await Promise.all(['xa', 'xb'].map((code) => desk.signIn(site, code)));
    await xb!.goto('/threats?q=stuxnet&type=malware');
    await xb!.getByText('No object fits').waitFor();

    await importFile(xa!, { name: 'ics-attack-17.1.json', text }, 'attack-ics');
    const count = objects.length.toLocaleString('en');
    const standing = objects.filter(({ revoked }) => revoked !== true).length;
    await xa!.getByRole('heading', { name: `Added (${standing.toLocaleString('en')})` }).waitFor();
    await xa!.getByRole('heading', { name: `Revoked (${objects.length - standing})` }).waitFor();
    await xa!.getByRole('link', { name: 'Release this run' }).click();
    const dialog = await review(xa!, 'release', ['xb Belmara']);
    expect(await lines(dialog.getByRole('list', { name: 'What will happen' }))).toEqual([
      `xb Belmara gets ${count} records: ics-attack-17.1.json TLP:AMBER UNCLASSIFIED`,
    ]);
    await confirm(dialog, 'release');

    await xb!.getByRole('row', { name: stuxnet }).getByRole('link', { name: 'Stuxnet' }).click();
    await xb!.getByRole('button', { name: 'Show source' }).click();
    const source = await xb!.getByRole('group', { name: 'Source of the version' }).innerText();
    expect(text.includes(source), 'the source text is byte for byte a piece of the file').toBe(true);
    expect(JSON.parse(source)).toMatchObject({ id: stuxnet });
  },
  attack,
);
