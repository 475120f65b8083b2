import { describe, expect, test } from 'vitest';
import { validateObject } from '../index.ts';
import { LEAST } from './made-up.ts';

const DEFINITION = 'extension-definition--d83fce45-ef58-4c6c-a3f4-1fbc32e98c6e';
const judge = (value: unknown) => {
  const { errors, warnings } = validateObject(value);
  return {
    errors: errors.map(({ code, path }) => `${code} ${path}`),
    warnings: warnings.map(({ code, path }) => `${code} ${path}`),
  };
};
const extended = (extensions: unknown) => judge({ ...LEAST.campaign, extensions });
const at = `/extensions/${DEFINITION}`;

describe('an extension', () => {
  test.each([
    [{ [DEFINITION]: { extension_type: 'property-extension', rank: 5 } }, []],
    [{ [DEFINITION]: { extension_type: 'toplevel-property-extension' } }, []],
    [{ [DEFINITION]: { rank: 5 } }, [`missing ${at}`]],
    [{ [DEFINITION]: { extension_type: 'other' } }, [`enum ${at}/extension_type`]],
    [{ [DEFINITION]: { extension_type: 'property-extension', 'a-b': 5 } }, [`property-name ${at}/a-b`]],
    [{ [DEFINITION]: {} }, [`empty ${at}`]],
    [{ [DEFINITION]: 'a' }, [`wrong-type ${at}`]],
    [{ 'x-port-foo-ext': { abc: 1 } }, []],
    [{ 'x-port-foo': { abc: 1 } }, ['extension /extensions/x-port-foo']],
    [{}, ['empty /extensions']],
    ['a', ['wrong-type /extensions']],
  ])('%j', (extensions, errors) => {
    expect(extended(extensions).errors).toEqual(errors);
  });

  test('with top-level properties excuses those, one with nested properties does not', () => {
    const object = { ...LEAST.campaign, rank: 5 };
    const with_ = (extension_type: string) => judge({ ...object, extensions: { [DEFINITION]: { extension_type } } });
    expect(judge(object).warnings).toEqual(['extensions-use /rank']);
    expect(with_('property-extension').warnings).toEqual(['extensions-use /rank']);
    expect(with_('toplevel-property-extension').warnings).toEqual([]);
  });

  test('that is predefined has the properties of its table', () => {
    const archive = (value: unknown) => judge({ ...LEAST.file, extensions: { 'archive-ext': value } });
    expect(archive({}).errors).toEqual(['missing /extensions/archive-ext']);
    expect(archive({ contains_refs: [LEAST.file.id], foo: 1 })).toEqual({
      errors: [],
      warnings: ['extensions-use /extensions/archive-ext/foo', 'uuid-check /id'],
    });
  });
});

describe('an object of another type', () => {
  const core = { created: '2026-01-01T00:00:00.000Z', modified: '2026-01-01T00:00:00.000Z', spec_version: '2.1' };
  const own = { type: 'x-port-berth', id: 'x-port-berth--5a2f6f0e-2f5b-4c0f-8b8e-8a3f1d2c4b10' };

  test('should be defined by an extension', () => {
    expect(judge({ ...own, ...core })).toEqual({ errors: [], warnings: ['extensions-use '] });
    const extensions = { [DEFINITION]: { extension_type: 'new-sdo' } };
    expect(judge({ ...own, ...core, extensions, length: 90 })).toEqual({ errors: [], warnings: [] });
  });

  test('has the common properties of what it is', () => {
    expect(judge({ ...own, created: core.created }).errors).toEqual(['missing ', 'missing ']);
    expect(judge({ ...own, ...core, labels: [] }).errors).toEqual(['empty /labels']);
    expect(judge({ ...own, defanged: true }).errors).toEqual([]);
    expect(judge({ ...own, extensions: { [DEFINITION]: { extension_type: 'new-sdo' } } }).errors).toHaveLength(3);
  });
});
