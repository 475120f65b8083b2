// The graph of an object with thousands around it, in a real browser: how soon it is drawn, and whether it stays fluid while it is zoomed.
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import type { Db } from '#platform/db/db.ts';
import { buildPages } from '../../tools/build-pages.ts';
import { median } from '../../tools/bench-report.ts';
import { findBrowser, launchBrowser } from '../e2e/browser.ts';
import { startAlliance, startBenchPostgres } from './alliance.ts';
import { repetitions, report, say } from './measure.ts';
import { fillFrames, missedFrames, until } from './page-frames.ts';
import { createDraw, fillObjects } from './search-fill.ts';

await buildPages();

async function measure(browser: Browser): Promise<void> {
  await using stack = new AsyncDisposableStack();
  stack.defer(() => browser.close());
  const postgres = stack.use(await startBenchPostgres());
  const alliance = stack.use(await startAlliance(postgres, ['xa']));
  const xa = alliance.node('xa');
  await fillObjects(xa.db, tied * 3, createDraw(7));
  const { url } = await xa.ask<{ url: string }>('/api/session/link', { method: 'POST' });
  const link = new URL(url);
  const page = await (await browser.newContext({ baseURL: link.origin, locale: 'en' })).newPage();
  await page.goto(`${link.pathname}${link.hash}`);
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  await measureGraph(page, await tieTogether(xa.db));
}

const tied = 5_000;

/** Ties one object to so many others less itself; gives its id. */
async function tieTogether(db: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with thing as (
      select record_id, object_id from threat_object where newest and search is not null and type in ('malware', 'attack-pattern', 'campaign', 'indicator')
      order by record_id limit ${tied}
    ), centre as (select * from thing order by record_id limit 1),
    tie as (
      insert into threat_edge (record_id, source_id, target_id, relation, shown)
      select thing.record_id, centre.object_id, thing.object_id, 'uses', true from centre, thing where thing.object_id <> centre.object_id
    ), among as (
      insert into threat_edge (record_id, source_id, target_id, relation, shown)
      select a.record_id, a.object_id, b.object_id, 'targets', true from thing a join thing b on b.record_id = a.record_id + 7
    ) select object_id as id from centre`.execute(db);
  return rows[0]?.id ?? '';
}

async function measureGraph(page: Page, id: string): Promise<void> {
  const first: number[] = [];
  const [lost, idle]: [number[], number[]] = [[], []];
  let [objects, lines] = ['', ''];
  for (let i = 0; i < repetitions; i++) {
    await page.goto('/threats');
    await page.getByRole('heading', { name: 'Threats', level: 1 }).waitFor();
    await page.goto(`/threats/${id}/graph`, { waitUntil: 'commit' });
    first.push((await until(page, `Number(document.querySelector('canvas')?.dataset.drawn) > 1000`)) / 1_000);
    [objects = '', lines = ''] = (await page.locator('main > p[role=status]').innerText()).split(', ');
    const act = (deltaY: string): string =>
      `document.querySelector('canvas').dispatchEvent(new WheelEvent('wheel', { deltaY: ${deltaY}, clientX: 500, clientY: 400, cancelable: true }))`;
    idle.push(missedFrames(await page.evaluate<number[]>(fillFrames('0', 120))));
    lost.push(missedFrames(await page.evaluate<number[]>(fillFrames(act('times.length % 40 < 20 ? -1 : 1'), 120))));
  }
  const what = `graph of ${objects}`;
  say(
    `${what}: first drawing ${first.map((s) => s.toFixed(2)).join(', ')} s; frames lost of 120: ${lost.join(', ')}; standing still ${idle.join(', ')}`,
  );
  const note = `${lines} from the address to the drawing, with the page itself`;
  report({ what: `${what}: drawn`, unit: 's', values: first, note });
  report({
    what: `${what}: frames lost of 120, zooming in each`,
    unit: 'frames',
    target: { atMost: 12 },
    values: lost,
    note: `with nothing moving ${median(idle)} are; lines are drawn smooth again when the view stands still for 150 ms`,
  });
}

const found = await findBrowser();
if ('missing' in found) say(found.missing);
else await measure(await launchBrowser(found));
