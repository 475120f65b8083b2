import { z } from 'zod';
import { fileLimits, proofFileSchema } from '../proof-model.ts';
import type { ProofFile } from '../proof-model.ts';
import { fail, readDocuments, step, verifyRecord } from '../verify.ts';
import type { Step } from '../verify.ts';
import { readStrict, Unreadable } from '../verify-parts.ts';
import { verifyChain } from './chain.ts';
import { verifyFerry } from './ferry.ts';
import { verifyPages } from './pages.ts';
import { verifyWitnesses } from './witnesses.ts';

/** What a file proves: `steps` about the file as a whole, and each record's own. */
export type FileReport = {
  kind: 'proof' | 'pages' | 'ferry' | 'unknown';
  proved: boolean;
  steps: Step[];
  /** `witnesses`: whether it is proof to third parties as well; not among the steps, for its absence breaks no link. */
  records: { ref: string; where: string; steps: Step[]; witnesses?: Step }[];
};

const jsonLimits = { maxBytes: fileLimits.maxProofBytes, maxDepth: 4, maxValues: 50_000 };
const encrypted = 'age-encryption.org/';
/** A compact JWS: a ferry file begins with its seal. */
const sealStart = 'eyJ';

/**
 * Checks a file of which nothing is believed, with the alliance's anchor alone: a proof of one record, or saved pages of a
 * feed. No network, no clock, no key of one's own. A file that cannot be read is a failed step, never an exception.
 */
export async function verifyFile(file: Uint8Array, anchor: string): Promise<FileReport> {
  try {
    return conclude(await verifyContent(file, anchor.trim()));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const steps = [await step('file', () => fail('', error.message))];
    return conclude({ kind: 'unknown', steps, records: [] });
  }
}

type Found = Omit<FileReport, 'proved'>;

const conclude = (found: Found): FileReport => {
  const steps = [
    ...found.steps,
    ...found.records.flatMap((record) => [...record.steps, ...(record.witnesses ? [record.witnesses] : [])]),
  ];
  return { ...found, proved: steps.length > 0 && steps.every(({ outcome }) => outcome !== 'fail') };
};

async function verifyContent(file: Uint8Array, anchor: string): Promise<Found> {
  if (file.length === 0) throw new Unreadable('the file is empty');
  if (file.length > fileLimits.maxPagesBytes)
    throw new Unreadable(`the file has over ${fileLimits.maxPagesBytes} bytes`);
  const start = new TextDecoder().decode(file.subarray(0, 256));
  if (start.startsWith(encrypted))
    throw new Unreadable('this file is encrypted to its recipient: only with the recipient’s key can it be checked');
  if (isProof(start)) return verifyProofFile(readStrict(proofFileSchema, file, 'proof', jsonLimits), anchor);
  if (start.startsWith(sealStart)) return { kind: 'ferry', ...(await verifyFerry(file, anchor)) };
  const { steps, records } = await verifyPages(file, anchor);
  return { kind: 'pages', steps, records };
}

/** A proof is one JSON value that names its format first; pages have one value in each line. */
const isProof = (start: string): boolean => /^\s*\{\s*"format"\s*:\s*"tamga-proof\//.test(start);

async function verifyProofFile(file: ProofFile, anchor: string): Promise<Found> {
  const { steps, alliance, underRoot } = await verifyChain(anchor, file.profiles);
  if (!alliance) return { kind: 'proof', steps, records: [] };
  const { format: _, ref, profiles, ...rest } = file;
  const proof = { ...rest, profile: profiles.at(-1)?.source ?? '' };
  const shown = { ref, digest: file.digest, body: file.body, facts: {} };
  const links = await verifyRecord(proof, { alliance, record: shown }, underRoot(readDocuments(proof)));
  const witnesses = await verifyWitnesses(proof, { alliance }, (given) => underRoot(readDocuments(given)));
  const record = { ref, where: `leaf ${file.index}`, steps: links, witnesses };
  if ((file.body === null) !== (file.bodyKey === null))
    record.steps.push(await step('file', () => fail('', 'content and its key come together or not at all')));
  return { kind: 'proof', steps, records: [record] };
}

/** What was typed as an anchor: 32 bytes in base64url, or the alliance id that ends in them. */
export const anchorSchema = z
  .string()
  .trim()
  .regex(/^([a-z][a-z0-9-]{1,15}#)?[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'not the digest of a first profile');
