import { expect, test } from 'vitest';
import { speak } from '#test/speak.ts';
import { sayAttribution } from '../model.ts';
import type { Neighbour } from '../graph-model.ts';
import { groupNeighbours, heldOf, moreSaid } from './neighbour-groups.ts';

const link = (from: string, relation: string, to: string) => ({
  from,
  to,
  relation,
  by: 'r',
  ref: 'x',
  author: 'xa',
  revoked: false,
  held: sayAttribution(relation, 'xa'),
});
const neighbour = (id: string, links: Neighbour['links'], steps: 1 | 2 = 1): Neighbour => ({
  id,
  type: 'tool',
  name: id,
  revoked: false,
  here: true,
  steps,
  via: null,
  links,
});

test('neighbours are grouped by relation and direction in the order of the answer, none twice and none lost', () => {
  const items = [
    neighbour('a', [link('me', 'uses', 'a'), link('a', 'related-to', 'me')]),
    neighbour('b', [link('me', 'uses', 'b')]),
    neighbour('c', [link('c', 'uses', 'me')]),
    neighbour('d', [link('d', 'uses', 'c')], 2),
    neighbour('e', []),
  ];
  expect(groupNeighbours(speak('en'), items).map(({ title, items: of }) => [title, of.map(({ id }) => id)])).toEqual([
    ['uses →', ['a', 'b']],
    ['← uses', ['c']],
    ['two steps away: ← uses', ['d']],
    ['referred to', ['e']],
  ]);
  expect(moreSaid(speak('en'), items[0]!)).toEqual(['← related to (xa)']);
});

test('of a neighbour to whom something is attributed it is said whose hypothesis that is, whatever else connects them (SG-26)', () => {
  const one = neighbour('a', [
    link('me', 'uses', 'a'),
    link('me', 'attributed-to', 'a'),
    link('me', 'attributed-to', 'a'),
  ]);
  expect(heldOf(one)).toEqual(['a hypothesis of xa, not a fact: attributed-to']);
  expect(heldOf(neighbour('b', [link('me', 'uses', 'b')]))).toEqual([]);
});
