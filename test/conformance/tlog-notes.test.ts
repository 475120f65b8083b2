import {
  cosignatureTime,
  createVerifier,
  decodeBase64,
  formatNote,
  formatVerifierKey,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signNote,
} from '@tamga/log';
import type { LogErrorCode, Signer } from '@tamga/log';
import { describe, expect } from 'vitest';
import { corpusTest } from './corpora.ts';
import { judge, misjudged, readJson } from './tlog-corpus.ts';
import type { Entry } from './tlog-corpus.ts';

describe('signed notes of golang/mod, C2SP and transparency-dev/formats', () => {
  type Key = { vkey: string; type: number; name: string; key_id: string; public_key_b64: string };
  type Opening = { name: string; ok: boolean; note_b64: string; vkeys: string[]; text?: string; error?: string } & {
    verified?: string[];
    unverified?: string[];
    unverified_count?: number;
  };
  type Notes = {
    sign: { text: string; signature_line: string }[];
    bad_sign: { text?: string; name?: string; why: string }[];
    good_vkeys: Key[];
    bad_vkeys: string[];
    doubtful_vkeys: { vkey: string }[];
    open: Opening[];
  };
  const read = (folder: string): Notes => readJson(folder, 'signed-note.json') as Notes;
  const codes: Record<string, LogErrorCode[]> = {
    malformed: ['bad-note', 'too-large'],
    unverified: ['unverified'],
    'invalid signature': ['bad-signature'],
    'ambiguous key': ['ambiguous-key'],
  };

  corpusTest('tlog', 'good verifier keys are read and written', (folder) => {
    for (const { vkey, type, name, key_id, public_key_b64 } of read(folder).good_vkeys) {
      const key = parseVerifierKey(vkey);
      expect(key).toEqual({ name, keyId: key_id, type, publicKey: decodeBase64(public_key_b64) });
      expect(formatVerifierKey(key)).toBe(vkey);
    }
  });

  corpusTest('tlog', 'bad and doubtful verifier keys are refused', async (folder) => {
    const { bad_vkeys, doubtful_vkeys } = read(folder);
    const keys = [...bad_vkeys, ...doubtful_vkeys.map(({ vkey }) => vkey)].map((name) => ({ name }));
    expect(keys).toHaveLength(206);
    expect(
      await misjudged(
        keys,
        () => false,
        ({ name }) => parseVerifierKey(name),
      ),
    ).toEqual([]);
  });

  corpusTest('tlog', 'each note opens, or is refused for the reason given', async (folder) => {
    const notes = read(folder).open;
    expect(notes).toHaveLength(32);
    for (const { name, ok, note_b64, vkeys, text, error, verified, unverified, unverified_count } of notes) {
      const open = async () => openNote(decodeBase64(note_b64), vkeys.map(createVerifier));
      if (!ok) {
        expect(codes[error ?? ''], name).toContain(await judge(open));
        continue;
      }
      const opened = await open();
      if (text !== undefined) expect(opened.text, name).toBe(text);
      expect(
        opened.verified.map((line) => line.name),
        name,
      ).toEqual(verified);
      if (unverified)
        expect(
          opened.unverified.map((line) => line.name),
          name,
        ).toEqual(unverified);
      if (unverified_count !== undefined) expect(opened.unverified, name).toHaveLength(unverified_count);
      if (!name.startsWith('duplicated'))
        expect(formatNote(parseNote(decodeBase64(note_b64))), name).toBe(decodeText(note_b64));
    }
  });

  corpusTest('tlog', 'a signature that Go made is written as the line that Go wrote', async (folder) => {
    const [{ text, signature_line }] = read(folder).sign as [{ text: string; signature_line: string }];
    const { signatures } = parseNote(`${text}\n${signature_line}`);
    const [line] = signatures;
    const signer = { ...line!, type: 1, sign: () => line!.signature } as Signer;
    expect(await signNote(text, [signer])).toBe(`${text}\n${signature_line}`);
    for (const bad of read(folder).bad_sign) {
      const badSigner = { ...signer, name: bad.name ?? signer.name };
      expect(await judge(async () => signNote(bad.text ?? text, [badSigner])), bad.why).toBe('bad-note');
    }
  });
});

describe('checkpoints of transparency-dev/formats', () => {
  type Body = Entry & { text: string; origin: string; size: string; rest?: string; c2sp?: string };
  type Signed = Entry & {
    note_b64: string;
    expected_origin: string;
    log_vkey: string;
    other_vkeys: string[];
    verified_signatures: number;
  };
  type Checkpoints = { signed: Signed[]; body: Body[] };

  corpusTest('tlog', 'texts are read as C2SP says; sizes over 2^53 - 1 are refused', async (folder) => {
    const { body } = readJson(folder, 'checkpoints.json') as Checkpoints;
    expect(body).toHaveLength(24);
    for (const { name, ok, text, origin, size, rest = '', c2sp } of body) {
      const verdict = await judge(() => parseCheckpoint(text));
      if (!ok || c2sp !== undefined) expect(verdict, name).toMatch(/^bad-(checkpoint|size)$/);
      else if (!Number.isSafeInteger(Number(size))) expect(verdict, name).toBe('bad-size');
      else
        expect(parseCheckpoint(text), name).toMatchObject({
          origin,
          size: Number(size),
          extensions: rest ? [rest] : [],
        });
    }
  });

  corpusTest('tlog', 'signed checkpoints open with the log’s signature and origin', async (folder) => {
    const { signed } = readJson(folder, 'checkpoints.json') as Checkpoints;
    expect(signed).toHaveLength(13);
    for (const { name, ok, note_b64, expected_origin, log_vkey, other_vkeys, verified_signatures, ...rest } of signed) {
      const [log, others] = [createVerifier(log_vkey), other_vkeys.map(createVerifier)];
      const verdict = await judge(async () => openCheckpoint(decodeBase64(note_b64), expected_origin, log, others));
      // The made-up checkpoints have roots of 6 bytes: their signatures count, their text is refused.
      const isReal = 'root' in rest;
      if (ok) expect(verdict, name).toBe(isReal ? 'accepted' : 'bad-checkpoint');
      else expect(verdict, name).not.toBe('accepted');
      if (!verified_signatures) continue;
      expect((await openNote(decodeBase64(note_b64), [log, ...others])).verified, name).toHaveLength(
        verified_signatures,
      );
    }
  });
});

describe('cosignatures of C2SP and transparency-dev/formats', () => {
  type Cosigned = Entry & {
    note_b64: string;
    log_vkey: string;
    cosigner_vkeys: string[];
    timestamps?: Record<string, number>;
  };
  type Cosignatures = {
    cases: Cosigned[];
    timestamps: { signature: string; ok: boolean; time?: number }[];
    c2sp_example: { note_b64: string };
  };

  corpusTest('tlog', 'cosignatures verify with their times, changed ones are refused', async (folder) => {
    const { cases } = readJson(folder, 'cosignature.json') as Cosignatures;
    expect(cases).toHaveLength(8);
    for (const { name, ok, note_b64, log_vkey, cosigner_vkeys, timestamps } of cases) {
      const note = decodeBase64(note_b64);
      const open = async () =>
        openCheckpoint(note, 'example.com/log/testdata', createVerifier(log_vkey), cosigner_vkeys.map(createVerifier));
      if (!ok) {
        expect(await judge(open), name).toBe('bad-signature');
        continue;
      }
      const { verified } = await open();
      const times = verified.flatMap((line) =>
        line.timestampSeconds === undefined ? [] : [[line.name, line.timestampSeconds]],
      );
      expect(Object.fromEntries(times), name).toEqual(timestamps);
    }
  });

  corpusTest('tlog', 'the time is read from a cosignature, or refused', async (folder) => {
    const { timestamps, c2sp_example } = readJson(folder, 'cosignature.json') as Cosignatures;
    for (const { signature, ok, time } of timestamps) {
      const read = () => cosignatureTime(decodeBase64(signature).slice(4));
      if (ok) expect(read()).toBe(time);
      else expect(await judge(read)).not.toBe('accepted');
    }
    const { text, signatures } = parseNote(decodeBase64(c2sp_example.note_b64));
    expect(parseCheckpoint(text)).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(cosignatureTime(signatures[1]!.signature)).toBe(1_679_315_147);
  });
});

function decodeText(base64: string): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decodeBase64(base64));
}
