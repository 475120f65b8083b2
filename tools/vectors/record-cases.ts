import { base64url, keyOf, seeded } from './primitives.ts';
import * as world from './world.ts';

const { keys } = world;
const honest = world.report.jws;
const [header = '', payload = '', signature = ''] = honest.split('.');
const sealed = (more: object, key = keys.xaCyber): string => world.seal(20, more, world.countBody, key).jws;
const headed = (more: object): string => world.seal(20, {}, world.countBody, keys.xaCyber, more).jws;
/** The same payload bytes but for spelling, sealed as they are. */
const spelled = (change: (json: string) => string): string => {
  const input = `${header}.${base64url(change(Buffer.from(payload, 'base64url').toString()))}`;
  return `${input}.${base64url(keys.xaCyber.sign(Buffer.from(input)))}`;
};
/** S + L: the same signature as a number, written differently. */
function malleable(): string {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const bytes = Buffer.from(signature, 'base64url');
  let s = BigInt(`0x${Buffer.from(bytes.subarray(32).toReversed()).toString('hex')}`) + order;
  for (let i = 32; i < 64; i++, s >>= 8n) bytes[i] = Number(s & 255n);
  return `${header}.${payload}.${base64url(bytes)}`;
}
const stray = keyOf('xa', 'stray');

export const recordCases = {
  about:
    'Seals, judged over the bytes received and the directories of alliance.json. An invalid one names the code of the refusal.',
  cases: [
    { name: 'a record', jws: honest, valid: true, digest: base64url(world.leaves[4]!) },
    { name: 'a control record', jws: world.release.jws, valid: true, digest: base64url(world.leaves[3]!) },
    {
      name: 'a record under an ended key: the place in the log decides',
      jws: world.old2.jws,
      valid: true,
      digest: base64url(world.leaves[0]!),
    },
    { name: 'two parts', jws: `${header}.${payload}`, valid: false, code: 'encoding' },
    { name: 'four parts', jws: `${honest}.`, valid: false, code: 'encoding' },
    { name: 'padding', jws: `${honest}==`, valid: false, code: 'encoding' },
    {
      name: 'unused bits set',
      jws: `${honest.slice(0, -1)}${String.fromCharCode(honest.charCodeAt(honest.length - 1) + 1)}`,
      valid: false,
      code: 'encoding',
    },
    { name: 'a line break', jws: `${header}.${payload}\n.${signature}`, valid: false, code: 'encoding' },
    { name: 'S above the group order', jws: malleable(), valid: false, code: 'seal' },
    {
      name: 'another signature',
      jws: `${header}.${payload}.${base64url(keys.xaCyber.sign(Buffer.from('x')))}`,
      valid: false,
      code: 'seal',
    },
    {
      name: 'a changed payload',
      jws: `${header}.${base64url(Buffer.from(payload, 'base64url').toString().replace('AMBER', 'GREEN'))}.${signature}`,
      valid: false,
      code: 'seal',
    },
    { name: 'alg EdDSA', jws: headed({ alg: 'EdDSA' }), valid: false, code: 'encoding' },
    { name: 'alg none', jws: headed({ alg: 'none' }), valid: false, code: 'encoding' },
    { name: 'another typ', jws: headed({ typ: 'JWT' }), valid: false, code: 'encoding' },
    { name: 'a header member too many', jws: headed({ jwk: {} }), valid: false, code: 'encoding' },
    { name: 'a key that no directory names', jws: sealed({}, stray), valid: false, code: 'unknown-key' },
    { name: 'a log key', jws: sealed({}, keys.xaLog), valid: false, code: 'key-use' },
    { name: 'a transport key', jws: sealed({}, keys.xaTransport), valid: false, code: 'key-use' },
    { name: 'another authority’s key', jws: sealed({ author: 'xa/node' }), valid: false, code: 'author' },
    { name: 'another participant’s ref', jws: sealed({ ref: world.refOf('xb', 20) }), valid: false, code: 'ref' },
    {
      name: 'another alliance',
      jws: sealed({ alliance: `mca#${base64url(seeded('another'))}` }),
      valid: false,
      code: 'alliance',
    },
    { name: 'exercise under a live key', jws: sealed({ realm: 'exercise:silent-net' }), valid: false, code: 'realm' },
    { name: 'live under an exercise key', jws: sealed({}, keys.xaExercise), valid: false, code: 'realm' },
    {
      name: 'exercise under an exercise key',
      jws: sealed({ realm: 'exercise:silent-net' }, keys.xaExercise),
      valid: true,
    },
    { name: 'a member that is null', jws: sealed({ lang: null }), valid: false, code: 'envelope' },
    { name: 'a member too many', jws: sealed({ extra: 1 }), valid: false, code: 'envelope' },
    { name: 'no bodyHash', jws: sealed({ bodyHash: undefined }), valid: false, code: 'envelope' },
    {
      name: 'a time without milliseconds',
      jws: sealed({ issuedAt: '2030-05-13T07:05:00Z' }),
      valid: false,
      code: 'envelope',
    },
    {
      name: 'a time with an offset',
      jws: sealed({ issuedAt: '2030-05-13T07:05:00.000+01:00' }),
      valid: false,
      code: 'envelope',
    },
    {
      name: 'a ref that is no UUIDv7',
      jws: sealed({ ref: 'xa/0197a9a0-0000-4000-8000-000000000020' }),
      valid: false,
      code: 'envelope',
    },
    { name: 'about nothing', jws: sealed({ about: [] }), valid: false, code: 'envelope' },
    { name: 'a control character', jws: sealed({ purpose: 'counter\nterrorism' }), valid: false, code: 'envelope' },
    { name: 'a member twice', jws: spelled((json) => json.replace('{', '{"v":1,')), valid: false, code: 'encoding' },
    {
      name: 'a member twice, one of them escaped',
      jws: spelled((json) => json.replace('{', '{"\\u0076":2,')),
      valid: false,
      code: 'encoding',
    },
    {
      name: 'a lone surrogate',
      jws: spelled((json) => json.replace('AMBER', '\\ud800')),
      valid: false,
      code: 'encoding',
    },
    { name: 'a byte order mark', jws: spelled((json) => `\ufeff${json}`), valid: false, code: 'encoding' },
    { name: 'a trailing comma', jws: spelled((json) => json.replace(/\}$/, ',}')), valid: false, code: 'encoding' },
    {
      name: 'spaces and another order are other bytes, and good',
      jws: spelled((json) =>
        JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(json) as object).toReversed()), null, 1),
      ),
      valid: true,
    },
  ],
};

const { body, bodyKey } = world.report;
const hash = (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { bodyHash: string }).bodyHash;
const hashed = (text: string) => ({
  body: text,
  bodyKey: base64url(seeded('body key 30')),
  bodyHash: String(world.envelope(30, text).bodyHash),
});
export const bodyCases = {
  about:
    'Bodies with their key against the bodyHash of the envelope, then as strict JSON. `body` is the text that was received.',
  cases: [
    { name: 'a body', body, bodyKey, bodyHash: hash, valid: true },
    { name: 'letters beyond ASCII', ...hashed('{"слово":"печать","字":"印"}'), valid: true },
    { name: 'an escaped letter is another body', ...hashed('{"a":"\\u0061"}'), valid: true },
    { name: 'a space more', body: `${body} `, bodyKey, bodyHash: hash, valid: false, code: 'body-hash' },
    {
      name: 'another figure',
      body: body.replace('412', '413'),
      bodyKey,
      bodyHash: hash,
      valid: false,
      code: 'body-hash',
    },
    {
      name: 'another key',
      body,
      bodyKey: base64url(seeded('body key 13')),
      bodyHash: hash,
      valid: false,
      code: 'body-hash',
    },
    { name: 'a member twice', ...hashed('{"a":1,"a":2}'), valid: false, code: 'body-json' },
    { name: 'a member __proto__', ...hashed('{"__proto__":{}}'), valid: false, code: 'body-json' },
    {
      name: 'a number that two readers take for two',
      ...hashed('{"a":9007199254740993}'),
      valid: false,
      code: 'body-json',
    },
    { name: 'a number without end', ...hashed('{"a":1e999}'), valid: false, code: 'body-json' },
    { name: 'two values', ...hashed('{} {}'), valid: false, code: 'body-json' },
    { name: 'too deep', ...hashed(`${'['.repeat(81)}${']'.repeat(81)}`), valid: false, code: 'body-json' },
    { name: 'as deep as allowed', ...hashed(`${'['.repeat(80)}${']'.repeat(80)}`), valid: true },
  ],
};

const exported = { place: 'proof-file', count: 2, first: '2030-05-13T06:00:00.000Z', last: '2030-05-14T06:00:00.000Z' };
const receiptTraces: [string, boolean, object][] = [
  ['backups hold it until a day', true, { backupsGoneBy: '2030-06-12' }],
  ['a backup that should be gone is not known to be', true, { backupsGoneBy: 'unknown' }],
  ['backups without a day', false, { backupsGoneBy: 'soon' }],
  ['exported, and made into a record', true, { exported: [exported], derived: 1 }],
  ['exported to nowhere', false, { exported: [] }],
  ['a place twice', false, { exported: [exported, exported] }],
  ['who exported it', false, { exported: [{ ...exported, officer: 'xb/cyber/o-1' }] }],
];

const item = { ref: world.report.ref, digest: base64url(world.leaves[4]!) };
const confirmed = { ...item, status: 'delivered', at: '2030-05-13T07:06:00.000Z' };
export const controlCases = {
  about: 'Bodies of control records.',
  cases: [
    { name: 'a release', kind: 'release', body: { records: [item] }, valid: true },
    { name: 'a release of nothing', kind: 'release', body: { records: [] }, valid: false },
    { name: 'a ref twice', kind: 'release', body: { records: [item, item] }, valid: false },
    {
      name: 'a digest of another length',
      kind: 'release',
      body: { records: [{ ...item, digest: 'AAAA' }] },
      valid: false,
    },
    { name: 'a recall', kind: 'recall', body: { records: [item], reason: 'sent too widely' }, valid: true },
    { name: 'a recall without a reason', kind: 'recall', body: { records: [item] }, valid: false },
    { name: 'a reason without words', kind: 'recall', body: { records: [item], reason: '' }, valid: false },
    { name: 'a receipt', kind: 'receipt', body: { items: [confirmed] }, valid: true },
    ...['destroyed', 'held', 'never-held'].map((status) => ({
      name: `a receipt: ${status}`,
      kind: 'receipt',
      body: { items: [{ ...confirmed, status }] },
      valid: true,
    })),
    ...receiptTraces.map(([name, valid, said]) => ({
      name: `a receipt: ${name}`,
      kind: 'receipt',
      body: { items: [{ ...confirmed, status: 'destroyed', ...said }] },
      valid,
    })),
    { name: 'an unknown status', kind: 'receipt', body: { items: [{ ...confirmed, status: 'read' }] }, valid: false },
    {
      name: 'a receipt without a time',
      kind: 'receipt',
      body: { items: [{ ...item, status: 'delivered' }] },
      valid: false,
    },
    {
      name: 'a refusal',
      kind: 'refusal',
      body: { lines: [{ seq: 2, code: 'seal', why: 'the signature does not fit', ref: item.ref }] },
      valid: true,
    },
    {
      name: 'a refusal of place 0',
      kind: 'refusal',
      body: { lines: [{ seq: 0, code: 'seal', why: '' }] },
      valid: false,
    },
    {
      name: 'a member too many',
      kind: 'refusal',
      body: { lines: [{ seq: 2, code: 'seal', why: '', body: 'x' }] },
      valid: false,
    },
  ],
};
