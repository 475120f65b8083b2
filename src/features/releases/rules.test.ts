import { describe, expect, test } from 'vitest';
import { bareAlliance, goodEnvelope, knownRecord, knownTo, refOf } from '#test/alliance.ts';
import type { KnownRecord, Verdict } from '#features/records/model.ts';
import { controlKinds } from './kinds.ts';
import { judgeRecall, judgeRelease, mayReceive } from './rules.ts';
import type { Releasable } from './rules.ts';

const now = new Date('2030-05-13T12:00:00Z');
const codeOf = (verdict: Verdict): string => (verdict.ok ? 'ok' : verdict.code);
const releasable = (change: Partial<Releasable> = {}): Releasable => ({ ...knownRecord(), control: false, ...change });

/** Participants of every class, one each. */
const classes = ['member', 'coordinator', 'oversight', 'partner', 'observer'] as const;
const alliance = bareAlliance((profile) => {
  const [model] = profile.participants;
  profile.participants = classes.map((one, i) => ({ ...model!, code: `p${i}`, class: one }));
  profile.participants.push({ ...model!, code: 'xa', class: 'member' });
});
const recipientOf = (one: (typeof classes)[number]): string => `p${classes.indexOf(one)}`;

/** The Meridian policy in its own words: who may be named, at most. */
const mayBeNamed: Record<string, readonly string[]> = {
  RED: ['member'],
  'AMBER+STRICT': ['member'],
  AMBER: ['member', 'coordinator'],
  GREEN: classes,
  CLEAR: classes,
};
const table = classes.flatMap((one) =>
  Object.entries(mayBeNamed).flatMap(([tlp, allowed]) =>
    ['unclassified', 'confidential'].map((base) => {
      const byTlp = allowed.includes(one) ? 'ok' : 'tlp';
      const code = byTlp === 'ok' && base === 'confidential' && one !== 'member' ? 'confidential' : byTlp;
      return [one, tlp, base, code] as const;
    }),
  ),
);

describe('mayReceive', () => {
  test.each(table)('%s, TLP:%s, %s: %s', (one, tlp, base, code) => {
    expect(codeOf(mayReceive(releasable({ tlp, base }), recipientOf(one), 'xa', alliance, now))).toBe(code);
  });

  const deny: [law: string, change: Partial<Releasable>, to: string, code: string][] = [
    ['nobody outside of the alliance', {}, 'zz', 'recipient'],
    ['nobody under an inherited name', {}, 'constructor', 'recipient'],
    ['not the author itself', {}, 'xa', 'recipient'],
    ['nothing that another wrote', { participant: 'p1' }, 'p0', 'not-author'],
    ['nothing that was only received', { verdict: 'accepted' }, 'p0', 'not-author'],
    ['nothing that is set aside', { verdict: 'quarantined' }, 'p0', 'not-author'],
    ['no control record', { control: true }, 'p0', 'control'],
    ['nothing whose content is destroyed', { destroyed: true }, 'p0', 'destroyed'],
    ['nothing of an exercise', { realm: 'exercise:spring' }, 'p0', 'SG-28'],
    ['nothing without base marking', { base: null }, 'p0', 'SG-30'],
    ['no state secret', { base: 'secret' }, 'p0', 'SG-30'],
    ['nothing without label', { tlp: null }, 'p0', 'tlp'],
    ['nothing under an unknown label', { tlp: 'WHITE' }, 'p0', 'tlp'],
    ['nothing under a label that is an inherited name', { tlp: 'constructor' }, 'p0', 'tlp'],
    ['nothing under a label that names another rule', { tlp: 'confidential' }, 'p0', 'tlp'],
  ];
  test.each(deny)('lets go: %s', (_, change, to, code) => {
    expect(codeOf(mayReceive(releasable(change), to, 'xa', alliance, now))).toBe(code);
  });

  test.each([
    [{}, 'ok'],
    [{ from: '2030-05-13' }, 'ok'],
    [{ from: '2030-05-14' }, 'membership'],
    [{ to: '2030-05-13' }, 'ok'],
    [{ to: '2030-05-12' }, 'membership'],
    [{ from: '2030-01-01', to: '2030-12-31' }, 'ok'],
    [{ suspended: '2030-05-14' }, 'ok'],
    [{ suspended: '2030-05-13' }, 'membership'],
  ])('membership %o on 2030-05-13: %s', (dates, code) => {
    const dated = bareAlliance((profile) =>
      Object.assign(
        profile.participants.find((p) => p.code === 'xb')!,
        dates,
      ),
    );
    expect(codeOf(mayReceive(releasable(), 'xb', 'xa', dated, now))).toBe(code);
    // Who does not take part does not release either.
    expect(codeOf(mayReceive(releasable({ participant: 'xb' }), 'xa', 'xb', dated, now))).toBe(code);
  });
});

const item = (record: KnownRecord) => ({ ref: record.ref, digest: record.digest.toString('base64url') });
const own = knownRecord();
const release = goodEnvelope({ kind: 'release', to: 'xb' });

describe('judgeRelease', () => {
  const at = (self: string, records: KnownRecord[], items = records.map(item)): string =>
    codeOf(judgeRelease(release, { records: items }, knownTo(self, records), controlKinds, now));

  test('lets go what its author’s participant wrote, as these bytes', () => {
    expect(at('xa', [own])).toBe('ok');
    expect(at('xa', [], [item(own)])).toBe('record-unknown');
    expect(at('xa', [own], [{ ...item(own), digest: 'B'.repeat(42) + 'A' }])).toBe('digest');
    expect(at('xa', [own, knownRecord({ ref: refOf('xa', 2), kind: 'receipt' })])).toBe('control');
    expect(at('xa', [own, knownRecord({ ref: refOf('xa', 2), tlp: 'WHITE' })])).toBe('tlp');
  });

  test('never lets go what another wrote, whoever judges it', () => {
    const foreign = knownRecord({ ref: refOf('xc'), participant: 'xc' });
    for (const self of ['xa', 'xb']) expect(at(self, [foreign])).toBe('not-author');
    expect(at('xb', [knownRecord({ ref: refOf('xaa') })])).toBe('not-author');
  });

  test('is taken at its word by its recipient, who has not the records yet', () => {
    expect(at('xb', [], [item(own)])).toBe('ok');
  });
});

describe('judgeRecall', () => {
  const at = (self: string, records: KnownRecord[], items = records.map(item)): string =>
    codeOf(
      judgeRecall(goodEnvelope({ kind: 'recall', to: 'xb' }), { records: items }, knownTo(self, records), controlKinds),
    );

  test('takes back its author’s own content and nothing else', () => {
    expect(at('xa', [own])).toBe('ok');
    expect(at('xb', [])).toBe('ok');
    expect(at('xb', [], [item(own)])).toBe('ok');
    expect(at('xa', [], [item(own)])).toBe('record-unknown');
    for (const self of ['xa', 'xb']) {
      expect(at(self, [knownRecord({ ref: refOf('xc'), participant: 'xc' })])).toBe('not-author');
      expect(at(self, [knownRecord({ kind: 'release' })])).toBe('control');
    }
  });
});
