import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newKey } from '../test/keys.ts';
import { expectRefusal, expectRejection } from '../test/refusals.ts';
import { CHECKPOINT, COSIGNER_KEY, COSIGNER_LINE, LOG_KEY, LOG_LINE, TEXT } from '../test/vectors.ts';
import {
  createVerifier,
  encodeBase64,
  formatNote,
  formatSignatureLine,
  openNote,
  parseNote,
  parseSignatureLine,
  signNote,
} from './index.ts';

const logVerifier = createVerifier(LOG_KEY);
const cosignerVerifier = createVerifier(COSIGNER_KEY);
const alice = await newKey('alice');
const bob = await newKey('bob');

describe('reading', () => {
  test('a note is split at its last blank line and written as it was read', () => {
    const { text, signatures } = parseNote(CHECKPOINT);
    expect(text).toBe(TEXT);
    expect(signatures.map(({ name, keyId, signature }) => [name, keyId, signature.length])).toEqual([
      ['example.test/log', 'b2e16d9b', 64],
      ['example.test/witness', 'e244f432', 72],
    ]);
    expect(formatNote({ text, signatures })).toBe(CHECKPOINT);
    expect(parseNote(`a\n\nb\n\n\n${LOG_LINE}`).text).toBe('a\n\nb\n\n');
    expect(parseNote(new TextEncoder().encode(CHECKPOINT))).toEqual(parseNote(CHECKPOINT));
  });

  const line = LOG_LINE.slice(0, -1);
  test.each([
    ['no blank line', `${TEXT}${LOG_LINE}`],
    ['no signature', `${TEXT}\n`],
    ['no last newline', `${TEXT}\n${line}`],
    ['text behind', `${TEXT}\n${LOG_LINE}more\n`],
    ['a hyphen for the dash', `${TEXT}\n-${LOG_LINE.slice(1)}`],
    ['two spaces', `${TEXT}\n${LOG_LINE.replace('— ', '—  ')}`],
    ['a space behind', `${TEXT}\n${line} \n`],
    ['a plus in the name', `${TEXT}\n${LOG_LINE.replace('example', 'exam+ple')}`],
    ['a space of another kind in the name', `${TEXT}\n${LOG_LINE.replace('example', 'exam\u2003ple')}`],
    ['a return', `${TEXT}\n${line}\r\n`],
    ['a tab', `a\tb\n\n${LOG_LINE}`],
    ['a zero byte', `a\0b\n\n${LOG_LINE}`],
    ['half a character', `a\ud800\n\n${LOG_LINE}`],
    ['a signature without padding', `${TEXT}\n${line.slice(0, -1)}\n`],
    ['a signature with stray bits', `${TEXT}\n${LOG_LINE.replace('zQI=', 'zQJ=')}`],
    ['a signature of four bytes', `${TEXT}\n— a AAAAAA==\n`],
    ['an empty signature', `${TEXT}\n— a \n`],
    ['nothing', ''],
  ])('a note with %s is refused', (_, note) => expectRefusal(() => parseNote(note), 'bad-note'));

  test('bytes that are not UTF-8 are refused, and a byte order mark is a character', () => {
    const bytes = new TextEncoder().encode(`\ufeff${CHECKPOINT}`);
    expect(parseNote(bytes).text).toBe(`\ufeff${TEXT}`);
    bytes[0] = 0xff;
    expectRefusal(() => parseNote(bytes), 'bad-note');
    expectRefusal(() => parseNote(Uint8Array.of(0xed, 0xa0, 0x80)), 'bad-note');
  });

  test('a note over 1 MiB or with more than 100 signatures is refused', () => {
    const fill = 2 ** 20 - LOG_LINE.length - 2 - 2; // the dash of the line is 3 bytes
    expect(parseNote(`${'a'.repeat(fill)}\n\n${LOG_LINE}`).signatures).toHaveLength(1);
    expectRefusal(() => parseNote(`${'a'.repeat(fill + 1)}\n\n${LOG_LINE}`), 'too-large');
    expectRefusal(() => parseNote(`${'é'.repeat(2 ** 19)}\n\n${LOG_LINE}`), 'too-large');
    expectRefusal(() => parseNote(new Uint8Array(2 ** 20 + 1)), 'too-large');
    expect(parseNote(`a\n\n${LOG_LINE.repeat(100)}`).signatures).toHaveLength(100);
    expectRefusal(() => parseNote(`a\n\n${LOG_LINE.repeat(101)}`), 'too-large');
  });

  test('one signature line is read and written', () => {
    const signature = parseSignatureLine(COSIGNER_LINE);
    expect(parseSignatureLine(COSIGNER_LINE.trimEnd())).toEqual(signature);
    expect(formatSignatureLine(signature)).toBe(COSIGNER_LINE);
    expectRefusal(() => parseSignatureLine(COSIGNER_LINE + LOG_LINE), 'bad-note');
    expectRefusal(() => formatSignatureLine({ ...signature, keyId: 'E244F432' }), 'bad-note');
    expectRefusal(() => formatSignatureLine({ ...signature, name: 'a b' }), 'bad-note');
    expectRefusal(() => formatSignatureLine({ ...signature, signature: new Uint8Array(0) }), 'bad-note');
  });
});

describe('opening', () => {
  test('a note that Go signed opens with the known keys, the other lines are ignored', async () => {
    const opened = await openNote(CHECKPOINT, [logVerifier]);
    expect(opened.text).toBe(TEXT);
    expect(opened.verified.map(({ name, type }) => [name, type])).toEqual([['example.test/log', 1]]);
    expect(opened.unverified.map(({ name }) => name)).toEqual(['example.test/witness']);
    expect((await openNote(CHECKPOINT, [cosignerVerifier, logVerifier])).unverified).toEqual([]);
  });

  test('a note that no known key signed is refused', async () => {
    await expectRejection(openNote(CHECKPOINT, []), 'unverified');
    await expectRejection(openNote(CHECKPOINT, [alice.verifier]), 'unverified');
  });

  test('a note with any bit flipped is refused', async () => {
    const bytes = new TextEncoder().encode(`${TEXT}\n${LOG_LINE}`);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      await expect(openNote(changed, [logVerifier]), `bit ${bit}`).rejects.toHaveProperty('code');
    }
  });

  test('one wrong line of a known key condemns the note, beside good ones of any key and of its own', async () => {
    const [good, foreign] = [await signNote('a\n', [alice.signer, bob.signer]), await signNote('b\n', [bob.signer])];
    const wrongLine = formatSignatureLine(parseNote(foreign).signatures[0]!);
    await expectRejection(openNote(good + wrongLine, [alice.verifier, bob.verifier]), 'bad-signature');
    expect((await openNote(good + wrongLine, [alice.verifier])).unverified).toHaveLength(2);
  });

  test('a line that repeats another is counted once', async () => {
    const note = await signNote('a\n', [alice.signer]);
    const line = formatSignatureLine(parseNote(note).signatures[0]!);
    expect((await openNote(note + line + line, [alice.verifier])).verified).toHaveLength(1);
  });

  test('two verifiers for one line are refused, where the line is there', async () => {
    const note = await signNote('a\n', [alice.signer]);
    await expectRejection(openNote(note, [alice.verifier, alice.verifier]), 'ambiguous-key');
    await openNote(note, [alice.verifier, bob.verifier, bob.verifier]);
  });

  test('the same signature with S + L in place of S is refused', async () => {
    const note = await signNote('a\n', [alice.signer]);
    const [line] = parseNote(note).signatures;
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const signature = line!.signature.slice();
    let s = order + signature.subarray(32).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    for (let i = 32; i < 64; i++, s >>= 8n) signature[i] = Number(s & 255n);
    await expectRejection(
      openNote(formatNote({ text: 'a\n', signatures: [{ ...line!, signature }] }), [alice.verifier]),
      'bad-signature',
    );
  });

  test('signatures that are too short or too long are refused', async () => {
    const note = await signNote('a\n', [alice.signer]);
    const [line] = parseNote(note).signatures;
    for (const signature of [
      line!.signature.slice(1),
      line!.signature.slice(0, 63),
      Uint8Array.of(...line!.signature, 0),
    ]) {
      await expectRejection(
        openNote(formatNote({ text: 'a\n', signatures: [{ ...line!, signature }] }), [alice.verifier]),
        'bad-signature',
      );
    }
  });
});

describe('signing', () => {
  test('what was signed opens, whatever the text', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 50 })
      .map((words) => `${words.replaceAll(/[\0-\x1f]/g, '\n')}\n`);
    await fc.assert(
      fc.asyncProperty(text, async (words) => {
        const opened = await openNote(await signNote(words, [alice.signer, bob.signer]), [
          bob.verifier,
          alice.verifier,
        ]);
        expect(opened.text).toBe(words);
        expect(opened.verified.map(({ name }) => name)).toEqual(['alice', 'bob']);
      }),
    );
  });

  test('a second signature by the same key replaces the first, others stay in front', async () => {
    const { text, signatures } = parseNote(await signNote('a\n', [alice.signer, bob.signer]));
    const again = parseNote(await signNote(text, [alice.signer], signatures));
    expect(again.signatures.map(({ name }) => name)).toEqual(['bob', 'alice']);
  });

  test.each(['abc', 'a\tb\n', 'a\ud800\n', ''])('the text %j is not signed', async (text) => {
    await expectRejection(signNote(text, [alice.signer]), 'bad-note');
  });

  test('a note without signatures or with more than 100 is not written', async () => {
    await expectRejection(signNote('a\n', []), 'bad-note');
    const { signatures } = parseNote(`a\n\n${LOG_LINE.repeat(100)}`);
    await expectRejection(signNote('a\n', [alice.signer], signatures), 'too-large');
  });

  test('a key id and a signature stand in one base64 text', async () => {
    const [line] = parseNote(await signNote('a\n', [alice.signer])).signatures;
    const id = Uint8Array.from(line!.keyId.match(/../g)!, (byte) => Number.parseInt(byte, 16));
    expect(formatSignatureLine(line!)).toBe(`— alice ${encodeBase64(Uint8Array.of(...id, ...line!.signature))}\n`);
  });
});
