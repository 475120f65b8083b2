import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newKey } from '../test/keys.ts';
import { expectRefusal, expectRejection } from '../test/refusals.ts';
import {
  CHECKPOINT,
  COSIGNED_AT_SECONDS,
  COSIGNER_KEY,
  COSIGNER_LINE,
  LOG_KEY,
  LOG_LINE,
  ROOT_7,
  TEXT,
} from '../test/vectors.ts';
import {
  cosignatureTime,
  createVerifier,
  decodeBase64,
  emptyRoot,
  formatCheckpoint,
  formatSignatureLine,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseNote,
  parseSignatureLine,
  signNote,
} from './index.ts';

const ORIGIN = 'example.test/log';
const logVerifier = createVerifier(LOG_KEY);
const cosignerVerifier = createVerifier(COSIGNER_KEY);

describe('the text', () => {
  test('a checkpoint is origin, size, root and extension lines', () => {
    const checkpoint = { origin: ORIGIN, size: 7, root: decodeBase64(ROOT_7), extensions: ['directory 3'] };
    expect(parseCheckpoint(TEXT)).toEqual(checkpoint);
    expect(formatCheckpoint(checkpoint)).toBe(TEXT);
  });

  test('what was written is read back', () => {
    const line = fc.string({ minLength: 1, maxLength: 20 }).map((text) => text.replaceAll(/[\0-\x1f]/g, ' '));
    const root = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const parts = fc.record({
      origin: line,
      size: fc.maxSafeNat().map((n) => n || 1),
      root,
      extensions: fc.array(line),
    });
    fc.assert(
      fc.property(parts, (checkpoint) => {
        expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
      }),
    );
  });

  test.each([
    ['no root', `${ORIGIN}\n7\n`],
    ['no last newline', TEXT.slice(0, -1)],
    ['an empty origin', TEXT.slice(ORIGIN.length)],
    ['an empty extension line', `${TEXT}\n`],
    ['an empty line in the middle', TEXT.replace('directory 3', '\ndirectory 3')],
    ['a leading zero', TEXT.replace('\n7\n', '\n07\n')],
    ['a sign', TEXT.replace('\n7\n', '\n+7\n')],
    ['a negative size', TEXT.replace('\n7\n', '\n-7\n')],
    ['a size in hexadecimal', TEXT.replace('\n7\n', '\n0x7\n')],
    ['an exponent', TEXT.replace('\n7\n', '\n7e0\n')],
    ['a fraction', TEXT.replace('\n7\n', '\n7.0\n')],
    ['a size in other digits', TEXT.replace('\n7\n', '\n٧\n')],
    ['a root of 31 bytes', TEXT.replace(ROOT_7, 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==')],
    ['a root with stray bits', TEXT.replace('gdo=', 'gdp=')],
    ['a root without padding', TEXT.replace('gdo=', 'gdo')],
    ['a control character', TEXT.replace('directory', 'direct\tory')],
    ['an empty tree with a root of its own', TEXT.replace('\n7\n', '\n0\n')],
    ['nothing', ''],
  ])('a checkpoint with %s is refused', (_, text) => expectRefusal(() => parseCheckpoint(text), 'bad-checkpoint'));

  test('a size that JavaScript cannot hold is refused, not rounded', () => {
    const at = (size: string): string => TEXT.replace('\n7\n', `\n${size}\n`);
    expect(parseCheckpoint(at('9007199254740991')).size).toBe(2 ** 53 - 1);
    for (const size of ['9007199254740992', '9007199254740993', '18446744073709551615']) {
      expectRefusal(() => parseCheckpoint(at(size)), 'bad-size');
    }
  });

  test('a checkpoint that could not be read is not written', () => {
    const checkpoint = { origin: ORIGIN, size: 7, root: decodeBase64(ROOT_7), extensions: [] };
    expectRefusal(() => formatCheckpoint({ ...checkpoint, origin: '' }), 'bad-checkpoint');
    expectRefusal(() => formatCheckpoint({ ...checkpoint, origin: 'a\nb' }), 'bad-checkpoint');
    expectRefusal(() => formatCheckpoint({ ...checkpoint, extensions: ['a', ''] }), 'bad-checkpoint');
    expectRefusal(() => formatCheckpoint({ ...checkpoint, extensions: ['a\n2'] }), 'bad-checkpoint');
    expectRefusal(() => formatCheckpoint({ ...checkpoint, extensions: ['a\t'] }), 'bad-checkpoint');
    expectRefusal(() => formatCheckpoint({ ...checkpoint, size: 0 }), 'bad-checkpoint');
    expectRefusal(() => formatCheckpoint({ ...checkpoint, size: 2 ** 53 }), 'bad-size');
    expectRefusal(() => formatCheckpoint({ ...checkpoint, root: new Uint8Array(31) }), 'bad-hash');
    expect(parseCheckpoint(formatCheckpoint({ origin: ORIGIN, size: 0, root: emptyRoot() })).size).toBe(0);
  });
});

describe('opening', () => {
  test('a checkpoint opens with the log’s key and gives its cosignatures with their times', async () => {
    const checkpoint = await openCheckpoint(CHECKPOINT, ORIGIN, logVerifier, [cosignerVerifier]);
    expect(checkpoint).toMatchObject({ origin: ORIGIN, size: 7, extensions: ['directory 3'], unverified: [] });
    expect(checkpoint.verified.map(({ name, timestampSeconds }) => [name, timestampSeconds])).toEqual([
      [ORIGIN, undefined],
      ['example.test/witness', COSIGNED_AT_SECONDS],
    ]);
  });

  test('a checkpoint that only others signed is refused', async () => {
    await expectRejection(
      openCheckpoint(`${TEXT}\n${COSIGNER_LINE}`, ORIGIN, logVerifier, [cosignerVerifier]),
      'unverified',
    );
    await expectRejection(openCheckpoint(`${TEXT}\n${COSIGNER_LINE}`, ORIGIN, logVerifier), 'unverified');
  });

  test('the checkpoint of another log is refused, though the key signed it', async () => {
    await expectRejection(openCheckpoint(CHECKPOINT, 'example.test/other', logVerifier), 'wrong-origin');
  });

  test('a signed text that is no checkpoint is refused', async () => {
    const key = await newKey(ORIGIN);
    const note = await signNote('hello\n', [key.signer]);
    await expectRejection(openCheckpoint(note, 'hello', key.verifier), 'bad-checkpoint');
  });

  test('a changed checkpoint is refused', async () => {
    for (const changed of [CHECKPOINT.replace('\n7\n', '\n8\n'), CHECKPOINT.replace('directory 3', 'directory 2')]) {
      await expectRejection(openCheckpoint(changed, ORIGIN, logVerifier), 'bad-signature');
    }
  });
});

describe('cosignatures', () => {
  test('a cosignature is made for a time and verifies with it', async () => {
    const witness = await newKey('witness');
    const { text, signatures } = parseNote(`${TEXT}\n${LOG_LINE}`);
    const note = await signNote(text, [witness.cosignerAt(1_800_000_000)], signatures);
    const { verified } = await openCheckpoint(note, ORIGIN, logVerifier, [witness.cosignerVerifier]);
    expect(verified[1]).toMatchObject({ name: 'witness', type: 4, timestampSeconds: 1_800_000_000 });
  });

  test('a cosignature whose time or text was changed is refused', async () => {
    const witness = await newKey('witness');
    const note = await signNote(TEXT, [witness.cosignerAt(1_800_000_000)]);
    const { signatures } = parseNote(note);
    const line = signatures[0]!;
    const later = line.signature.slice();
    later[7]! ^= 1;
    const changed = `${TEXT}\n${formatSignatureLine({ ...line, signature: later })}`;
    await expectRejection(openNote(changed, [witness.cosignerVerifier]), 'bad-signature');
    const short = `${TEXT}\n${formatSignatureLine({ ...line, signature: line.signature.slice(0, 71) })}`;
    await expectRejection(openNote(short, [witness.cosignerVerifier]), 'bad-signature');
    await expectRejection(openNote(note.replace('\n7\n', '\n8\n'), [witness.cosignerVerifier]), 'bad-signature');
  });

  test('a plain signature by a cosigner’s key is of another key, and the reverse', async () => {
    const witness = await newKey('witness');
    await expectRejection(openNote(await signNote(TEXT, [witness.signer]), [witness.cosignerVerifier]), 'unverified');
    await expectRejection(openNote(await signNote(TEXT, [witness.cosignerAt(5)]), [witness.verifier]), 'unverified');
  });

  test('a cosigner signs checkpoints only', async () => {
    const witness = await newKey('witness');
    await expectRejection(signNote('I owe you a beer\n', [witness.cosignerAt(5)]), 'bad-checkpoint');
  });

  test('the time of a cosignature is read exactly or refused', () => {
    expect(cosignatureTime(parseSignatureLine(COSIGNER_LINE).signature)).toBe(COSIGNED_AT_SECONDS);
    expectRefusal(() => cosignatureTime(new Uint8Array(71)), 'bad-signature');
    expectRefusal(() => cosignatureTime(new Uint8Array(72).fill(0xff)), 'bad-signature');
  });

  test('a cosignature from beyond 2^53 seconds is a wrong one', async () => {
    const line = formatSignatureLine({
      ...parseSignatureLine(COSIGNER_LINE),
      signature: new Uint8Array(72).fill(0xff),
    });
    await expectRejection(openNote(`${TEXT}\n${line}`, [cosignerVerifier]), 'bad-signature');
  });
});
