import { base64url, consistency, cosignature, digestOf, jws, listed, sha256 } from './primitives.ts';
import { pageCases } from './feed-cases.ts';
import * as world from './world.ts';

const { keys } = world;
const proofOf = (sealed: world.Sealed, index: number, change: object = {}): object => ({
  format: 'tamga-proof/1',
  ref: sealed.ref,
  jws: sealed.jws,
  digest: digestOf(sealed.jws),
  body: sealed.body,
  bodyKey: sealed.bodyKey,
  index,
  proof: listed(world.proofAt(index)),
  checkpoint: world.checkpoint(7),
  directory: world.xaSecond,
  profiles: world.profiles,
  ...change,
});
const proof = (name: string, change: object, failing: string[] = []) => ({
  name,
  file: proofOf(world.report, 4, change),
  valid: failing.length === 0,
  failing,
});
const note = world.checkpoint(7);
const noteText = note.slice(0, note.indexOf('\n\n') + 1);
const witness = `${world.allianceId}/xb/witness`;
const cosigned = note + cosignature(noteText, witness, keys.xbWitness, 1_904_889_600);
const byAnother =
  note + cosignature(noteText, witness, { ...keys.xcRoot, publicKey: keys.xbWitness.publicKey }, 1_904_889_600);
const witnessed = (change: object = {}): object => ({
  checkpoint: cosigned,
  consistency: [],
  directories: [world.xbFirst],
  ...change,
});
const changed = (source: string): object[] => world.profiles.map((one, i) => (i === 1 ? { ...one, source } : one));

/** `failing`: the links that fail (`docs/protocol/proofs.md`), in the order in which they are checked. */
export const proofCases = {
  about: 'Proof files, checked with the anchor alone.',
  anchor: world.anchor,
  cases: [
    proof('a record', {}),
    proof('content destroyed', { body: null, bodyKey: null }),
    { name: 'a release', file: proofOf(world.release, 3), valid: true, failing: [] },
    { name: 'a record under a key that has ended since', file: proofOf(world.old2, 0), valid: true, failing: [] },
    { name: 'a record that its participant disowned', file: proofOf(world.old1, 1), valid: false, failing: ['seal'] },
    {
      name: 'the same before anybody knew: a directory of its time',
      file: proofOf(world.old1, 1, { directory: world.xaFirst }),
      valid: true,
      failing: [],
    },
    { ...proof('another anchor', {}, ['anchor']), anchor: digestOf('another') },
    proof('another ref', { ref: world.refOf('xa', 99) }, ['seal']),
    proof('another digest', { digest: digestOf('another') }, ['digest', 'log']),
    proof('another body', { body: '{}' }, ['body']),
    proof('a body without its key', { bodyKey: null }, ['file']),
    proof('another place', { index: 5 }, ['log']),
    proof('another leaf’s hashes', { proof: listed(world.proofAt(5)) }, ['log']),
    proof('another checkpoint', { checkpoint: world.checkpoint(6) }, ['log']),
    proof('another participant’s directory', { directory: world.xbFirst }, ['seal', 'directory', 'log']),
    proof('a changed profile', { profiles: changed(world.second.replace('"XD"', '"XE"')) }, ['endorsements']),
    proof(
      'too few endorsements',
      { profiles: world.profiles.map((one) => ({ ...one, endorsements: one.endorsements.slice(0, 1) })) },
      ['endorsements'],
    ),
    proof('no first profile', { profiles: world.profiles.slice(1) }, [
      'anchor',
      'endorsements',
      'seal',
      'directory',
      'log',
    ]),
    proof('a witness cosigned', { witnessed: witnessed() }),
    proof('a witness cosigned the very checkpoint', { checkpoint: cosigned, witnessed: witnessed() }),
    proof('a witness cosigned a later checkpoint', {
      checkpoint: world.checkpoint(5),
      proof: listed(world.proofAt(4, 5)),
      witnessed: witnessed({ consistency: listed(consistency(5, world.leaves)) }),
    }),
    proof(
      'nothing shows that the later one continues it',
      { checkpoint: world.checkpoint(5), proof: listed(world.proofAt(4, 5)), witnessed: witnessed() },
      ['witnesses'],
    ),
    proof('a cosignature without the directory of its key is not counted and breaks nothing', {
      witnessed: witnessed({ directories: [] }),
    }),
    proof('a cosignature by another key', { witnessed: witnessed({ checkpoint: byAnother }) }, ['witnesses']),
    proof('a member too many', { more: 1 }, ['file']),
    proof('another format', { format: 'tamga-proof/2' }, ['file']),
  ],
};

const documents = JSON.stringify({
  format: 'tamga-documents/1',
  profiles: world.profiles,
  directories: [world.xaFirst, world.xaSecond, world.xbFirst],
});
const page = pageCases.cases[0]!.page.replace(/"consistency":"[^"]*"/, '"consistency":""');
const content = `${documents}\n${page}`;
const seal = {
  format: 'tamga-ferry/1',
  alliance: world.allianceId,
  from: 'xa',
  to: 'xb',
  issuedAt: '2030-05-13T08:00:00.000Z',
  after: 1,
  last: 3,
  more: false,
  have: { seq: 0, size: 0 },
  consistency: [],
};
const ferry = (change: object = {}, text = content, key = keys.xaTransport, header: object = {}): string =>
  `${jws('tamga-ferry+jws', JSON.stringify({ ...seal, sha256: base64url(sha256(text)), ...change }), key, header)}\n${text}`;

/** As its reader xb sees a ferry file once it is decrypted; age files are made with fresh randomness, so none is here. */
export const ferryCases = {
  about: 'Decrypted ferry files from xa to xb. `code`: why the reader refuses the file whole.',
  self: 'xb',
  cases: [
    { name: 'a file', file: ferry(), valid: true },
    { name: 'for another', file: ferry({ to: 'xc' }), valid: false, code: 'misaddressed' },
    {
      name: 'of another alliance',
      file: ferry({ alliance: `mca#${digestOf('another')}` }),
      valid: false,
      code: 'alliance',
    },
    { name: 'from nobody known', file: ferry({ from: 'xz' }), valid: false, code: 'from' },
    { name: 'from the reader itself', file: ferry({ from: 'xb' }), valid: false, code: 'from' },
    { name: 'sealed by another participant', file: ferry({}, content, keys.xbTransport), valid: false, code: 'seal' },
    { name: 'sealed by a key of another use', file: ferry({}, content, keys.xaLog), valid: false, code: 'seal' },
    {
      name: 'a header member too many',
      file: ferry({}, content, keys.xaTransport, { crit: [] }),
      valid: false,
      code: 'seal',
    },
    {
      name: 'a place made empty after it was sealed',
      file: ferry().replace(/\{"seq":3,.*\n/, '{"seq":3,"void":true}\n'),
      valid: false,
      code: 'seal',
    },
    { name: 'cut short', file: ferry().slice(0, -10), valid: false, code: 'seal' },
    { name: 'a seal with a member too many', file: ferry({ more2: 1 }), valid: false, code: 'damaged' },
    { name: 'no seal', file: content, valid: false, code: 'damaged' },
    { name: 'fewer places than the seal says', file: ferry({ last: 4 }), valid: false, code: 'damaged' },
    { name: 'no page', file: ferry({}, `${documents}\n`), valid: false, code: 'damaged' },
    { name: 'no documents', file: ferry({}, page), valid: false, code: 'damaged' },
  ],
};
