import { base64url, digestOf, hmac, inclusion, jws, keyOf, note, rootOf, seeded, sha256 } from './primitives.ts';
import type { Key } from './primitives.ts';

/** A small alliance: two profiles, two directories of xa, one of xb, a log of seven leaves. Keys follow from their names. */
const root = (code: string): Key => keyOf(code, 'root');
export const keys = {
  xaRoot: root('xa'),
  xbRoot: root('xb'),
  xcRoot: root('xc'),
  xdRoot: root('xd'),
  xaOld: keyOf('xa', 'record-cyber'),
  xaCyber: keyOf('xa', 'record-cyber-2'),
  xaNode: keyOf('xa', 'record-node'),
  xaExercise: keyOf('xa', 'record-exercise'),
  xaLog: keyOf('xa', 'log'),
  xaTransport: keyOf('xa', 'transport'),
  xaWrap: keyOf('xa', 'wrap-node'),
  xbCyber: keyOf('xb', 'record-cyber'),
  xbNode: keyOf('xb', 'record-node'),
  xbLog: keyOf('xb', 'log'),
  xbTransport: keyOf('xb', 'transport'),
  xbWitness: keyOf('xb', 'witness'),
  xbWrap: keyOf('xb', 'wrap-node'),
};

const rules = {
  format: 'tamga-profile/1',
  alliance: 'mca',
  names: { en: 'Meridian Cooperation Alliance' },
  workingLanguages: ['en'],
  bodies: [],
  instruments: [
    {
      id: 'mca-2029',
      names: { en: 'Meridian Convention' },
      date: '2029-03-01',
      articles: [{ article: '5', title: 'Exchange of information on threats' }],
    },
  ],
  purposes: [{ code: 'counter-terrorism', title: 'Countering the terrorist misuse of the internet' }],
  markings: { tlp: ['AMBER', 'GREEN'], base: ['unclassified'] },
  releasePolicy: {
    RED: [],
    'AMBER+STRICT': [],
    AMBER: ['member'],
    GREEN: ['member'],
    CLEAR: ['member'],
    confidential: [],
  },
  oversight: { participants: [], due: [] },
};
export const member = (code: string, rootKey: string, more: object = {}): object => ({
  code,
  names: { en: code.toUpperCase() },
  class: 'member',
  territory: [code.toUpperCase()],
  rootKey,
  ...more,
});
export const members = [
  member('xa', keys.xaRoot.publicKey),
  member('xb', keys.xbRoot.publicKey),
  member('xc', keys.xcRoot.publicKey),
];
export const profile = (number: number, participants: object[], more: object = {}): string =>
  JSON.stringify({ ...rules, number, participants, ...more });
export const endorse = (source: string, code: string, key: Key, change: object = {}): string => {
  const { alliance, number } = JSON.parse(source) as { alliance: string; number: number };
  return jws('tamga-endorsement+jws', JSON.stringify({ alliance, number, digest: digestOf(source), ...change }), {
    ...key,
    kid: `${code}/${key.kid.split('/')[1]}`,
  });
};

export const first = profile(1, members);
export const anchor = digestOf(first);
export const allianceId = `mca#${anchor}`;
export const second = profile(2, [...members, member('xd', keys.xdRoot.publicKey)], {
  previous: anchor,
  witnessQuorum: 1,
});
export const profiles = [
  {
    source: first,
    endorsements: [
      endorse(first, 'xa', keys.xaRoot),
      endorse(first, 'xb', keys.xbRoot),
      endorse(first, 'xc', keys.xcRoot),
    ],
  },
  { source: second, endorsements: [endorse(second, 'xa', keys.xaRoot), endorse(second, 'xc', keys.xcRoot)] },
];

const start = { log: 1, index: 0 };
export const keyEntry = (key: Key, use: string, more: object = {}): object => ({
  kid: key.kid,
  use,
  alg: use === 'wrap' ? 'X25519' : 'Ed25519',
  publicKey: key.publicKey,
  realm: 'live',
  from: start,
  ...more,
});
export const directory = (participant: string, number: number, more: object = {}): object => ({
  format: 'tamga-directory/1',
  alliance: allianceId,
  participant,
  number,
  issuedAt: `2030-05-13T06:00:0${number}.000Z`,
  addresses: [`https://${participant}.example:7420`],
  tlsKey: base64url(Buffer.alloc(44, participant)),
  territory: [participant.toUpperCase()],
  authorities: [
    { code: `${participant}/cyber`, name: 'CSIRT' },
    { code: `${participant}/node`, name: 'The node itself' },
  ],
  disowned: [],
  ...more,
});
export const sealDirectory = (value: object, key: Key, header: object = {}): string =>
  jws('tamga-directory+jws', JSON.stringify(value), key, header);

const xaKeys = [
  keyEntry(keys.xaNode, 'record', { authority: 'xa/node' }),
  keyEntry(keys.xaExercise, 'record', { authority: 'xa/cyber', realm: 'exercise' }),
  keyEntry(keys.xaLog, 'log'),
  keyEntry(keys.xaTransport, 'transport'),
  keyEntry(keys.xaWrap, 'wrap', { authority: 'xa/node' }),
];
const old = keyEntry(keys.xaOld, 'record', { authority: 'xa/cyber' });
export const xaFirst = sealDirectory(directory('xa', 1, { keys: [old, ...xaKeys] }), keys.xaRoot);
/** Number 2 ends the first record key at leaf 2, disowns what it sealed at leaf 1, and names the next one. */
export const xaKeysNow = [
  { ...old, to: { log: 1, index: 2 } },
  ...xaKeys,
  keyEntry(keys.xaCyber, 'record', { authority: 'xa/cyber', from: { log: 1, index: 3 } }),
];
const disowned = [{ kid: keys.xaOld.kid, from: { log: 1, index: 1 }, to: { log: 1, index: 1 } }];
export const xaSecondValue = directory('xa', 2, { previous: digestOf(xaFirst), keys: xaKeysNow, disowned });
export const xaSecond = sealDirectory(xaSecondValue, keys.xaRoot);
export const xbFirst = sealDirectory(
  directory('xb', 1, {
    keys: [
      keyEntry(keys.xbCyber, 'record', { authority: 'xb/cyber' }),
      keyEntry(keys.xbNode, 'record', { authority: 'xb/node' }),
      keyEntry(keys.xbLog, 'log'),
      keyEntry(keys.xbTransport, 'transport'),
      keyEntry(keys.xbWitness, 'witness'),
      keyEntry(keys.xbWrap, 'wrap', { authority: 'xb/node' }),
    ],
  }),
  keys.xbRoot,
);

/** The seventh byte of a UUIDv7 is its version. */
export const refOf = (code: string, n: number): string =>
  `${code}/0197a9a0-0000-7000-8000-${String(n).padStart(12, '0')}`;

export type Sealed = { ref: string; jws: string; body: string; bodyKey: string };
export function envelope(n: number, body: string, more: object = {}): Record<string, unknown> {
  return {
    ref: refOf('xa', n),
    alliance: allianceId,
    profile: 2,
    realm: 'live',
    kind: 'incident.count',
    v: 1,
    author: 'xa/cyber',
    officers: ['xa/cyber/o-1'],
    issuedAt: '2030-05-13T07:05:00.000Z',
    case: refOf('xa', 1),
    basis: [{ instrument: 'mca-2029', article: '5' }],
    purpose: 'counter-terrorism',
    marking: { tlp: 'AMBER', base: 'unclassified' },
    retainUntil: '2031-05-13',
    bodyHash: hmacOf(n, body),
    ...more,
  };
}
const bodyKeyOf = (n: number): Buffer => seeded(`body key ${n}`);
const hmacOf = (n: number, body: string): string => hmac(bodyKeyOf(n), body);

export const countBody = '{"hosts":412,"asOf":"2030-05-13T05:00:00Z"}';
/** A record, honest but for what `more` changes; undefined leaves a member out. */
export function seal(
  n: number,
  more: object = {},
  body = countBody,
  key: Key = keys.xaCyber,
  header: object = {},
): Sealed {
  const payload = JSON.stringify(envelope(n, body, more));
  return { ref: refOf('xa', n), jws: jws('tamga+jws', payload, key, header), body, bodyKey: base64url(bodyKeyOf(n)) };
}
const bare = { case: undefined, basis: undefined, purpose: undefined, marking: undefined, retainUntil: undefined };
export const sealControl = (n: number, kind: string, body: object, key: Key, more: object = {}): Sealed =>
  seal(n, { ...bare, kind, to: 'xb', ...more }, JSON.stringify(body), key);

export const old1 = seal(10, {}, countBody, keys.xaOld);
export const old2 = seal(11, {}, countBody, keys.xaOld);
export const report = seal(12);
export const release = sealControl(
  13,
  'release',
  { records: [{ ref: report.ref, digest: digestOf(report.jws) }] },
  keys.xaCyber,
);
export const receipt = sealControl(
  14,
  'receipt',
  {
    items: [{ ref: refOf('xb', 1), digest: digestOf('another'), status: 'delivered', at: '2030-05-13T07:06:00.000Z' }],
  },
  keys.xaNode,
  { author: 'xa/node', officers: [] },
);
const padding = (n: number): Buffer => sha256(Buffer.concat([Buffer.from('tamga-padding'), seeded(`padding ${n}`)]));
/** Leaf data of xa's log: two records under the old key, padding, a release, what it lets go, a receipt, padding. */
export const leaves: readonly Buffer[] = [
  sha256(old2.jws),
  sha256(old1.jws),
  padding(1),
  sha256(release.jws),
  sha256(report.jws),
  sha256(receipt.jws),
  padding(2),
];
export const paddings = [1, 2].map((n) => ({
  kept: base64url(seeded(`padding ${n}`)),
  leafData: base64url(padding(n)),
}));

export const origin = `${allianceId}/xa/log/1`;
export const names = (jwsText: string, number: number): string => `tamga-directory ${number} ${digestOf(jwsText)}`;
export const checkpoint = (size: number, extension = names(xaSecond, 2), key = keys.xaLog, at = leaves): string =>
  note(`${origin}\n${size}\n${rootOf(at.slice(0, size)).toString('base64')}\n${extension}\n`, origin, key);
export const proofAt = (index: number, size = leaves.length): Buffer[] => inclusion(index, leaves.slice(0, size));
