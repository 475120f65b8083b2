import { expect, test } from 'vitest';
import { createLogger, type LogFields } from './logger.ts';

const now = () => new Date('2026-03-01T08:00:00.000Z');

function logLines(
  level: 'debug' | 'warn' | 'silent',
  speak: (log: ReturnType<typeof createLogger>) => void,
): unknown[] {
  const lines: string[] = [];
  speak(createLogger({ name: 'xa', level, now, write: (line) => void lines.push(line) }));
  expect(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
  return lines.map((line) => JSON.parse(line) as unknown);
}

test('an event is one line of JSON with time, level, name and its fields', () => {
  const lines = logLines('debug', (log) => log.info('pull.done', { peer: 'xb\n', records: 3, more: false }));
  const head = { at: '2026-03-01T08:00:00.000Z', level: 'info', name: 'xa', event: 'pull.done' };
  expect(lines).toEqual([{ ...head, peer: 'xb\n', records: 3, more: false }]);
});

test('events below the level are not written', () => {
  const all = (log: ReturnType<typeof createLogger>) =>
    (['debug', 'info', 'warn', 'error'] as const).map((l) => log[l](l));
  expect(logLines('warn', all)).toMatchObject([{ event: 'warn' }, { event: 'error' }]);
  expect(logLines('silent', all)).toEqual([]);
});

test('objects, buffers and secrets are not written, long text is cut', () => {
  const fields = {
    body: { name: 'x' },
    key: Buffer.from('k'),
    note: 'y'.repeat(500),
    accessToken: 'abc',
    none: undefined,
  };
  const [line] = logLines('debug', (log) => log.error('odd', fields as unknown as LogFields)) as [
    Record<string, unknown>,
  ];
  expect(Object.keys(line)).toEqual(['at', 'level', 'name', 'event', 'note', 'accessToken']);
  expect([line['note'], line['accessToken']]).toEqual([`${'y'.repeat(200)}…`, '[withheld]']);
});

test('a field never replaces the head of the line', () => {
  expect(logLines('debug', (log) => log.info('real', { event: 'forged', at: 'never' }))).toMatchObject([
    { event: 'real' },
  ]);
});
