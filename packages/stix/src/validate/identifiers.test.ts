import { describe, expect, test } from 'vitest';
import { isTypeName, isUuid, typeOfId, uuidVersion } from './identifiers.ts';

const UUID = '5a2f6f0e-2f5b-4c0f-8b8e-8a3f1d2c4b10';

describe('an identifier', () => {
  test('has a UUID of a version of RFC 9562, which are 1 to 8', () => {
    const versions = [...'0123456789abcdef'].filter((version) => isUuid(UUID.replace('4c0f', `${version}c0f`)));
    expect(versions.join('')).toBe('12345678');
  });

  test.each([
    [`tool--${UUID}`, 'tool'],
    [`x-port-berth--${UUID.toUpperCase()}`, 'x-port-berth'],
    [`abc--ffffffff-ffff-1fff-bfff-ffffffffffff`, 'abc'],
    [`abc--00000000-0000-5000-8000-000000000000`, 'abc'],
    [`${'a'.repeat(250)}--${UUID}`, 'a'.repeat(250)],
  ])('%s has its type', (id, type) => {
    expect(typeOfId(id)).toBe(type);
  });

  test.each([
    '',
    UUID,
    `--${UUID}`,
    `ab--${UUID}`,
    `tool-${UUID}`,
    `tool---${UUID}`,
    `to--ol--${UUID}`,
    `-tool--${UUID}`,
    `1tool--${UUID}`,
    `Tool--${UUID}`,
    `to_ol--${UUID}`,
    `tool--${UUID}0`,
    `tool--${UUID.slice(1)}`,
    `tool--${UUID.replaceAll('-', '_')}`,
    `tool--${UUID.replace('5a', '5g')}`,
    `tool--${UUID.replace('4c0f', '0c0f')}`,
    `tool--${UUID.replace('4c0f', '9c0f')}`,
    'tool--00000000-0000-0000-0000-000000000000',
    'tool--ffffffff-ffff-ffff-ffff-ffffffffffff',
    `tool--${UUID.replace('8b8e', '7b8e')}`,
    `tool--${UUID.replace('8b8e', 'cb8e')}`,
    `tool--${UUID.replace('5a', '5\u{661}')}`,
    `${'a'.repeat(251)}--${UUID}`,
  ])('%j is none', (id) => {
    expect(typeOfId(id)).toBeUndefined();
  });

  test('says the version of its UUID', () => {
    expect(uuidVersion(`tool--${UUID}`)).toBe(4);
    expect(uuidVersion('file--00000000-0000-5000-8000-000000000000')).toBe(5);
  });
});

test('a type is a letter and then letters, digits and single hyphens', () => {
  expect(['abc', 'x-a-1', 'ipv4-addr'].filter((type) => !isTypeName(type))).toEqual([]);
  expect(['', 'ab', 'a--b', 'ab-', '-ab', 'a_b', 'aB', '1ab', 'ä-b'].filter((type) => isTypeName(type))).toEqual([]);
});
