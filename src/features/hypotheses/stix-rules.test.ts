import { validateBundle, type StixValue } from '@tamga/stix';
import { expect, test } from 'vitest';
import { refOf } from '#test/alliance.ts';
import { goodEvidence, goodStatement, greylatch } from '#test/hypotheses.ts';
import { foldBoard } from './board-rules.ts';
import type { Said } from './model.ts';
import { extensionId } from './stix-makers-rules.ts';
import { toStix } from './stix-rules.ts';

const voice = (n: number, author: string, about: string[]) => ({
  ref: refOf(author.split('/', 1)[0] ?? '', n),
  author,
  at: `2030-05-13T06:0${n}:00.000Z`,
  about,
  replaces: null,
  marking: { tlp: 'AMBER', base: 'unclassified' },
});
const amber = 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421';
const attributed = {
  name: 'Quiet Heron',
  class: 'group',
  object: `intrusion-set--${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`,
} as const;
const stated = voice(1, 'xa/cyber', [refOf('xa', 9)]);
const joint = voice(4, 'ec/office', [stated.ref]);
const said: Said[] = [
  { ...stated, kind: 'hypothesis.statement', content: goodStatement({ attributed }) },
  {
    ...voice(2, 'xb/cyber', [stated.ref]),
    kind: 'hypothesis.evidence',
    content: goodEvidence({ summary: 'An older build.', cites: greylatch.id }),
  },
  {
    ...voice(3, 'xc/cyber', [stated.ref]),
    kind: 'hypothesis.opinion',
    content: { opinion: 'disagree', explanation: 'Our samples say otherwise.' },
  },
  {
    ...joint,
    kind: 'hypothesis.assessment',
    content: {
      question: 'Where from?',
      judgement: 'More likely bought.',
      term: 'alleged',
      confidence: 50,
      participants: ['xa', 'xb'],
      against: 'The time stamps.',
    },
  },
  {
    ...voice(5, 'xb/cyber', [joint.ref]),
    kind: 'hypothesis.dissent',
    content: { reason: 'Our own tools.', confidence: 0 },
  },
];
const exported = (records: Said[] = said): StixValue[] => toStix(foldBoard(greylatch.id, records), 'mca#x');
const only = (what: string): StixValue[] =>
  exported().filter(
    ({ extensions }) => (extensions as Record<string, { what?: string }> | undefined)?.[extensionId]?.what === what,
  );

test('what is held leaves as valid STIX: notes and opinions, each by its author’s identity', () => {
  const bundle = {
    type: 'bundle',
    id: `bundle--${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`,
    objects: exported(),
  };
  expect(validateBundle(Buffer.from(JSON.stringify(bundle))).errors).toEqual([]);
  const identities = new Map(
    exported().flatMap((one) => (one['type'] === 'identity' ? [[one['id'], one['name']]] : [])) as [string, string][],
  );
  for (const one of exported().filter(({ type }) => type === 'note' || type === 'opinion'))
    expect([identities.get(one['created_by_ref'] as string)]).toEqual(one['authors']);
});

test('attribution leaves as its author’s word, with term and confidence, and never as a relationship', () => {
  expect(exported().map(({ type }) => type)).not.toContain('relationship');
  const [note] = only('hypothesis');
  expect(note).toMatchObject({ confidence: 60, object_refs: [greylatch.id] });
  expect(note?.['content']).toMatch(
    /^xa\/cyber holds as suspected \(Likely\/Probable, 60 of 100\) \[attribution to Quiet Heron, group\]: /,
  );
  // No reference leads to whom it is attributed: a program that follows references makes no fact of it.
  for (const one of exported()) expect(one['object_refs'] ?? []).not.toContain(attributed.object);
});

test('what speaks against a hypothesis is in the same note: nobody takes one without the other', () => {
  const [note] = only('hypothesis');
  expect(note?.['content']).toMatch(/\nFinding against, moderate, graded B2: usually reliable, probably true/);
  const none: Said = {
    ...stated,
    kind: 'hypothesis.statement',
    content: goodStatement({ evidence: [], noneAgainst: 'Two others were compared.' }),
  };
  expect(exported([none]).at(-1)?.['content']).toMatch(
    /\nAgainst it, says its author: none\. Two others were compared\.$/,
  );
});

test('a dissent stands in the assessment’s own note, and in one of its author', () => {
  expect(only('joint-assessment')[0]?.['content']).toMatch(/\nDissent of xb\/cyber: Our own tools\.$/);
  expect(only('dissent')).toMatchObject([{ authors: ['xb/cyber'], confidence: 0 }]);
});

test('a label travels with each, and what was withdrawn is revoked', () => {
  const gone: Said = {
    ...voice(6, 'xa/cyber', [stated.ref]),
    kind: 'hypothesis.withdrawal',
    content: { reason: 'no' },
  };
  const note = exported([...said, gone]).find(({ revoked }) => revoked === true);
  expect(note).toMatchObject({
    labels: ['hypothesis'],
    object_marking_refs: [amber],
  });
});

test('every object leaves with a label, and with what TLP does not say: base marking and PAP', () => {
  const strict: Said[] = said.map((one) => ({ ...one, marking: { tlp: 'AMBER', base: 'confidential', pap: 'RED' } }));
  const all = exported(strict);
  const marks = all.filter(({ type }) => type !== 'marking-definition').map((one) => one['object_marking_refs']);
  for (const one of marks)
    expect(one).toEqual([expect.stringMatching(/^marking-definition--/), ...(one as string[]).slice(1)]);
  const statements = all.flatMap(({ type, definition }) =>
    type === 'marking-definition' ? [(definition as { statement: string }).statement] : [],
  );
  expect(statements).toEqual([
    'CONFIDENTIAL under the handling rules of mca',
    'PAP:RED under the handling rules of mca',
  ]);
  const note = all.find(({ type }) => type === 'note');
  expect(note?.['object_marking_refs']).toEqual([
    amber,
    ...all.flatMap(({ type, id }) => (type === 'marking-definition' ? [id] : [])),
  ]);
});

test('a joint assessment is marked as narrowly as the dissents whose words are in it, and is a new version with each', () => {
  const dissent = said.find((one) => one.kind === 'hypothesis.dissent')!;
  const red: Said = { ...dissent, marking: { tlp: 'RED', base: 'unclassified' } };
  const note = exported([...said.filter((one) => one !== dissent), red]).find(({ labels }) =>
    (labels as string[] | undefined)?.includes('joint-assessment'),
  );
  expect(note).toMatchObject({
    object_marking_refs: ['marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1'],
    created: joint.at,
    modified: dissent.at,
  });
  const gone: Said = {
    ...voice(7, 'xb/cyber', [dissent.ref]),
    kind: 'hypothesis.withdrawal',
    content: { reason: 'Settled.' },
  };
  const after = exported([...said, gone]).find(({ labels }) =>
    (labels as string[] | undefined)?.includes('joint-assessment'),
  );
  expect(after).toMatchObject({ modified: gone.at });
  expect(after?.['content']).toMatch(/\nDissent of xb\/cyber, withdrawn \(Settled\.\): Our own tools\.$/);
});

test('an object of which nobody holds anything gives nothing', () => {
  expect(exported([])).toEqual([]);
});
