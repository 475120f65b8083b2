import { readFileSync } from 'node:fs';
import type { Alliance } from '#features/alliance/model.ts';
import type { Profile } from '#features/alliance/profile.ts';
import type { Envelope, Known, KnownRecord } from '#features/records/model.ts';

const meridian = new URL('../profiles/meridian.json', import.meta.url);

/** The fictional alliance as rules see it: its profile, no keys, no directories. */
export function bareAlliance(change: (profile: Profile) => void = () => {}): Alliance {
  const profile = JSON.parse(readFileSync(meridian, 'utf8')) as Profile;
  change(profile);
  const none = {
    directories: new Map(),
    history: new Map(),
    successions: new Map(),
    keys: new Map(),
    endorsements: [],
    profiles: [],
  };
  return { id: `mca#${'A'.repeat(43)}`, profile, ...none, profileSource: '', profileDigest: '', documents: '' };
}

export const refOf = (code: string, n = 0): string => `${code}/0197a9a0-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** An incident report of xa against which no rule has anything. */
export const goodEnvelope = (change: Partial<Record<keyof Envelope, unknown>> = {}): Envelope => {
  const envelope = {
    ref: refOf('xa'),
    alliance: `mca#${'A'.repeat(43)}`,
    profile: 1,
    realm: 'live',
    kind: 'incident.report',
    v: 1,
    author: 'xa/cyber',
    officers: ['xa/cyber/o-1'],
    issuedAt: '2030-05-13T06:00:00.000Z',
    basis: [{ instrument: 'mca-2029', article: '5' }],
    purpose: 'counter-terrorism',
    marking: { tlp: 'AMBER', base: 'unclassified' },
    retainUntil: '2031-05-13',
    bodyHash: 'A'.repeat(43),
    ...change,
  };
  return Object.fromEntries(Object.entries(envelope).filter(([, value]) => value !== undefined)) as Envelope;
};

export const knownRecord = (change: Partial<KnownRecord> = {}): KnownRecord => ({
  id: 1,
  ref: refOf('xa'),
  digest: Buffer.alloc(32),
  kind: 'incident.report',
  participant: 'xa',
  author: 'xa/cyber',
  recipient: null,
  tlp: 'AMBER',
  base: 'unclassified',
  realm: 'live',
  destroyed: false,
  verdict: 'own',
  ...change,
});

export const knownTo = (self: string, records: readonly KnownRecord[] = [], alliance = bareAlliance()): Known => ({
  alliance,
  self,
  records: new Map(records.map((record) => [record.ref, record])),
  suspended: new Set(),
  appointments: [],
  purposes: new Map(records.map(({ ref }) => [ref, goodEnvelope().purpose])),
  emergencies: new Map(),
  alone: new Map(),
  founded: new Map(),
});
