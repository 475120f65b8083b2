import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { proofFileSchema } from './proof-model.ts';
import { openEnvelope } from './seal.ts';
import type { Step } from './verify.ts';
import type { FileReport } from './verify/file.ts';

type Checked = { report: FileReport; bytes: Uint8Array };
export type BlobReport = { file: string; proved: boolean; ref: string | null; step: Step };

/**
 * Holds a file, in the clear, against the envelopes of the records that proof files prove: one of them has to name its hash and length.
 * Errors: malformed, where it cannot be read.
 */
export async function verifyBlob(file: string, proofs: readonly Checked[]): Promise<BlobReport> {
  const { sha256, size } = await measureFile(file);
  const named = proofs.filter(({ report }) => report.kind === 'proof' && report.proved).map(readNamed);
  const found = named.find(({ blobs }) => blobs.some((blob) => blob.sha256 === sha256 && blob.size === size));
  const why = found ? `${size} bytes, as ${found.ref} names them` : `no record that is proved here names these bytes`;
  const step: Step = { name: 'blob', outcome: found ? 'pass' : 'fail', value: sha256, why };
  return { file, proved: found !== undefined, ref: found?.ref ?? null, step };
}

/** Its proof holds, so its envelope is what was sealed. */
function readNamed({ bytes }: Checked) {
  const { ref, jws } = proofFileSchema.parse(JSON.parse(Buffer.from(bytes).toString()));
  return { ref, blobs: openEnvelope(jws).blobs ?? [] };
}

async function measureFile(path: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
    }
  } catch (cause) {
    throw new TamgaError('malformed', `${path}: ${messageOf(cause)}`, { cause });
  }
  return { sha256: hash.digest('base64url'), size };
}
