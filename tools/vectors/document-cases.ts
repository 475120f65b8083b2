import { base64url, digestOf, keyOf } from './primitives.ts';
import * as world from './world.ts';

const { keys } = world;

export const alliance = {
  about: 'The alliance in which all other vectors live. `seeds` are the private keys, for whoever wants to make more.',
  anchor: world.anchor,
  id: world.allianceId,
  profiles: world.profiles,
  directories: [world.xaFirst, world.xaSecond, world.xbFirst],
  seeds: Object.fromEntries(
    Object.entries(keys).map(([name, { kid, seed, publicKey }]) => [name, { kid, seed, publicKey }]),
  ),
};

const [first, second] = world.profiles;
const next = (participants: object[], more: object = {}): string =>
  world.profile(2, participants, { previous: world.anchor, ...more });
const document = (source: string, ...by: ['xa' | 'xb' | 'xc' | 'xd'][0][]) => ({
  source,
  endorsements: by.map((code) => world.endorse(source, code, keys[`${code}Root`])),
});
const joined = [...world.members, world.member('xd', keys.xdRoot.publicKey)];
const fresh = keyOf('xb', 'root-2').publicKey;
const withRoot = (more: object): object[] =>
  world.members.map((one, i) => (i === 1 ? { ...one, rootKey: fresh, ...more } : one));

/** `profiles` from the first on; `valid` says whether they lead from the anchor to the last of them. */
export const profileCases = {
  about: 'Chains of profiles with endorsements, from the anchor on.',
  anchor: world.anchor,
  cases: [
    { name: 'the first profile', profiles: [first], valid: true },
    { name: 'a participant joins', profiles: [first, second], valid: true },
    { name: 'two of three endorsed the first', profiles: [document(world.first, 'xa', 'xb')], valid: true },
    { name: 'one of three endorsed the first', profiles: [document(world.first, 'xa')], valid: false },
    {
      name: 'one endorsement twice counts once',
      profiles: [{ source: world.first, endorsements: [first!.endorsements[0], first!.endorsements[0]] }],
      valid: false,
    },
    { name: 'another anchor', anchor: digestOf('another'), profiles: [first], valid: false },
    { name: 'a space more', profiles: [{ ...first, source: `${world.first} ` }], valid: false },
    { name: 'one of three endorsed the second', profiles: [first, document(next(joined), 'xa')], valid: false },
    { name: 'who joins does not decide on it', profiles: [first, document(next(joined), 'xa', 'xd')], valid: false },
    {
      name: 'another predecessor',
      profiles: [first, document(next(joined, { previous: digestOf('another') }), 'xa', 'xb')],
      valid: false,
    },
    { name: 'no predecessor', profiles: [first, document(world.profile(2, joined), 'xa', 'xb')], valid: false },
    {
      name: 'a number left out',
      profiles: [first, document(world.profile(3, joined, { previous: world.anchor }), 'xa', 'xb')],
      valid: false,
    },
    {
      name: 'a participant left out',
      profiles: [first, document(next(world.members.slice(0, 2)), 'xa', 'xb')],
      valid: false,
    },
    {
      name: 'a membership ends with a date',
      profiles: [
        first,
        document(next(world.members.map((one, i) => (i === 2 ? { ...one, to: '2030-06-30' } : one))), 'xa', 'xb'),
      ],
      valid: true,
    },
    {
      name: 'a root key is replaced',
      profiles: [first, document(next(withRoot({ rootFrom: 2 })), 'xa', 'xc')],
      valid: true,
    },
    {
      name: 'a root key is replaced in silence',
      profiles: [first, document(next(withRoot({})), 'xa', 'xc')],
      valid: false,
    },
    {
      name: 'an endorsement of other bytes',
      profiles: [
        first,
        {
          source: world.second,
          endorsements: [
            world.endorse(world.second, 'xa', keys.xaRoot),
            world.endorse(world.second, 'xb', keys.xbRoot, { digest: digestOf('another') }),
          ],
        },
      ],
      valid: false,
    },
    {
      name: 'an endorsement in another’s name',
      profiles: [
        first,
        {
          source: world.second,
          endorsements: [
            world.endorse(world.second, 'xa', keys.xaRoot),
            world.endorse(world.second, 'xb', { ...keys.xcRoot, kid: keys.xbRoot.kid }),
          ],
        },
      ],
      valid: false,
    },
  ],
};

const value = world.directory('xa', 1, { keys: world.xaKeysNow });
const changed = (more: object): string => world.sealDirectory({ ...value, ...more }, keys.xaRoot);
const withKey = (entry: object): string => changed({ keys: [...world.xaKeysNow, entry] });
const stray = keyOf('xa', 'stray');
const small = base64url(Buffer.concat([Buffer.from([1]), Buffer.alloc(31)]));

/** `rootKey` is the key that the profile names for the participant. */
export const directoryCases = {
  about: 'Single directories under the root key of their participant.',
  participant: 'xa',
  rootKey: keys.xaRoot.publicKey,
  cases: [
    { name: 'the first', jws: world.xaFirst, valid: true },
    { name: 'the second', jws: world.xaSecond, valid: true },
    { name: 'sealed by another root key', jws: world.sealDirectory(value, keys.xbRoot), valid: false },
    {
      name: 'sealed by another key in its name',
      jws: world.sealDirectory(value, { ...keys.xbRoot, kid: keys.xaRoot.kid }),
      valid: false,
    },
    { name: 'of another participant', jws: changed({ participant: 'xb' }), valid: false },
    {
      name: 'an authority of another participant',
      jws: changed({ authorities: [{ code: 'xb/cyber', name: 'x' }] }),
      valid: false,
    },
    { name: 'a member too many', jws: changed({ extra: true }), valid: false },
    { name: 'no format', jws: changed({ format: undefined }), valid: false },
    { name: 'an address without TLS', jws: changed({ addresses: ['http://xa.example'] }), valid: false },
    { name: 'a header member too many', jws: world.sealDirectory(value, keys.xaRoot, { crit: [] }), valid: false },
    { name: 'another typ', jws: world.sealDirectory(value, keys.xaRoot, { typ: 'tamga+jws' }), valid: false },
    {
      name: 'a key named after other bytes',
      jws: withKey(world.keyEntry({ ...stray, kid: 'xa/AAAAAAAAAAAAAAAAAAAAAA' }, 'log')),
      valid: false,
    },
    { name: 'one key with two uses', jws: withKey(world.keyEntry(keys.xaLog, 'transport')), valid: false },
    { name: 'a wrap key that signs', jws: withKey(world.keyEntry(stray, 'wrap', { alg: 'Ed25519' })), valid: false },
    { name: 'a record key without authority', jws: withKey(world.keyEntry(stray, 'record')), valid: false },
    {
      name: 'a log key with an authority',
      jws: withKey(world.keyEntry(stray, 'log', { authority: 'xa/cyber' })),
      valid: false,
    },
    {
      name: 'a record key of an unknown authority',
      jws: withKey(world.keyEntry(stray, 'record', { authority: 'xa/none' })),
      valid: false,
    },
    {
      name: 'a key of small order',
      jws: withKey(
        world.keyEntry(
          { ...stray, publicKey: small, kid: `xa/${digestOf(Buffer.from(small, 'base64url')).slice(0, 22)}` },
          'log',
        ),
      ),
      valid: false,
    },
    { name: 'padded base64', jws: `${world.xaFirst}==`, valid: false },
  ],
};
