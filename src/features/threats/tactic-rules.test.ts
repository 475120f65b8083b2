import { expect, test } from 'vitest';
import { orderTactics, readTacticOrders } from './tactic-rules.ts';

const tactic = (id: string, name: string) => JSON.stringify({ type: 'x-mitre-tactic', id, x_mitre_shortname: name });
const matrix = (id: string, refs: unknown) => JSON.stringify({ type: 'x-mitre-matrix', id, tactic_refs: refs });

test('tactics stand in the order of the matrix that has most of them, the others after them by the alphabet', () => {
  const orders = readTacticOrders([
    matrix('x-mitre-matrix--1', ['x-mitre-tactic--2', 'x-mitre-tactic--9', 'x-mitre-tactic--1', 7]),
    matrix('x-mitre-matrix--2', ['x-mitre-tactic--3']),
    matrix('x-mitre-matrix--3', 'none'),
    tactic('x-mitre-tactic--1', 'execution'),
    tactic('x-mitre-tactic--2', 'initial-access'),
    tactic('x-mitre-tactic--3', 'impact'),
    'null',
    '{',
  ]);
  expect(orders).toEqual([['initial-access', 'execution'], ['impact']]);
  expect(orderTactics(['zeta', 'execution', 'alpha', 'initial-access'], orders)).toEqual([
    'initial-access',
    'execution',
    'alpha',
    'zeta',
  ]);
  expect(orderTactics(['b', 'a'], [])).toEqual(['a', 'b']);
  expect(orderTactics(['delivery', 'installation', 'reconnaissance'], orders)).toEqual([
    'reconnaissance',
    'delivery',
    'installation',
  ]);
});
