import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { importText } from '#features/imports/actions.ts';
import type { Neighbours, Paths } from '#features/threats/graph-model.ts';
import { startNodes } from '../federation/nodes.ts';
import type { TestNode } from '../federation/nodes.ts';
import { corpusTest } from './corpora.ts';

type Attack = { id: string; type: string; [member: string]: unknown };

/** What the bundle says, read as plainly as possible. */
function linesOf(objects: readonly Attack[]): [string, string][] {
  return objects.flatMap((object): [string, string][] => {
    if (object.type === 'relationship') return [[String(object['source_ref']), String(object['target_ref'])]];
    return Object.entries(object).flatMap(([member, value]): [string, string][] => {
      if (!/_refs?$/.test(member) || /created_by|modified_by|marking/.test(member)) return [];
      return (Array.isArray(value) ? value : [value]).map((target) => [object.id, String(target)]);
    });
  });
}

function aroundEach(lines: readonly [string, string][]): Map<string, Set<string>> {
  const around = new Map<string, Set<string>>();
  const add = (a: string, b: string): void => void around.set(a, (around.get(a) ?? new Set()).add(b));
  for (const [a, b] of lines) {
    if (a === b) continue;
    add(a, b);
    add(b, a);
  }
  return around;
}

function distance(around: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): number | null {
  let level = new Set([from]);
  const seen = new Set(level);
  for (let steps = 1; steps <= 5; steps++) {
    level = new Set([...level].flatMap((id) => [...(around.get(id) ?? [])]).filter((id) => !seen.has(id)));
    if (level.has(to)) return steps;
    for (const id of level) seen.add(id);
  }
  return null;
}

async function readAll(node: TestNode, id: string, depth: 1 | 2): Promise<{ ids: string[]; counted: number }> {
  const ids: string[] = [];
  for (let before: string | null = '', counted = 0; ;) {
    const query = `depth=${depth}&limit=200${before ? `&before=${before}` : ''}`;
    const page: Neighbours = await node.ask<Neighbours>(`/api/threats/${id}/neighbours?${query}`);
    expect(page.complete).toBe(true);
    ids.push(...page.items.map((item) => item.id));
    counted = page.types.reduce((sum, { count }) => sum + count, 0);
    before = page.next;
    if (before === null) return { ids, counted };
  }
}

corpusTest(
  'stix-examples/ics-attack',
  'neighbours and paths in ATT&CK for ICS are those that the bundle says',
  async (folder) => {
    const text = readFileSync(join(folder, 'ics-attack-17.1.json'));
    const { objects } = JSON.parse(text.toString('utf8')) as { objects: Attack[] };
    const around = aroundEach(linesOf(objects));
    await using net = await startNodes('xa');
    const node = net.node('xa');
    await importText(node.deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, text, {
      name: 'ics-attack-17.1.json',
      marking: { tlp: 'GREEN', base: 'unclassified' },
      basis: [{ instrument: 'mca-2029', article: '5' }],
      purpose: 'counter-terrorism',
      retainUntil: '2031-05-13',
    });
    const busiest = [...around].toSorted(([, a], [, b]) => b.size - a.size).map(([id]) => id);
    const techniques = busiest.filter((id) => id.startsWith('attack-pattern--')).slice(0, 5);
    const chosen = [...new Set([...busiest.slice(0, 3), ...techniques, ...busiest.slice(-3)])];
    expect(techniques).toHaveLength(5);
    for (const id of chosen) {
      const direct = around.get(id) ?? new Set();
      const one = await readAll(node, id, 1);
      expect([...one.ids].toSorted()).toEqual([...direct].toSorted());
      const further = new Set([...direct].flatMap((next) => [...(around.get(next) ?? [])]));
      for (const known of [id, ...direct]) further.delete(known);
      const two = await readAll(node, id, 2);
      expect(two.ids.toSorted()).toEqual([...direct, ...further].toSorted());
      expect(two.counted).toBe(two.ids.length);
    }
    for (const from of chosen.slice(0, 4))
      for (const to of chosen.slice(4)) {
        const { length, complete } = await node.ask<Paths>(`/api/threats/${from}/paths?to=${to}`);
        expect({ length, complete }).toEqual({ length: distance(around, from, to), complete: true });
      }
  },
);
