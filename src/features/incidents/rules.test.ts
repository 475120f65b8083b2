import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IncidentRecord } from './model.ts';
import { foldIncident } from './rules.ts';

const record = (kind: string, participant: string, hosts: number | null = null): IncidentRecord => ({
  ref: '',
  kind,
  participant,
  hosts,
});
const report = record('incident.report', 'xa', 412);

test('an incident is notified, then correlated by a second member, then warned about', () => {
  expect(foldIncident([report])).toEqual({ state: 'NOTIFIED', members: 1, warnings: 0, hosts: 412 });
  const two = [report, record('incident.count', 'xb', 30)];
  expect(foldIncident(two)).toEqual({ state: 'CORRELATED', members: 2, warnings: 0, hosts: 442 });
  expect(foldIncident([...two, record('warning.issue', 'ec')])).toEqual({
    state: 'WARNING_ISSUED',
    members: 2,
    warnings: 1,
    hosts: 442,
  });
});

test('a warning that lapsed warns of nothing', () => {
  const lapsed = { ...record('warning.issue', 'ec'), isLapsed: true };
  expect(foldIncident([report, lapsed])).toMatchObject({ state: 'NOTIFIED', warnings: 0 });
  const standing = record('warning.issue', 'xb');
  expect(foldIncident([report, lapsed, standing])).toMatchObject({ state: 'WARNING_ISSUED', warnings: 1 });
});

test('a second count of the same member corrects its first, and makes no second member', () => {
  expect(foldIncident([report, record('incident.count', 'xa', 9)])).toEqual({
    state: 'NOTIFIED',
    members: 1,
    warnings: 0,
    hosts: 9,
  });
});

test('a destroyed count counts nothing, but its member was there', () => {
  expect(foldIncident([report, record('incident.count', 'xb', null)])).toMatchObject({
    state: 'CORRELATED',
    members: 2,
    hosts: 412,
  });
});

test('kinds that say nothing of the incident do not move it', () => {
  expect(foldIncident([report, record('threat.object', 'xb', 5)])).toEqual(foldIncident([report]));
});

test('hosts are the sum of each member’s newest count, whatever came between', () => {
  const count = fc.record({
    ref: fc.constant(''),
    kind: fc.constant('incident.count'),
    participant: fc.constantFrom('xa', 'xb', 'xc'),
    hosts: fc.nat(1000),
  });
  fc.assert(
    fc.property(fc.array(count, { minLength: 1 }), (counts) => {
      const newest = new Map(counts.map((one) => [one.participant, one.hosts]));
      expect(foldIncident(counts).hosts).toBe([...newest.values()].reduce((a, b) => a + b, 0));
    }),
  );
});
