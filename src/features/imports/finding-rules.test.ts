import { validateObject } from '@tamga/stix';
import type { Findings } from '@tamga/stix';
import { expect, test } from 'vitest';
import { createKeepFindings, groupFindings, noFindings, parseFindings } from './finding-rules.ts';
import type { ItemFindings } from './model.ts';

const finding = (code: 'range' | 'missing', path = '/a') => ({ path, code, clause: 'STIX 2.1 §3.2', message: 'm' });
const found = (errors: Findings['errors'], truncated = false): Findings => ({ errors, warnings: [], truncated });
const tool = { type: 'tool' };

test('of values that a message repeats nothing is kept, and of an object about a person hardly more than its property', () => {
  const value = 'Ann "the Fox" Example';
  const errors = validateObject({ type: 'email-addr', id: 7, value: [value], [value]: '' }).errors;
  expect(JSON.stringify(errors)).toContain('Ann');
  for (const about of [tool, { type: 'email-addr' }, [value], value]) {
    const { findings } = createKeepFindings(10_000)(about, found(errors.filter(({ path }) => !path.includes('Ann'))));
    expect(findings).not.toMatch(/Ann|Fox/);
  }
  const { findings } = createKeepFindings(10_000)({ type: 'email-addr' }, found(errors));
  expect(findings).not.toMatch(/Ann|Fox/);
  expect(parseFindings(findings ?? '').errors.map(({ path, code }) => `${path} ${code}`)).toContain(
    '/value wrong-type',
  );
});

test('of a value that is no object it is told that it is none, and nothing of what it holds', () => {
  for (const value of ['Ann Example', ['Ann'], 7, null]) {
    const { findings } = createKeepFindings(10_000)(value, found([...validateObject(value).errors]));
    expect(parseFindings(findings ?? '').errors).toEqual([
      { path: '', code: 'not-an-object', clause: expect.any(String) as string, message: '… is no object' },
    ]);
    expect(findings).not.toContain('Ann');
  }
});

test('of a text that is wrong it is told where it stands and how long it is, and not what it says', () => {
  const note = { type: 'note', created: 'yesterday ~ or so', 'a/b': { modified: 'x' }, other: 'mine' };
  const { findings } = createKeepFindings(10_000)(note, {
    errors: [
      { path: '/created', code: 'timestamp', clause: 'STIX 2.1 §3.16', message: '"yesterday ~ or so" is no timestamp' },
      { path: '/a~1b/modified', code: 'timestamp', clause: 'STIX 2.1 §3.16', message: '"x" is no timestamp' },
      { path: '/other', code: 'property-name', clause: 'STIX 2.1 §3', message: '"other" is no property name' },
    ],
    warnings: [],
    truncated: false,
  });
  expect(parseFindings(findings ?? '').errors.map(({ message }) => message)).toEqual([
    'a text of 17 characters is no timestamp',
    'a text of 1 character is no timestamp',
    '… is no property name',
  ]);
});

test('an object without findings takes no room', () => {
  expect(createKeepFindings(1)(tool, found([]))).toBe(noFindings);
});

test('beyond the bytes of a run, findings are counted and not kept', () => {
  const keep = createKeepFindings(1);
  expect(keep(tool, found([finding('range')])).findings).not.toBeNull();
  expect(keep(tool, found([finding('range'), finding('range')]))).toEqual({ errors: 2, warnings: 0, findings: null });
});

test('what is kept of an object is read again as it was; of many warnings some are kept and all counted', () => {
  const warnings = Array.from({ length: 12 }, (_, i) => ({
    ...finding('range', `/${i}`),
    code: 'extensions-use' as const,
  }));
  const { findings, ...counts } = createKeepFindings(10_000)(tool, {
    errors: [finding('missing')],
    warnings,
    truncated: false,
  });
  expect(counts).toEqual({ errors: 1, warnings: 12 });
  expect(parseFindings(findings ?? '')).toEqual({
    errors: [finding('missing')],
    warnings: warnings.slice(0, 10),
    more: true,
  });
});

test('a path and a message of the object’s own making are cut', () => {
  const keep = createKeepFindings(10_000);
  const { findings } = keep(
    tool,
    found([{ ...finding('range', `/${'a'.repeat(5_000)}`), message: 'b'.repeat(5_000) }], true),
  );
  const kept = parseFindings(findings ?? '');
  expect(kept.errors[0]?.path).toBe(`/${'a'.repeat(999)}… (5,001 characters)`);
  expect(kept.errors[0]?.message).toBe(`${'b'.repeat(1_000)}… (5,000 characters)`);
  expect(kept.more).toBe(true);
});

test('findings are grouped by code, the most frequent first, with how many objects they are about', () => {
  const item = (...errors: ItemFindings['errors']) => ({ findings: { errors, warnings: [], more: false } });
  const items = [
    item(finding('missing')),
    item(finding('range'), finding('range')),
    { findings: null },
    item(finding('range')),
  ];
  expect(groupFindings(items, 'errors').map(({ code, count, objects }) => [code, count, objects])).toEqual([
    ['range', 3, 2],
    ['missing', 1, 1],
  ]);
  expect(groupFindings(items, 'errors')[0]?.item).toBe(items[1]);
});
