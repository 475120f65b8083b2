import { base64url, consistency, digestOf, joined, keyOf, rootOf, seeded } from './primitives.ts';
import * as world from './world.ts';

const { keys } = world;
const stray = keyOf('xa', 'stray');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const entry = (sealed: world.Sealed, seq: number, index: number, more: object = {}): string =>
  JSON.stringify({
    seq,
    jws: sealed.jws,
    index,
    body: sealed.body,
    bodyKey: sealed.bodyKey,
    proof: joined(world.proofAt(index)),
    ...more,
  });
const [first, second, third, fourth] = [
  entry(world.old2, 1, 0),
  entry(world.release, 2, 3),
  entry(world.report, 3, 4),
  entry(world.receipt, 4, 5),
];
const refused = (name: string, line: string, code: string, seq = 3) => ({ name, line, seq, outcome: 'refused', code });
const foreign = world.seal(
  40,
  { ref: world.refOf('xb', 40), author: 'xb/cyber', officers: ['xb/cyber/o-1'] },
  world.countBody,
  keys.xbCyber,
);
const withBlob = world.seal(42, {
  kind: 'incident.report',
  blobs: [{ sha256: digestOf('a small file\n'), size: 13, type: 'text/plain' }],
});
const other = world.sealControl(
  41,
  'release',
  { records: [{ ref: world.report.ref, digest: base64url(world.leaves[4]!) }] },
  keys.xaCyber,
  { to: 'xc' },
);

export const lineCases = {
  about: 'Lines of the feed that xa offers xb, each against the checkpoint of size 7 and the place that is due.',
  peer: 'xa',
  self: 'xb',
  size: 7,
  root: base64(rootOf(world.leaves)),
  cases: [
    { name: 'a record under a key that has ended since', line: first, seq: 1, outcome: 'record' },
    { name: 'a release', line: second, seq: 2, outcome: 'record' },
    { name: 'a record', line: third, seq: 3, outcome: 'record' },
    { name: 'a receipt', line: fourth, seq: 4, outcome: 'record' },
    { name: 'an empty place', line: '{"seq":5,"void":true}', seq: 5, outcome: 'void' },
    { name: 'another place than is due: the page is refused', line: third, seq: 4, outcome: 'page-refused' },
    {
      name: 'an empty place that is not due: the page is refused',
      line: '{"seq":5,"void":true}',
      seq: 6,
      outcome: 'page-refused',
    },
    refused('no JSON', 'x', 'syntax'),
    refused('a member twice', third.replace('{', '{"seq":3,'), 'duplicate-member'),
    refused('too deep', '[[[[0]]]]', 'too-deep'),
    refused('a member too many', third.replace('{', '{"more":1,'), 'line'),
    refused('no body', entry(world.report, 3, 4, { body: undefined }), 'line'),
    refused(
      'a seal that does not hold',
      entry({ ...world.report, jws: `${world.report.jws.slice(0, -20)}AAAA${world.report.jws.slice(-16)}` }, 3, 4),
      'seal',
    ),
    refused('a record of another participant', entry(foreign, 3, 4), 'foreign-author'),
    refused('a control record for another', entry(other, 3, 4), 'misaddressed'),
    refused('another body', entry({ ...world.report, body: '{}' }, 3, 4), 'body-hash'),
    refused('a record with a blob, and no identity of it', entry(withBlob, 3, 4), 'blob-keys'),
    refused('identities for a record without blobs', entry(world.report, 3, 4, { blobs: ['x'] }), 'blob-keys'),
    refused('an identity that is none', entry(withBlob, 3, 4, { blobs: ['AGE-SECRET-KEY-1'] }), 'blob-keys'),
    refused('a body key of another length', entry(world.report, 3, 4, { bodyKey: 'AAAA' }), 'encoding'),
    refused('a place in the log before the key', entry(world.report, 3, 2), 'key-range'),
    refused('a place in the log after the key', entry(world.old2, 3, 4), 'key-range'),
    refused('another place in the log', entry(world.report, 3, 5), 'proof'),
    refused('a proof of another leaf', entry(world.report, 3, 4, { proof: joined(world.proofAt(5)) }), 'proof'),
    refused('a proof that is no list of hashes', entry(world.report, 3, 4, { proof: 'AAAA' }), 'encoding'),
  ],
};

const last = (change: object = {}): string =>
  JSON.stringify({
    checkpoint: world.checkpoint(7),
    consistency: joined(consistency(5, world.leaves)),
    gossip: [],
    more: false,
    ...change,
  });
const page = (...lines: string[]): string => `${lines.join('\n')}\n`;
const held = { size: 5, root: base64(rootOf(world.leaves.slice(0, 5))) };
const forked = world.leaves.with(6, seeded('fork'));
export const pageCases = {
  about:
    'Pages of xa’s feed for a reader who has verified size 5 (`held`), or nothing. `code`: why the peer is stopped, or `page`: not a page.',
  held,
  cases: [
    { name: 'a page', page: page(second, third, last()), valid: true },
    { name: 'a page without records', page: page(last()), valid: true },
    { name: 'a first page', page: page(first, last({ consistency: '' })), held: null, valid: true },
    { name: 'nothing', page: '', valid: false, code: 'page' },
    { name: 'no last line', page: page(second), valid: false, code: 'page' },
    { name: 'a line that breaks off', page: `${second}\n${last()}`, valid: false, code: 'page' },
    { name: 'a member too many in the last line', page: page(last({ extra: 1 })), valid: false, code: 'page' },
    {
      name: 'a log that shrank',
      page: page(last({ checkpoint: world.checkpoint(4) })),
      valid: false,
      code: 'log-shrank',
    },
    {
      name: 'two roots for one size',
      page: page(
        last({
          checkpoint: world.checkpoint(
            5,
            world.names(world.xaSecond, 2),
            keys.xaLog,
            world.leaves.with(0, seeded('fork')),
          ),
          consistency: '',
        }),
      ),
      valid: false,
      code: 'log-forked',
    },
    {
      name: 'a log that forked',
      page: page(
        last({
          checkpoint: world.checkpoint(
            7,
            world.names(world.xaSecond, 2),
            keys.xaLog,
            world.leaves.with(1, seeded('fork')),
          ),
        }),
      ),
      valid: false,
      code: 'log-forked',
    },
    {
      name: 'a log that goes on otherwise than another reader was shown, unseen here',
      page: page(
        last({
          checkpoint: world.checkpoint(7, world.names(world.xaSecond, 2), keys.xaLog, forked),
          consistency: joined(consistency(5, forked)),
        }),
      ),
      valid: true,
    },
    { name: 'no proof that the log goes on', page: page(last({ consistency: '' })), valid: false, code: 'log-forked' },
    {
      name: 'a checkpoint signed by another key',
      page: page(last({ checkpoint: world.checkpoint(7, world.names(world.xaSecond, 2), stray) })),
      valid: false,
      code: 'checkpoint',
    },
    {
      name: 'a checkpoint that names another directory under its number',
      page: page(last({ checkpoint: world.checkpoint(7, world.names(world.xbFirst, 2)) })),
      valid: false,
      code: 'directory',
    },
    {
      name: 'a checkpoint that names none',
      page: page(last({ checkpoint: world.checkpoint(7, 'nothing') })),
      valid: false,
      code: 'directory',
    },
  ],
};
