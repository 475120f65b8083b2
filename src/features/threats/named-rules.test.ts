import { expect, test } from 'vitest';
import { markingText, maxNamed, refsNamed } from './named-rules.ts';

test('who made an object, its markings, its ends and what it is about are named, each once and so many at most', () => {
  const object = {
    created_by_ref: 'identity--1',
    source_ref: 'malware--1',
    target_ref: 'tool--1',
    object_marking_refs: ['marking-definition--1', 'malware--1', 7],
    object_refs: ['report--1'],
    x_other_ref: 'tool--9',
  };
  expect(refsNamed(JSON.stringify(object))).toEqual([
    'identity--1',
    'malware--1',
    'tool--1',
    'marking-definition--1',
    'report--1',
  ]);
  const many = Array.from({ length: 100 }, (_, n) => `tool--${n}`);
  expect(refsNamed(JSON.stringify({ object_refs: many }))).toHaveLength(maxNamed);
  for (const source of ['', '7', 'null', '[]', '{"source_ref":7}']) expect(refsNamed(source)).toEqual([]);
});

test('a marking says its statement, or else its name', () => {
  expect(markingText('{"name":"n","definition":{"statement":"Ask first."}}')).toBe('Ask first.');
  expect(markingText('{"name":"n","definition":{"tlp":"red"}}')).toBe('n');
  expect(markingText('{"definition":"x"}')).toBeNull();
});
