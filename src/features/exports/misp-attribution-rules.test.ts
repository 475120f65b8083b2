import { writeMispEvents } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import { expect, test } from 'vitest';
import { markAttributions } from './misp-attribution-rules.ts';

const id = (type: string, n: number): string => `${type}--00000000-0000-4000-8000-00000000000${n}`;
const times = { created: '2030-01-01T00:00:00.000Z', modified: '2030-01-01T00:00:00.000Z' };
const common = { spec_version: '2.1', ...times };
const actor: StixValue = { type: 'threat-actor', id: id('threat-actor', 1), name: 'Greylatch crew', ...common };
const malware: StixValue = { type: 'malware', id: id('malware', 2), name: 'Latchkey', ...common };
const link = (change: object = {}): StixValue => ({
  type: 'relationship',
  id: id('relationship', 3),
  relationship_type: 'attributed-to',
  source_ref: malware.id,
  target_ref: actor.id,
  ...common,
  ...change,
});
const hypothesis = 'tamga:attribution="hypothesis"';
const eventsOf = (values: StixValue[], authors: string[] = []) =>
  markAttributions(
    writeMispEvents(values, { uuid: '00000000-0000-4000-8000-000000000009', info: 'i', at: times.created }),
    values.map((value, n) => ({ value, author: authors[n] ?? 'xa/cyber' })),
  );
const namesOf = (part: { Tag?: unknown }): string[] => ((part.Tag ?? []) as { name: string }[]).map(({ name }) => name);

test('an event that bears the tag of an actor says that this is a hypothesis, and whose (SG-26)', () => {
  const [event] = eventsOf([actor, malware], ['xb/cyber']);
  expect(namesOf(event!)).toEqual(
    expect.arrayContaining([
      'misp-galaxy:stix-2.1-threat-actor="Greylatch crew"',
      hypothesis,
      'tamga:attributed-by="xb/cyber"',
    ]),
  );
  expect(namesOf(event!)).not.toContain('tamga:attributed-by="xa/cyber"');
  expect(namesOf(eventsOf([malware])[0]!), 'nobody is named').not.toContain(hypothesis);
});

test('a relationship that attributes is marked where it stands as text, with what its author holds likely', () => {
  const [event] = eventsOf([malware, actor, link({ confidence: 70 })]);
  const texts = (event?.Attribute ?? []) as { type: string; Tag?: { name: string }[] }[];
  const likely = 'estimative-language:likelihood-probability="likely"';
  expect(namesOf(texts.find(({ type }) => type === 'text')!)).toEqual([
    hypothesis,
    'tamga:attributed-by="xa/cyber"',
    likely,
  ]);
  expect(namesOf(event!)).toContain(likely);
  const [other] = eventsOf([malware, actor, link({ relationship_type: 'uses' })]);
  expect(namesOf((other!.Attribute as object[])[0]!)).toEqual([]);
});

test('where authors hold it differently likely, no tag says how likely it is', () => {
  const second = link({ id: id('relationship', 4), confidence: 10 });
  const [event] = eventsOf(
    [malware, actor, link({ confidence: 70 }), second],
    ['xa/cyber', 'xa/cyber', 'xa/cyber', 'xb/cyber'],
  );
  expect(namesOf(event!)).toEqual(
    expect.arrayContaining(['tamga:attributed-by="xa/cyber"', 'tamga:attributed-by="xb/cyber"']),
  );
  expect(namesOf(event!).join(' ')).not.toContain('estimative-language');
});

test('the tags of restored attributes are marked as well, and no attribution twice', () => {
  const tagged = {
    uuid: 'u',
    type: 'domain',
    value: 'latchkey.example',
    Tag: [{ name: 'misp-galaxy:threat-actor="Greylatch crew"' }],
  };
  const plain = {
    uuid: 'v',
    type: 'domain',
    value: 'other.example',
    Tag: [{ name: 'misp-galaxy:mitre-malware="Latchkey"' }],
  };
  const reference = {
    uuid: id('relationship', 3).slice(-36),
    referenced_uuid: 'w',
    relationship_type: 'attributed-to',
  };
  const object = { uuid: 'o', Attribute: [tagged], ObjectReference: [reference] };
  const event = { uuid: 'e', info: 'i', Tag: [], Attribute: [tagged, plain], Object: [object] };
  const exported = [actor, link()].map((value) => ({ value, author: 'xa/cyber' }));
  const once = markAttributions([event], exported);
  const [attribute, other] = once[0]!.Attribute as { Tag: { name: string }[] }[];
  expect(namesOf(attribute!).slice(1)).toEqual([hypothesis, 'tamga:attributed-by="xa/cyber"']);
  expect(other).toEqual(plain);
  expect(once[0]?.Object).toMatchObject([
    { Attribute: [attribute], ObjectReference: [{ comment: 'a hypothesis of xa/cyber, not a fact' }] },
  ]);
  expect(markAttributions(once, exported)).toEqual(once);
});
