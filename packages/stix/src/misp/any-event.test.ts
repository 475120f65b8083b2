import { JsonError } from '@tamga/json';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBundle, readMispEvent, StixError } from '../index.ts';
import { event, EVENT, read, utf8 } from './made-up.ts';

describe('any event', () => {
  const types = [
    'domain',
    'ip-dst|port',
    'md5',
    'filename|sha256',
    'regkey|value',
    'email-src',
    'AS',
    'yara',
    'url',
    'vulnerability',
    'attachment',
    'port',
    'text',
    'x',
  ];
  const value = fc.oneof(
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
    fc.constantFrom('192.0.2.1|443', 'a|b', "'", '\\', '%a%|\\%b', 'AS174'),
    fc.constantFrom(443, true, null, {}, ['a']),
  );
  const anAttribute = fc.record(
    {
      uuid: fc.oneof(fc.uuid({ version: 4 }), fc.constant('')),
      type: fc.constantFrom(...types),
      object_relation: fc.constantFrom('ip', 'domain', 'filename', 'md5', 'dst-port', 'url', 'asn'),
      category: fc.string(),
      comment: fc.string(),
      to_ids: fc.boolean(),
      value,
      data: fc.base64String(),
      timestamp: fc.oneof(fc.nat().map(String), fc.constant('x')),
      first_seen: fc.oneof(fc.constant('2020-10-25T16:22:00.5+02:00'), fc.string()),
      Tag: fc.array(fc.record({ name: fc.constantFrom('tlp:red', 'a:b="c"') }), { maxLength: 2 }),
    },
    { requiredKeys: ['type'] },
  );
  const anObject = fc.record({
    uuid: fc.uuid({ version: 4 }),
    name: fc.constantFrom('file', 'ip-port', 'domain-ip', 'url', 'asn', 'other'),
    Attribute: fc.array(anAttribute, { maxLength: 4 }),
    ObjectReference: fc.array(fc.record({ referenced_uuid: fc.uuid(), relationship_type: fc.string() }), {
      maxLength: 1,
    }),
  });

  test('makes objects that are read again without a refusal, and the same ones each time', () => {
    fc.assert(
      fc.property(
        fc.array(anAttribute, { maxLength: 6 }),
        fc.array(anObject, { maxLength: 3 }),
        (Attribute, Object) => {
          const { objects } = read({ Attribute, Object });
          expect(read({ Attribute, Object }).objects).toEqual(objects);
          const bundle = `{"type":"bundle","id":"bundle--${EVENT}","objects":[${objects.map(({ text }) => text).join(',')}]}`;
          const again = readBundle(utf8(bundle));
          expect(again.refused).toEqual([]);
          expect(again.objects.map((object) => object.value)).toEqual(objects.map((made) => made.value));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('any JSON is read or refused with a code', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('Attribute', 'Object', 'Galaxy', 'Tag', 'Orgc', 'EventReport'),
        (json, member) => {
          for (const text of [
            JSON.stringify(json),
            JSON.stringify({ Event: event({ [member]: json }) }),
            JSON.stringify({ Event: event({ [member]: [json] }) }),
          ]) {
            try {
              readMispEvent(utf8(text));
            } catch (error) {
              if (!(error instanceof StixError) && !(error instanceof JsonError)) throw error;
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['not-misp', '{}'],
    ['not-misp', '[]'],
    ['not-misp', '{"response":[]}'],
    ['not-misp', '{"Event":{"info":"no uuid"}}'],
    ['not-misp', `{"Event":{"uuid":"${EVENT}"}}`],
    ['duplicate-member', '{"Event":{"uuid":1,"uuid":2}}'],
    ['syntax', '{"Event":'],
  ])('%s: %s', (code, text) => {
    expect(() => readMispEvent(utf8(text))).toThrow(expect.objectContaining({ code }));
  });

  test('more events than the limit are refused', () => {
    const text = JSON.stringify({ response: [{ Event: event() }, { Event: event() }] });
    expect(() => readMispEvent(utf8(text), { maxEvents: 1 })).toThrow(
      expect.objectContaining({ code: 'too-many-events' }),
    );
  });
});
