import { expect, test } from 'vitest';
import { expectRejection } from '../test/refusals.ts';
import { TEXT } from '../test/vectors.ts';
import {
  createVerifier,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  keyIdOf,
  KeyType,
  openCheckpoint,
  openNote,
  parseCheckpoint,
} from './index.ts';

const ORIGIN = 'example.test/log';
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));

/** DER INTEGER of 32 big-endian bytes. */
function integer(bytes: Uint8Array): number[] {
  const digits = Array.from(bytes.subarray(bytes.findIndex((byte) => byte !== 0)));
  if (digits[0]! >= 0x80) digits.unshift(0);
  return [0x02, digits.length, ...digits];
}

async function signDer(message: Uint8Array): Promise<Uint8Array> {
  const raw = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, new Uint8Array(message));
  const numbers = [...integer(new Uint8Array(raw, 0, 32)), ...integer(new Uint8Array(raw, 32))];
  return Uint8Array.of(0x30, numbers.length, ...numbers);
}

/** RFC 6962 §3.5: version, type, time, size and root; then the frame that static-ct-api puts around the signature. */
async function signTreeHead(text: string, timeMs: bigint): Promise<Uint8Array> {
  const { size, root } = parseCheckpoint(text);
  const head = new DataView(new ArrayBuffer(18));
  head.setUint8(1, 1);
  head.setBigUint64(2, timeMs);
  head.setBigUint64(10, BigInt(size));
  const der = await signDer(Uint8Array.of(...new Uint8Array(head.buffer), ...root));
  return Uint8Array.of(...new Uint8Array(head.buffer, 2, 8), 4, 3, 0, der.length, ...der);
}

function noteOf(type: KeyType, text: string, signature: Uint8Array): string {
  return formatNote({ text, signatures: [{ name: ORIGIN, keyId: keyIdOf(ORIGIN, type, publicKey), signature }] });
}

const ecdsa = createVerifier(formatVerifierKey({ name: ORIGIN, type: KeyType.ecdsa, publicKey }));
const treeHead = createVerifier(formatVerifierKey({ name: ORIGIN, type: KeyType.treeHead, publicKey }));
const plain = formatCheckpoint({ ...parseCheckpoint(TEXT), extensions: [] });

test('an ECDSA signature opens a note, also when r or s is short', async () => {
  for (let i = 0; i < 300; i++) {
    const text = `note ${i}\n`;
    const { verified } = await openNote(noteOf(KeyType.ecdsa, text, await signDer(new TextEncoder().encode(text))), [
      ecdsa,
    ]);
    expect(verified[0]?.type).toBe(KeyType.ecdsa);
  }
});

test('an ECDSA signature of another text, or in any other encoding, is refused', async () => {
  const der = await signDer(new TextEncoder().encode('a\n'));
  const [, length = 0, , rLength = 0] = der;
  const [r, s] = [der.subarray(4, 4 + rLength), der.subarray(6 + rLength)];
  const padded = Uint8Array.of(0x30, length + 1, 2, rLength + 1, 0, ...r, 2, s.length, ...s);
  const behind = Uint8Array.of(0x30, length + 1, ...der.subarray(2), 0);
  const longLength = Uint8Array.of(0x30, 0x81, ...der.subarray(1));
  const raw = Uint8Array.of(...r, ...s);
  const open = async (text: string, signature: Uint8Array) => openNote(noteOf(KeyType.ecdsa, text, signature), [ecdsa]);
  expect((await open('a\n', der)).verified).toHaveLength(1);
  await expectRejection(open('b\n', der), 'bad-signature');
  for (const other of [padded, behind, longLength, raw, der.subarray(0, -1), Uint8Array.of(0x30, 0)]) {
    await expectRejection(open('a\n', other), 'bad-signature');
  }
});

test('a tree head signature opens the checkpoint of its log', async () => {
  const note = noteOf(KeyType.treeHead, plain, await signTreeHead(plain, 1_750_000_000_000n));
  expect(await openCheckpoint(note, ORIGIN, treeHead)).toMatchObject({ size: 7, extensions: [] });
});

test('a tree head signature covers time, size and root, and nothing may stand beside them', async () => {
  const signature = await signTreeHead(plain, 1_750_000_000_000n);
  const open = async (text: string, bytes: Uint8Array) => openNote(noteOf(KeyType.treeHead, text, bytes), [treeHead]);
  await expectRejection(open(plain.replace('\n7\n', '\n8\n'), signature), 'bad-signature');
  await expectRejection(open(TEXT, signature), 'bad-signature'); // an extension line
  await expectRejection(open(plain.replace(ORIGIN, 'example.test/other'), signature), 'bad-signature');
  await expectRejection(open('no checkpoint\n', signature), 'bad-signature');
  for (const at of [7, 8, 9, 10, 11, 12, 40]) {
    const changed = signature.slice();
    changed[at]! ^= 1;
    await expectRejection(open(plain, changed), 'bad-signature');
  }
});
