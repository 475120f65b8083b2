import { describe, expect, test } from 'vitest';
import { isPersonBearing, readMispEvent, searchText } from '../index.ts';
import { attribute, codes, event, EVENT, one, ORG, read, utf8, uuid } from './made-up.ts';

describe('an event', () => {
  test('that was published is a report, and else a grouping', () => {
    expect(one({ published: true, publish_timestamp: '1472548231' }).report).toMatchObject({
      id: `report--${EVENT}`,
      name: 'made up',
      published: '2016-08-30T09:10:31Z',
      created: '2016-08-30T07:10:11.000Z',
      created_by_ref: `identity--${ORG}`,
    });
    expect(one({ published: false }).grouping).toMatchObject({
      id: `grouping--${EVENT}`,
      context: 'suspicious-activity',
    });
  });

  test('refers to all that was made from it', () => {
    const { objects } = read({
      Attribute: [attribute('ip-dst|port', '192.0.2.1|443'), attribute('text', 'x', { uuid: uuid(2) })],
    });
    const about = new Set<unknown>(['identity', 'grouping']);
    expect(objects.find(({ value }) => value.type === 'grouping')?.value.object_refs).toEqual(
      objects.filter(({ value }) => !about.has(value.type)).map(({ value }) => value.id),
    );
  });

  test('that is empty refers to a note that says so', () => {
    expect(one({}).grouping?.object_refs).toEqual([`note--${EVENT}`]);
  });

  test('without an author is read, and the lack is named', () => {
    const found = read({ Orgc: undefined, Attribute: [attribute('domain', 'a.example')] });
    expect(found.objects.every(({ value }) => value.created_by_ref === undefined)).toBe(true);
    expect(codes(found.warnings)).toEqual(['/Event/Orgc no-author']);
  });

  test('may come with others, which share their author and markings', () => {
    const other = event({ uuid: uuid(9), timestamp: '1472541012', Tag: [{ name: 'tlp:green' }] });
    const text = JSON.stringify({ response: [{ Event: event({ Tag: [{ name: 'tlp:green' }] }) }, { Event: other }] });
    const { id, events, objects, refused } = readMispEvent(utf8(text));
    expect([id, events, refused]).toEqual([EVENT, [EVENT, uuid(9)], []]);
    expect(objects.map(({ value }) => value.type).toSorted()).toEqual([
      'grouping',
      'grouping',
      'identity',
      'marking-definition',
      'note',
      'note',
    ]);
  });

  test('keeps its reports as notes', () => {
    const found = one({
      EventReport: [{ uuid: uuid(3), name: 'Summary', content: 'What happened', timestamp: '1472541011' }],
    });
    expect(found.note).toMatchObject({
      id: `note--${uuid(3)}`,
      abstract: 'Summary',
      content: 'What happened',
      object_refs: [`grouping--${EVENT}`],
    });
  });
});

describe('an attribute', () => {
  test('meant for detection is an indicator that rests on an observation', () => {
    const found = one({ Attribute: [attribute('domain', 'a.example', { comment: 'C2' })] });
    expect(found['domain-name']).toMatchObject({ id: `domain-name--${uuid(1)}`, value: 'a.example' });
    expect(found.indicator).toMatchObject({
      pattern: "[domain-name:value = 'a.example']",
      description: 'C2',
      valid_from: '2016-08-29T14:20:48Z',
      kill_chain_phases: [{ kill_chain_name: 'misp-category', phase_name: 'Other' }],
      labels: ['misp:type="domain"', 'misp:category="Other"'],
    });
    expect(found.relationship).toMatchObject({
      relationship_type: 'based-on',
      source_ref: `indicator--${uuid(1)}`,
      target_ref: `observed-data--${uuid(1)}`,
    });
  });

  test('not meant for detection is an observation that keeps the comment', () => {
    const found = one({ Attribute: [attribute('domain', 'a.example', { to_ids: false, comment: 'seen' })] });
    expect(found.indicator).toBeUndefined();
    expect(found['observed-data']?.x_misp_comment).toBe('seen');
  });

  test('of a type without a form is kept whole', () => {
    const found = read({ Attribute: [attribute('pdb', 'Q:\\x.pdb', { comment: 'c', category: 'Artifacts dropped' })] });
    expect(found.objects.find(({ value }) => value.type === 'x-misp-attribute')?.value).toMatchObject({
      x_misp_type: 'pdb',
      x_misp_value: 'Q:\\x.pdb',
      x_misp_comment: 'c',
      x_misp_category: 'Artifacts dropped',
    });
    expect(codes(found.warnings)).toEqual(['/Event/Attribute/0 unmapped']);
  });

  test.each([
    ['md5', 'xyz'],
    ['filename|sha256', 'a.exe'],
    ['ip-dst|port', '192.0.2.1|https'],
    ['domain|ip', 'a.example'],
    ['AS', 'none'],
  ])('%s with the value %s is kept whole and named', (type, value) => {
    const found = read({ Attribute: [attribute(type, value)] });
    expect(found.objects.map((made) => made.value.x_misp_value)).toContain(value);
    expect(codes(found.warnings)).toEqual(['/Event/Attribute/0 bad-value']);
  });

  test('cannot break out of its pattern', () => {
    const found = one({ Attribute: [attribute('filename', "a' OR file:name = 'b\\")] });
    expect(found.indicator?.pattern).toBe("[file:name = 'a\\' OR file:name = \\'b\\\\']");
  });

  test.each([
    ['no-type', { type: undefined }],
    ['no-value', { value: '' }],
    ['no-value', { value: { a: 1 } }],
    ['deleted', { deleted: true }],
  ])('that is unusable is refused with the reason %s, and the others are read', (code, change) => {
    const found = read({
      Attribute: [attribute('domain', 'a.example', change), attribute('domain', 'b.example', { uuid: uuid(2) })],
    });
    expect(codes(found.refused)).toEqual([`/Event/Attribute/0 ${code}`]);
    expect(found.objects.map(({ value }) => value.id)).toContain(`domain-name--${uuid(2)}`);
  });

  test('without a UUID gets one that is the same every time, and other content another', () => {
    const made = (value: string) => read({ Attribute: [attribute('domain', value, { uuid: '' })] });
    const id = (value: string) => made(value).objects.find((object) => object.value.type === 'domain-name')?.value.id;
    expect(id('a.example')).toBe(id('a.example'));
    expect(id('a.example')).not.toBe(id('b.example'));
    expect(codes(made('a.example').warnings)).toEqual(['/Event/Attribute/0 made-id']);
  });

  test('with the UUID of another of its type is refused when it differs', () => {
    const same = [attribute('domain', 'a.example'), attribute('domain', 'a.example')];
    expect(read({ Attribute: same }).refused).toEqual([]);
    const other = [attribute('domain', 'a.example'), attribute('domain', 'b.example')];
    expect(new Set(codes(read({ Attribute: other }).refused))).toEqual(new Set(['/Event/Attribute/1 conflicting']));
  });

  test('that describes a person is kept and gives nothing to the index', () => {
    for (const [type, value] of [
      ['email-src', 'jdoe@example.org'],
      ['passport-number', 'C01X00T47'],
      ['github-username', 'jdoe'],
    ]) {
      const { objects } = read({ info: 'x', Attribute: [attribute(type as string, value)] });
      expect(objects.some((made) => isPersonBearing(made.value))).toBe(true);
      for (const made of objects) expect(searchText(made.value)).not.toContain(value);
    }
  });

  test('that is larger than an object may be is refused alone', () => {
    const found = read(
      { Attribute: [attribute('text', 'x'.repeat(5000)), attribute('text', 'y', { uuid: uuid(2) })] },
      { maxObjectBytes: 4096 },
    );
    expect(codes(found.refused)).toEqual(['/Event/Attribute/0 object-too-large']);
    expect(found.objects.map(({ value }) => value.x_misp_value)).toContain('y');
  });
});
