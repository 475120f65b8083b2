import { expect, test } from 'vitest';
import { onDutyOf } from './cli.ts';

const shift = (officer: string, startsAt: string, endsAt: string) => ({
  id: 'x',
  officer,
  startsAt,
  endsAt,
  plannedBy: 'xa/cyber/o-1',
});
const running = shift('xa/cyber/o-7', '05:00', '17:00');
const next = shift('xa/cyber/o-1', '17:00', '20:00');

test('the roster is believed until somebody takes over, and then only from its next shift on', () => {
  const taken = { officer: 'xa/cyber/o-4', at: '06:00' };
  expect(onDutyOf({ onDuty: [], takenOver: null, next })).toBe('nobody');
  expect(onDutyOf({ onDuty: [running], takenOver: null, next })).toBe('xa/cyber/o-7 until 17:00');
  expect(onDutyOf({ onDuty: [running], takenOver: taken, next })).toBe(
    'xa/cyber/o-4, who took over at 06:00, until 17:00 (by the roster: xa/cyber/o-7 until 17:00)',
  );
  expect(onDutyOf({ onDuty: [], takenOver: taken, next: null })).toBe(
    'xa/cyber/o-4, who took over at 06:00, until a shift of the roster begins',
  );
});
