import { expect, test } from 'vitest';
import { limitDistribution } from './limit-distribution.ts';

const event = (distribution: unknown) => ({
  uuid: '57c4445b-c548-4654-af0b-4be3950d210f',
  info: 'Latchkey hosts',
  Tag: [],
  distribution,
  sharing_group_id: '12',
  Attribute: [{ value: 'a', distribution: '5' }, { value: 'b', distribution: 3 }, { value: 'c' }],
  Object: [{ distribution: '4', sharing_group_id: '7', Attribute: [{ value: 'd', distribution: '2' }] }],
  Galaxy: [{ GalaxyCluster: [{ distribution: 'all', SharingGroup: { uuid: 'x' } }] }],
});

test.each([
  ['RED', '0', '0'],
  ['AMBER+STRICT', '0', '0'],
  ['AMBER', '0', '0'],
  ['GREEN', '1', '1'],
  ['CLEAR', '3', '2'],
  [undefined, '0', '0'],
] as const)('under %s MISP hands on an event no further than %s, and its parts', (label, widest, part) => {
  const limited = limitDistribution(event('3'), label);
  expect(limited).toMatchObject({
    distribution: widest,
    Attribute: [
      { value: 'a', distribution: '5' },
      { value: 'b', distribution: label === 'CLEAR' ? 3 : widest },
      { value: 'c' },
    ],
    Object: [{ distribution: '0', Attribute: [{ value: 'd', distribution: part }] }],
    Galaxy: [{ GalaxyCluster: [{ distribution: '0' }] }],
  });
  expect(JSON.stringify(limited)).not.toMatch(/sharing_group_id|SharingGroup/);
});

test.each([
  ['0', '0'],
  [0, '0'],
  ['1', '1'],
  ['4', '0'],
  ['5', '0'],
  ['everybody', '0'],
  [undefined, '0'],
  [['3'], '0'],
])('an event that says %j is as narrow under a wide label, or narrower', (given, told) => {
  expect(limitDistribution(event(given), 'CLEAR').distribution).toBe(told);
});
