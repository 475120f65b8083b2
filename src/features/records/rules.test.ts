import { expect, test } from 'vitest';
import { bareAlliance, goodEnvelope, knownRecord, knownTo, refOf } from '#test/alliance.ts';
import { kinds } from '#kinds.ts';
import type { Envelope } from './model.ts';
import { judgeEnvelope, judgeReplacement, needsOf } from './rules.ts';

type Change = Partial<Record<keyof Envelope, unknown>>;
const known = knownTo('xb');
const judge = (change: Change): string => {
  const envelope = goodEnvelope(change);
  const verdict = judgeEnvelope(envelope, kinds.get(envelope.kind), known);
  return verdict.ok ? 'ok' : verdict.code;
};
const control = { marking: undefined, basis: undefined, purpose: undefined, retainUntil: undefined };

const table: [law: string, change: Change, code: string][] = [
  ['a complete record passes', {}, 'ok'],
  ['an unknown kind', { kind: 'resource.report' }, 'kind-unknown'],
  ['a later version of a known kind', { v: 2 }, 'version'],
  ['a feature that has to be understood', { needs: ['field'] }, 'needs'],
  ['an empty list of features asks nothing', { needs: [] }, 'ok'],
  ['a later profile', { profile: 2 }, 'profile'],
  ['an exercise', { realm: 'exercise:spring' }, 'SG-28'],
  ['an author outside of the alliance', { author: 'zz/cyber', officers: ['zz/cyber/o-1'] }, 'author-unknown'],
  ['content sealed by the node itself', { author: 'xa/node', officers: [] }, 'node-key'],
  ['a receipt sealed by an authority', { ...control, kind: 'receipt', to: 'xb' }, 'node-key'],
  ['a receipt sealed by the node', { ...control, kind: 'receipt', to: 'xb', author: 'xa/node', officers: [] }, 'ok'],
  [
    'a release sealed by the node',
    { ...control, kind: 'release', to: 'xb', author: 'xa/node', officers: [] },
    'node-key',
  ],
  ['content by no officer', { officers: [] }, 'officers'],
  ['an officer of another authority', { officers: ['xa/cyber/o-1', 'xa/fiu/o-2'] }, 'officers'],
  ['an officer of an authority with a longer name', { officers: ['xa/cyber2/o-1'] }, 'officers'],
  ['a release without recipient', { ...control, kind: 'release' }, 'to'],
  ['a release to a stranger', { ...control, kind: 'release', to: 'zz' }, 'to'],
  ['a release to a participant', { ...control, kind: 'release', to: 'xb' }, 'ok'],
  [
    'a control record marked as a state secret',
    { kind: 'release', to: 'xb', marking: { tlp: 'RED', base: 'secret' } },
    'SG-30',
  ],
  ['content that names a recipient', { to: 'xb' }, 'to'],
  ['content without marking', { marking: undefined }, 'missing-marking'],
  ['a state secret', { marking: { tlp: 'AMBER', base: 'secret' } }, 'SG-30'],
  ['a base marking that only looks like one', { marking: { tlp: 'AMBER', base: 'Unclassified' } }, 'SG-30'],
  ['a label outside of the profile', { marking: { tlp: 'WHITE', base: 'unclassified' } }, 'tlp'],
  ['content without legal basis', { basis: undefined }, 'missing-basis'],
  ['an instrument that is not in the profile', { basis: [{ instrument: 'other', article: '5' }] }, 'basis'],
  [
    'one article of two that does not exist',
    {
      basis: [
        { instrument: 'mca-2029', article: '5' },
        { instrument: 'mca-2029', article: '0' },
      ],
    },
    'basis',
  ],
  ['content without purpose', { purpose: undefined }, 'missing-purpose'],
  ['a purpose outside of the profile', { purpose: 'profit' }, 'purpose'],
  ['content without end of retention', { retainUntil: undefined }, 'missing-retainUntil'],
  ['retention that ended before the record was made', { retainUntil: '2030-05-12' }, 'retention'],
  ['retention that ends the same day', { retainUntil: '2030-05-13' }, 'ok'],
];
test.each(table)('%s: judged', (_, change, code) => {
  expect(judge(change)).toBe(code);
});

test('a label that the profile leaves out is no label there', () => {
  const strict = knownTo(
    'xb',
    [],
    bareAlliance((profile) => (profile.markings.tlp = ['RED'])),
  );
  const envelope = goodEnvelope();
  expect(judgeEnvelope(envelope, kinds.get(envelope.kind), strict)).toMatchObject({ ok: false, code: 'tlp' });
});

test('a record needs its case, what it is about and what it replaces, each once, and never itself', () => {
  const [one, two, three] = [1, 2, 3].map((n) => refOf('xa', n)) as [string, string, string];
  const envelope = goodEnvelope({ case: one, about: [two, one, refOf('xa')], replaces: three });
  expect(needsOf(envelope).toSorted()).toEqual([one, two, three]);
  expect(needsOf(goodEnvelope({ case: refOf('xa') }))).toEqual([]);
});

test('a record replaces only what its own author wrote, as the same kind', () => {
  const old = refOf('xa', 1);
  const judgeOld = (change: object): string => {
    const verdict = judgeReplacement(
      goodEnvelope({ replaces: old }),
      knownTo('xb', [knownRecord({ ref: old, ...change })]),
    );
    return verdict.ok ? 'ok' : verdict.code;
  };
  expect(judgeOld({})).toBe('ok');
  expect(judgeOld({ author: 'xa/fiu' })).toBe('replaces');
  expect(judgeOld({ author: 'xc/cyber', participant: 'xc' })).toBe('replaces');
  expect(judgeOld({ kind: 'warning.issue' })).toBe('replaces');
  expect(judgeReplacement(goodEnvelope({ replaces: old }), knownTo('xb')).ok).toBe(true);
});

test('a node tells of its own participant, of no other’s officers, marked and addressed to nobody; an authority cannot', () => {
  const judgeAccount = (change: object): string =>
    judge({
      kind: 'gate.block',
      author: 'xa/node',
      officers: ['xa/cyber/o-1', 'xa/fiu/o-2'],
      basis: undefined,
      purpose: undefined,
      retainUntil: undefined,
      ...change,
    });
  expect(judgeAccount({})).toBe('ok');
  expect(judgeAccount({ officers: [] })).toBe('ok');
  expect(judgeAccount({ officers: ['xb/cyber/o-1'] })).toBe('officers');
  expect(judgeAccount({ author: 'xa/cyber', officers: ['xa/cyber/o-1'] })).toBe('node-key');
  expect(judgeAccount({ kind: 'incident.report' })).toBe('node-key');
  expect(judgeAccount({ to: 'iop' })).toBe('to');
  expect(judgeAccount({ marking: undefined })).toBe('missing-marking');
  expect(judgeAccount({ marking: { tlp: 'AMBER', base: 'secret' } })).toBe('SG-30');
});
