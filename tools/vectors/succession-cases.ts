import { base64url, digestOf, jws, keyOf, note, rootOf, seeded } from './primitives.ts';
import type { Key } from './primitives.ts';
import * as world from './world.ts';

const { keys } = world;
const [held, forked] = [
  world.checkpoint(7),
  world.checkpoint(7, undefined, keys.xaLog, [seeded('fork'), ...world.leaves.slice(1)]),
];
const head = base64url(rootOf(world.leaves));
const value = {
  format: 'tamga-succession/1',
  alliance: world.allianceId,
  participant: 'xa',
  log: 1,
  size: 7,
  root: head,
  notes: [held],
  next: 2,
  directory: { number: 2, digest: digestOf(world.xaSecond) },
  issuedAt: '2030-05-14T08:00:00.000Z',
};
const seal = (more: object = {}, key: Key = keys.xaRoot, header: object = {}): string =>
  jws('tamga-succession+jws', JSON.stringify({ ...value, ...more }), key, header);
const other = note(
  held.split('\n\n')[0]!.replace('/log/1', '/log/2') + '\n',
  `${world.allianceId}/xa/log/2`,
  keys.xaLog,
);

/** Profile 3 replaces xa's root key, from directory 3 on; `rootLog` is the first log that the new one ends. */
const fresh = keyOf('xa', 'root-2');
const replaced = (rootLog?: number): { source: string; endorsements: string[] } => {
  const members = [
    ...world.members.map((one, i) =>
      i === 0
        ? world.member('xa', fresh.publicKey, { rootFrom: 3, ...(rootLog === undefined ? {} : { rootLog }) })
        : one,
    ),
    world.member('xd', keys.xdRoot.publicKey),
  ];
  const source = world.profile(3, members, { previous: digestOf(world.second), witnessQuorum: 1 });
  const by = [
    ['xb', keys.xbRoot],
    ['xc', keys.xcRoot],
    ['xd', keys.xdRoot],
  ] as const;
  return { source, endorsements: by.map(([code, key]) => world.endorse(source, code, key)) };
};
const underFirst = { directory: { number: 1, digest: digestOf(world.xaFirst) } };

/** Each is offered alone, to whoever holds profiles and directories of `alliance.json`, the profile of the case beside them, and no succession. */
export const successionCases = {
  about: 'The end of a log of xa, as its root key seals it.',
  cases: [
    { name: 'log 1 ends at size 7', jws: seal(), valid: true },
    {
      name: 'two notes, the smaller one beside the largest',
      jws: seal({ notes: [world.checkpoint(5), held] }),
      valid: true,
    },
    {
      name: 'under the first directory',
      jws: seal({ directory: { number: 1, digest: digestOf(world.xaFirst) } }),
      valid: true,
    },
    { name: 'sealed by the log key', jws: seal({}, keys.xaLog), valid: false },
    { name: 'sealed by another root key', jws: seal({}, keys.xbRoot), valid: false },
    {
      name: 'sealed by another key in its name',
      jws: seal({}, { ...keys.xbRoot, kid: keys.xaRoot.kid }),
      valid: false,
    },
    { name: 'of another participant', jws: seal({ participant: 'xb' }), valid: false },
    { name: 'of another alliance', jws: seal({ alliance: `mca#${digestOf('another')}` }), valid: false },
    {
      name: 'a size below its note',
      jws: seal({ size: 5, root: base64url(rootOf(world.leaves.slice(0, 5))) }),
      valid: false,
    },
    { name: 'a size above its notes', jws: seal({ size: 8 }), valid: false },
    { name: 'another root than its note', jws: seal({ root: digestOf('another') }), valid: false },
    { name: 'two notes of one size that contradict each other', jws: seal({ notes: [held, forked] }), valid: false },
    { name: 'no note', jws: seal({ notes: [] }), valid: false },
    { name: 'nine notes', jws: seal({ notes: Array.from({ length: 9 }, () => held) }), valid: false },
    {
      name: 'a note by another key',
      jws: seal({ notes: [world.checkpoint(7, undefined, keyOf('xa', 'stray'))] }),
      valid: false,
    },
    { name: 'a note of another log', jws: seal({ notes: [other] }), valid: false },
    { name: 'a note without signature', jws: seal({ notes: [`${held.split('\n\n')[0]!}\n`] }), valid: false },
    { name: 'the log after the next one', jws: seal({ next: 3 }), valid: false },
    { name: 'log 2 before log 1 has ended', jws: seal({ log: 2, next: 3, notes: [other] }), valid: false },
    { name: 'no size', jws: seal({ size: undefined }), valid: false },
    { name: 'size 0', jws: seal({ size: 0 }), valid: false },
    {
      name: 'a directory with another digest',
      jws: seal({ directory: { number: 2, digest: digestOf('another') } }),
      valid: false,
    },
    {
      name: 'a directory that is not known',
      jws: seal({ directory: { number: 3, digest: digestOf('another') } }),
      valid: false,
    },
    { name: 'a member too many', jws: seal({ extra: true }), valid: false },
    { name: 'no format', jws: seal({ format: undefined }), valid: false },
    { name: 'a day without time', jws: seal({ issuedAt: '2030-05-14' }), valid: false },
    { name: 'after another root key from log 1 on, by that', profile: replaced(1), jws: seal({}, fresh), valid: true },
    {
      name: 'after another root key from log 1 on, by the former one',
      profile: replaced(1),
      jws: seal(),
      valid: false,
    },
    {
      name: 'after another root key from log 1 on, by the former one under the first directory',
      profile: replaced(1),
      jws: seal(underFirst),
      valid: false,
    },
    { name: 'after another root key from log 2 on, by the former one', profile: replaced(2), jws: seal(), valid: true },
    { name: 'after another root key from log 2 on, by that', profile: replaced(2), jws: seal({}, fresh), valid: false },
    {
      name: 'after another root key from no named log on, by that',
      profile: replaced(),
      jws: seal({}, fresh),
      valid: true,
    },
    {
      name: 'after another root key from no named log on, by the former one',
      profile: replaced(),
      jws: seal(underFirst),
      valid: false,
    },
    { name: 'a header member too many', jws: seal({}, keys.xaRoot, { crit: [] }), valid: false },
    { name: 'another typ', jws: seal({}, keys.xaRoot, { typ: 'tamga-directory+jws' }), valid: false },
    { name: 'padded base64', jws: `${seal()}==`, valid: false },
    {
      name: 'larger than 40 KiB',
      jws: seal({ notes: Array.from({ length: 8 }, () => `${held}${'x'.repeat(6000)}`) }),
      valid: false,
    },
  ],
};
