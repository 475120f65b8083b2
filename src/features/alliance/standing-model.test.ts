import { expect, test } from 'vitest';
import { oneLine, printable } from '#platform/cli/table.ts';
import { alarmLine, stateOf } from './cli.ts';
import { describeLog, logOf, sizeOf } from './standing-model.ts';

const grouped = (n: number): string => n.toLocaleString('en');
const logBefore = { log: 1, size: 1_028, at: '2030-05-13T09:00:00.000Z' };

test('a log after a succession is told with its number and with the end of the one before it', () => {
  expect(describeLog({ log: 1, logSize: 28, logBefore: null })).toBe('28');
  expect(describeLog({ log: 1, logSize: null, logBefore: null })).toBe('–');
  expect(describeLog({ log: 2, logSize: 12, logBefore })).toBe('log 2, size 12 (log 1 ended at 1028 on 2030-05-13)');
  expect(describeLog({ log: 2, logSize: 12, logBefore }, grouped)).toContain('ended at 1,028 on');
  expect(describeLog({ log: 2, logSize: null, logBefore })).toContain('log 2, size – (');
});

test('who has no succession is at its first log', () => {
  expect(logOf({ successions: new Map() }, 'xa')).toEqual({ log: 1, logBefore: null });
});

test('a head of the log that ended, or none, says no size of the one that goes on', () => {
  expect(sizeOf(2, { log: 2, size: 12 })).toBe(12);
  expect(sizeOf(2, { log: 1, size: 28 })).toBeNull();
  expect(sizeOf(2, { log: 2, checkpointNote: 'a note', checkpointSize: 12 })).toBe(12);
  expect(sizeOf(2, { log: 1, checkpointNote: 'a note', checkpointSize: 28 })).toBeNull();
  expect(sizeOf(1, { log: 1, checkpointNote: null, checkpointSize: 0 })).toBeNull();
  expect(sizeOf(1, undefined)).toBeNull();
});

test('who does not take part is never just ok, and a failure is told beside the standing', () => {
  const fine = { standing: 'standing', stopped: false, lastFailure: null } as const;
  expect(stateOf(fine)).toBe('ok');
  expect(stateOf({ ...fine, standing: 'suspended' })).toBe('suspended');
  expect(stateOf({ ...fine, standing: 'left' })).toBe('withdrawn');
  expect(stateOf({ ...fine, standing: 'not-yet' })).toBe('not yet');
  const lastFailure = { code: 'peer-unreachable', why: 'no answer' };
  expect(stateOf({ ...fine, lastFailure })).toBe('peer-unreachable');
  expect(stateOf({ ...fine, standing: 'suspended', lastFailure })).toBe('suspended, peer-unreachable');
  expect(stateOf({ ...fine, standing: 'left', stopped: true, lastFailure })).toBe('withdrawn, STOPPED');
});

test('an alarm is told whole, on one line that steers no terminal; a cell of a table is cut', () => {
  const why = `${'xb signed two logs of one size. '.repeat(20)}call its officers`;
  expect(oneLine(`${why}\u001b[2J\n`)).toBe(`${why}·[2J·`);
  expect(printable(why)).toHaveLength(120);
});

test('an alarm that an officer has settled is told as that: by whom, when, why', () => {
  const alarm = {
    id: 1,
    at: '2030-05-13T06:00:00.000Z',
    participant: 'xb',
    code: 'log-forked',
    why: 'two logs',
    provable: true,
  };
  expect(alarmLine({ ...alarm, resumed: null })).toBe('ALARM 2030-05-13T06:00:00.000Z xb log-forked: two logs');
  const resumed = { at: '2030-05-14T06:00:00.000Z', by: 'xa/cyber/o-1', reason: 'a copy\nran' };
  expect(alarmLine({ ...alarm, resumed })).toBe(
    'alarm 2030-05-13T06:00:00.000Z xb log-forked: two logs; settled, resumed by xa/cyber/o-1 2030-05-14T06:00:00.000Z: a copy·ran',
  );
});
