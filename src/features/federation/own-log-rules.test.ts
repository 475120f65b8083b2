import { expect, test } from 'vitest';
import { describeOvertaken, describeStop, sayStopped, stopCode } from './own-log-rules.ts';

test('who is stopped reads the code out of the refusal, and no word of the peer’s reaches its officers', () => {
  expect(stopCode(`${sayStopped('log-forked')}\n`)).toBe('log-forked');
  expect(stopCode('stopped because-xc-said-so: xc showed it')).toBe('stopped');
  expect(stopCode('stopped constructor: x')).toBe('stopped');
  for (const other of ['this log has ended\n', '', 'stopped', 'STOPPED log-forked: x', ' stopped log-forked: x'])
    expect(stopCode(other)).toBeUndefined();
  expect(describeStop('xb', stopCode('stopped because-xc-said-so: xc showed it')!)).not.toContain('xc');
});

test('a fork under the own key is told as two nodes with one key, a larger head alone as either cause', () => {
  const found = { size: 640, shownBy: 'xb' };
  expect(describeOvertaken({ ...found, code: 'own-log-forked' }, 8)).toMatch(
    /xb holds size 640.*this one has 8.*two nodes/,
  );
  const behind = describeOvertaken({ ...found, code: 'own-log-behind' }, 8);
  expect(behind).toMatch(/restore.*or a copy/);
  expect(describeOvertaken({ ...found, shownBy: null, code: 'own-log-behind' }, 8)).toMatch(/^The folder of this node/);
});
