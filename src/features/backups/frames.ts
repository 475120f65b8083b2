import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { PassThrough } from 'node:stream';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { equalBytes } from '#platform/bytes.ts';

/** A part of a backup: one letter that says what it is, and its bytes. */
export type Frame = { type: string; bytes: Buffer };

/** A row may hold a body of 4 MiB, which COPY writes as twice as many characters. */
const maxFrameBytes = 64 * 1024 * 1024;
const letters = /^[HFKTDEBCZ]$/;

/** Letter, length (4 bytes, big-endian), bytes. */
function encodeFrame({ type, bytes }: Frame): Buffer {
  const start = Buffer.alloc(5);
  start.write(type, 'latin1');
  start.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([start, bytes]);
}

/** The parts as bytes, and behind them Z with the SHA-256 of all before it. */
export async function* encodeFrames(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer, void> {
  const hash = createHash('sha256');
  for await (const frame of frames) {
    const bytes = encodeFrame(frame);
    hash.update(bytes);
    yield bytes;
  }
  yield encodeFrame({ type: 'Z', bytes: hash.digest() });
}

/** The parts of a backup in their order. It ends well only where the checksum holds and nothing stands behind it. Errors: malformed. */
export async function* readFrames(file: string): AsyncGenerator<Frame, void> {
  const bad = (why: string, cause?: unknown): TamgaError =>
    new TamgaError('malformed', `${file} is damaged or no backup: ${why}`, { cause });
  const plain = new PassThrough();
  const unpacking = pipeline(createReadStream(file), createGunzip({ chunkSize: 1024 * 1024 }), plain).catch(() => {});
  const hash = createHash('sha256');
  let rest: Buffer = Buffer.alloc(0);
  let isDone = false;
  try {
    for await (const chunk of plain) {
      if (isDone) throw bad('something stands behind its end');
      rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      for (let frame = takeFrame(rest, bad); frame; frame = takeFrame(rest, bad)) {
        rest = rest.subarray(5 + frame.bytes.length);
        if (frame.type !== 'Z') {
          hash.update(encodeFrame(frame));
          yield frame;
          continue;
        }
        if (!equalBytes(hash.digest(), frame.bytes)) throw bad('the checksum does not fit');
        isDone = true;
        if (rest.length > 0) throw bad('something stands behind its end');
        break;
      }
    }
    if (!isDone) throw bad('it breaks off');
  } catch (error) {
    throw error instanceof TamgaError ? error : bad(messageOf(error), error);
  } finally {
    plain.destroy();
    await unpacking;
  }
}

function takeFrame(bytes: Buffer, bad: (why: string) => TamgaError): Frame | undefined {
  if (bytes.length < 5) return undefined;
  const type = bytes.toString('latin1', 0, 1);
  if (!letters.test(type)) throw bad('it has a part of an unknown sort');
  const length = bytes.readUInt32BE(1);
  if (length > maxFrameBytes) throw bad('a part is too large');
  return bytes.length < 5 + length ? undefined : { type, bytes: bytes.subarray(5, 5 + length) };
}
