import { describe, expect, test } from 'vitest';
import { validateObject } from '../index.ts';
import { idOf, LEAST } from './made-up.ts';

const marking_ref = idOf('marking-definition');

/** An object like the one of STIX 2.1 §7.2.3, granular marking on `selector`. */
const marked = (selector: string) => ({
  ...LEAST.vulnerability,
  description: 'The (1) TLS',
  external_references: [{ source_name: 'cve', external_id: 'CVE-2014-0160' }],
  labels: ['heartbleed', 'has-logo'],
  x_port_words: { Berth: { '7': ['a'] } },
  granular_markings: [{ marking_ref, selectors: [selector] }],
});

describe('a selector', () => {
  test.each([
    'description',
    'external_references.[0].source_name',
    'labels.[1]',
    'labels',
    'id',
    'x_port_words.Berth.7.[0]',
    'granular_markings.[0].selectors',
  ])('%s selects something', (selector) => {
    expect(validateObject(marked(selector)).errors).toEqual([]);
  });

  test.each([
    'pattern',
    'external_references.[3]',
    'description.[0]',
    'labels.name',
    'labels.0',
    'labels.length',
    '[0]',
    'labels.[01]',
    'labels[0]',
    'labels.',
    '',
    'toString',
    '__proto__',
  ])('%j selects nothing', (selector) => {
    const { errors } = validateObject(marked(selector));
    expect(errors.map(({ code, path }) => `${code} ${path}`)).toContain('selector /granular_markings/0/selectors/0');
  });
});

describe('a granular marking', () => {
  const judge = (granular: unknown) => validateObject({ ...LEAST.campaign, granular_markings: [granular] }).errors;

  test('marks with a language or with a marking definition, not with both or none', () => {
    expect(judge({ lang: 'de', selectors: ['name'] })).toEqual([]);
    expect(judge({ marking_ref, selectors: ['name'] })).toEqual([]);
    expect(judge({ lang: 'de', marking_ref, selectors: ['name'] })).toHaveLength(1);
    expect(judge({ selectors: ['name'] })).toHaveLength(1);
  });

  test('of a marking definition is not that definition', () => {
    const definition = LEAST['marking-definition'];
    const granular_markings = [{ marking_ref: definition.id, selectors: ['definition'] }];
    expect(validateObject({ ...definition, granular_markings }).errors.map(({ code }) => code)).toEqual(['marking']);
  });
});

describe('TLP', () => {
  const red = {
    type: 'marking-definition',
    spec_version: '2.1',
    id: 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed',
    created: '2017-01-20T00:00:00.000Z',
    definition_type: 'tlp',
    name: 'TLP:RED',
    definition: { tlp: 'red' },
  };
  const strict = {
    type: 'marking-definition',
    spec_version: '2.1',
    id: 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
    created: '2022-10-01T00:00:00.000Z',
    name: 'TLP:AMBER+STRICT',
    extensions: {
      'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d': {
        extension_type: 'property-extension',
        tlp_2_0: 'amber+strict',
      },
    },
  };

  test('1.0 has four definitions, to the letter', () => {
    expect(validateObject(red)).toEqual({ errors: [], warnings: [], truncated: false });
    for (const change of [
      { name: 'TLP:Red' },
      { definition: { tlp: 'green' } },
      { created: '2017-01-20T00:00:00.001Z' },
      { definition: { tlp: 'red', more: 1 } },
      { external_references: [{ source_name: 'a', description: 'b' }] },
      { id: LEAST['marking-definition'].id },
    ]) {
      expect(validateObject({ ...red, ...change }).errors.map(({ code }) => code)).toEqual(['marking']);
    }
  });

  test('2.0 has five definitions; another use of its extension is warned of', () => {
    expect(validateObject(strict)).toEqual({ errors: [], warnings: [], truncated: false });
    const other = validateObject({ ...strict, id: LEAST['marking-definition'].id });
    expect([other.errors, other.warnings.map(({ code }) => code)]).toEqual([[], ['tlp-2']]);
  });
});
