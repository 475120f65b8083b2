import { expect, test } from 'vitest';
import { expectRefusal } from '../test/refusals.ts';
import { decodeBase64, formatWitnessRequest, parseWitnessRequest } from './index.ts';

// The example of C2SP tlog-witness, "add-checkpoint".
const example = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`;
const hash = 'PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=';

test('the request of the specification is read and written byte for byte', () => {
  const request = parseWitnessRequest(example);
  expect(request.oldSize).toBe(20852014);
  expect(request.proof).toHaveLength(4);
  expect(request.proof[0]).toEqual(decodeBase64(hash));
  expect(request.checkpoint.startsWith('example.com/behind-the-sofa\n20852163\n')).toBe(true);
  expect(formatWitnessRequest(request)).toBe(example);
  expect(parseWitnessRequest(new TextEncoder().encode(example))).toEqual(request);
});

test('a request without a proof is read', () => {
  expect(parseWitnessRequest('old 0\n\nx\n')).toEqual({ oldSize: 0, proof: [], checkpoint: 'x\n' });
});

test.each([
  ['nothing', ''],
  ['no old size', example.replace('old 20852014\n', '')],
  ['another word', example.replace('old ', 'new ')],
  ['a leading zero', example.replace('old 2', 'old 02')],
  ['a negative size', example.replace('old 2', 'old -2')],
  ['a size in words', example.replace('20852014', 'many')],
  ['no blank line', 'old 1\nx\n'],
  ['a hash of 31 bytes', example.replace(hash, 'A'.repeat(42).concat('=='))],
  ['a hash that is not base64', example.replace(hash, 'no')],
  ['an empty line among the hashes', example.replace(`${hash}\n`, `${hash}\n \n`)],
  ['64 hashes', `old 1\n${`${hash}\n`.repeat(64)}\nx\n`],
  ['a return', example.replace('\n', '\r\n')],
])('a request with %s is refused', (_, text) => expectRefusal(() => parseWitnessRequest(text), 'bad-request'));

test('limits hold for requests', () => {
  expectRefusal(() => parseWitnessRequest('old 9007199254740992\n\nx\n'), 'bad-size');
  expectRefusal(() => parseWitnessRequest(new Uint8Array(2 ** 20 + 1)), 'too-large');
  const proof = Array.from({ length: 64 }, () => new Uint8Array(32));
  expectRefusal(() => formatWitnessRequest({ oldSize: 1, proof, checkpoint: 'x\n' }), 'bad-request');
  expectRefusal(() => formatWitnessRequest({ oldSize: 1, proof: [new Uint8Array(3)], checkpoint: 'x\n' }), 'bad-hash');
});
