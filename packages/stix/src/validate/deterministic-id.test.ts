import { describe, expect, test } from 'vitest';
import { deterministicId, validateObject } from '../index.ts';

describe('the identifier of an observable', () => {
  test.each([
    // Examples of the specification (STIX 2.1 §6).
    [{ type: 'ipv4-addr', value: '198.51.100.3' }, 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4'],
    [{ type: 'mutex', name: '__CLEANSWEEP__' }, 'mutex--f93fe911-e545-5239-b9b0-597840d0c871'],
    [
      { type: 'autonomous-system', number: 15_139, rir: 'ARIN' },
      'autonomous-system--3aa27478-50b5-5ab8-9da9-cdc12b657fff',
    ],
    [
      {
        type: 'file',
        hashes: { 'SHA-256': '841a8921140aba50671ebb0770fecc4ee308c4952cfeff8de154ab14eeef4649' },
        name: 'quêry.dll',
        name_enc: 'windows-1252',
      },
      'file--7d1e3a18-89e7-5bc5-be36-9879f5b7f5c8',
    ],
    [
      {
        type: 'windows-registry-key',
        key: 'hkey_local_machine\\system\\bar\\foo',
        values: [
          { name: 'Foo', data: 'qwerty', data_type: 'REG_SZ' },
          { name: 'Bar', data: '42', data_type: 'REG_DWORD' },
        ],
      },
      'windows-registry-key--f6a11ddf-fa2b-54c8-97ab-e7f28413095a',
    ],
  ])('%j', (object, id) => {
    expect(deterministicId(object)).toBe(id);
  });

  test('comes from the contributing properties alone, in any order', () => {
    const file = { type: 'file', name: 'a', parent_directory_ref: 'directory--1' };
    const id = deterministicId(file);
    expect(deterministicId({ parent_directory_ref: 'directory--1', name: 'a', size: 7, type: 'file' })).toBe(id);
    expect(deterministicId({ ...file, name: 'b' })).not.toBe(id);
  });

  test('comes from one hash: MD5, SHA-1, SHA-256, SHA-512, then the first by name', () => {
    const idWith = (hashes: Readonly<Record<string, string>>) => deterministicId({ type: 'file', hashes });
    expect(idWith({ 'SHA-256': 'b', MD5: 'a' })).toBe(idWith({ MD5: 'a' }));
    expect(idWith({ 'SHA-1': 'b', MD5: 'a' })).toBe(idWith({ MD5: 'a' }));
    expect(idWith({ 'SHA-512': 'c', 'SHA-1': 'b' })).toBe(idWith({ 'SHA-1': 'b' }));
    expect(idWith({ TLSH: 'c', SSDEEP: 'b' })).toBe(idWith({ SSDEEP: 'b' }));
  });

  test('is random where nothing contributes, and of other objects', () => {
    expect(deterministicId({ type: 'process', pid: 1 })).toBeUndefined();
    expect(deterministicId({ type: 'user-account', display_name: 'a' })).toBeUndefined();
    expect(deterministicId({ type: 'campaign', name: 'a' })).toBeUndefined();
  });

  test('is compared when that is asked for', () => {
    const object = { type: 'ipv4-addr', id: 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4', value: '198.51.100.3' };
    const codes = (value: object) => validateObject(value, { deterministicIds: true }).warnings.map(({ code }) => code);
    expect(codes(object)).toEqual([]);
    expect(codes({ ...object, value: '198.51.100.4' })).toEqual(['deterministic-id']);
    expect(validateObject({ ...object, value: '198.51.100.4' }).warnings).toEqual([]);
  });
});
