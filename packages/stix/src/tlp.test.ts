import { describe, expect, test } from 'vitest';
import { isWiderTlp, narrowestTlp, parseTlp, readTlpDefinitions, TLP_LABELS, tlpOf, type StixValue } from './index.ts';
import { attribute, read, uuid } from './misp/made-up.ts';

const ref = (id: string): string => `marking-definition--${id}`;
const red = ref('5e57c739-391a-4eb3-b6be-7d15ca92d5ed');
const green = ref('34098fce-860f-48ae-8e50-ebd3cc5e41da');
const own = ref(uuid(7));
const definition = (more: object): StixValue => ({ type: 'marking-definition', id: own, ...more });

test('the labels go from RED to CLEAR, and none is wider than itself', () => {
  const wider = TLP_LABELS.map((label) => TLP_LABELS.filter((than) => isWiderTlp(label, than)));
  expect(wider).toEqual(TLP_LABELS.map((_, i) => TLP_LABELS.slice(0, i)));
  expect(narrowestTlp(['CLEAR', undefined, 'AMBER+STRICT', 'AMBER'])).toBe('AMBER+STRICT');
  expect(narrowestTlp([])).toBeUndefined();
  expect(narrowestTlp([undefined])).toBeUndefined();
});

test.each([
  ['TLP:RED', 'RED'],
  ['tlp:amber+strict', 'AMBER+STRICT'],
  ['AMBER STRICT', 'AMBER+STRICT'],
  ['tlp:white', 'CLEAR'],
  [' TLP: Clear ', 'CLEAR'],
  ['tlp:unclear', undefined],
  ['tlp', undefined],
  ['red team', undefined],
  [7, undefined],
])('%j is read as %s', (text, label) => {
  expect(parseTlp(text)).toBe(label);
});

describe('the label of an object', () => {
  test.each([
    ['613f2e26-407d-48c7-9eca-b8e91df99dc9', 'CLEAR'],
    ['34098fce-860f-48ae-8e50-ebd3cc5e41da', 'GREEN'],
    ['f88d31f6-486f-44da-b317-01333bde0b82', 'AMBER'],
    ['5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'RED'],
    ['94868c89-83c2-464b-929b-a1a8aa3c8487', 'CLEAR'],
    ['bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'GREEN'],
    ['55d920b0-5e8b-4f79-9ee9-91f868d9b421', 'AMBER'],
    ['939a9414-2ddd-4d32-a0cd-375ea402b003', 'AMBER+STRICT'],
    ['e828b379-4e03-4974-9ac4-e53a884c97c1', 'RED'],
  ])('the predefined marking %s is TLP:%s, in either case of letters', (id, label) => {
    expect(tlpOf({ object_marking_refs: [ref(id)] })).toBe(label);
    expect(tlpOf({ object_marking_refs: [ref(id.toUpperCase())] })).toBe(label);
  });

  test.each([
    ['none', {}, undefined],
    ['two markings: the narrower', { object_marking_refs: [green, red] }, 'RED'],
    ['a marking of a part', { granular_markings: [{ marking_ref: red, selectors: ['name'] }] }, 'RED'],
    [
      'a wider part of a narrow whole',
      { object_marking_refs: [red], granular_markings: [{ marking_ref: green }] },
      'RED',
    ],
    ['an unknown marking', { object_marking_refs: [own] }, undefined],
    ['members of a wrong form', { object_marking_refs: red, granular_markings: [null, 7, { marking_ref: {} }] }, 'RED'],
  ])('%s', (_, value, label) => {
    expect(tlpOf(value as StixValue)).toBe(label);
  });

  test.each([
    ['a tlp definition', { definition_type: 'tlp', definition: { tlp: 'red' } }, 'RED'],
    ['the same in other letters', { definition_type: 'TLP', definition: { TLP: 'TLP:AMBER+STRICT' } }, 'AMBER+STRICT'],
    ['the extension of TLP 2.0', { extensions: { 'extension-definition--1': { tlp_2_0: 'amber' } } }, 'AMBER'],
    ['a name', { definition_type: 'statement', definition: { statement: 's' }, name: 'TLP:RED' }, 'RED'],
    ['a statement', { definition_type: 'statement', definition: { statement: 'TLP:RED' } }, undefined],
    ['another marking', { definition_type: 'x-level', definition: { level: 'red' }, name: 'Red' }, undefined],
  ])('a definition of the text’s own counts when it is %s', (_, more, label) => {
    expect(tlpOf({ object_marking_refs: [own] }, readTlpDefinitions([definition(more)]))).toBe(label);
  });

  test('a text cannot widen a predefined marking, nor one of its own', () => {
    const clear = { definition_type: 'tlp', definition: { tlp: 'clear' } };
    expect(tlpOf({ object_marking_refs: [red] }, readTlpDefinitions([definition({ ...clear, id: red })]))).toBe('RED');
    const twice = [definition({ name: 'TLP:RED' }), definition(clear)];
    expect(tlpOf({ object_marking_refs: [own] }, readTlpDefinitions(twice))).toBe('RED');
    expect(tlpOf({ object_marking_refs: [own] }, readTlpDefinitions(twice.toReversed()))).toBe('RED');
  });
});

describe('the labels of a MISP event', () => {
  const tag = (name: string) => ({ Tag: [{ name }] });
  const labels = (more: object) => {
    const { objects, tlp } = read(more);
    return { objects: Object.fromEntries(objects.map((one) => [String(one.value.type), one.tlp])), tlp };
  };

  test('the event’s label is that of everything made from it', () => {
    const { objects, tlp } = labels({ ...tag('TLP:Red'), Attribute: [attribute('domain', 'a.example')] });
    expect(tlp).toBe('RED');
    expect(new Set(Object.values(objects))).toEqual(new Set(['RED']));
    expect(Object.keys(objects)).toEqual(
      expect.arrayContaining(['grouping', 'identity', 'indicator', 'observed-data', 'domain-name', 'relationship']),
    );
  });

  test('an attribute’s label is that of all objects made from it, its observables included, and of the text as a whole', () => {
    const { objects, tlp } = labels({
      ...tag('tlp:green'),
      Attribute: [attribute('domain', 'a.example', tag('tlp:red')), attribute('AS', 'AS7', { uuid: uuid(2) })],
    });
    expect(tlp).toBe('RED');
    expect(objects).toMatchObject({
      'domain-name': 'RED',
      relationship: expect.any(String),
      grouping: 'GREEN',
      identity: 'GREEN',
    });
    expect(objects['autonomous-system']).toBe('GREEN');
  });

  test('a wider attribute of a narrow event stays narrow', () => {
    const { objects } = labels({
      ...tag('tlp:amber'),
      Attribute: [attribute('domain', 'a.example', tag('tlp:white'))],
    });
    expect(objects['domain-name']).toBe('AMBER');
  });

  test('one attribute’s label is that of the MISP object that holds it', () => {
    const inside = attribute('filename', 'a.exe', { object_relation: 'filename', ...tag('tlp:red') });
    const more = attribute('md5', 'a'.repeat(32), { object_relation: 'md5', uuid: uuid(2) });
    const { objects } = labels({ Object: [{ name: 'file', uuid: uuid(3), Attribute: [more, inside] }] });
    expect(objects).toMatchObject({ file: 'RED', grouping: undefined });
  });

  test('what two parts make alike has the narrower label of the two', () => {
    const value = { value: 'a.example', uuid: uuid(1) };
    for (const tags of [
      ['tlp:green', 'tlp:red'],
      ['tlp:red', 'tlp:green'],
    ]) {
      const { objects } = read({
        Attribute: tags.map((name) => attribute('domain', 'a.example', { ...value, ...tag(name) })),
      });
      expect(objects.find((one) => one.value.type === 'domain-name')?.tlp).toBe('RED');
    }
  });

  test('an event without such tags has no label', () => {
    expect(labels({ ...tag('type:OSINT'), Attribute: [attribute('domain', 'a.example')] }).tlp).toBeUndefined();
  });
});
