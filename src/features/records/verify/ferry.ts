import { ferrySealSchema, ferryType, maxSealBytes } from '#features/ferry/model.ts';
import { fail, holds, pass, step } from '../verify.ts';
import type { Finding, Step } from '../verify.ts';
import { kidOf, parseCompact, readStrict, sha256, Unreadable } from '../verify-parts.ts';
import { verifyPages } from './pages.ts';
import type { VerifiedPages } from './pages.ts';

const newline = 10;
const limits = { maxBytes: maxSealBytes, maxDepth: 4, maxValues: 1_000 };

/** A ferry file as its recipient decrypted it: pages under the seal of the sender's transport key, which covers every byte. */
export async function verifyFerry(file: Uint8Array, anchor: string): Promise<Pick<VerifiedPages, 'steps' | 'records'>> {
  const end = file.subarray(0, 2 * maxSealBytes).indexOf(newline);
  if (end < 0) throw new Unreadable('the file has no first line');
  const jws = new TextDecoder().decode(file.subarray(0, end));
  const content = new Uint8Array(file.subarray(end + 1));
  const found = await verifyPages(content, anchor);
  const steps: Step[] = [...found.steps, await step('ferry', () => checkSeal(jws, content, found))];
  return { steps, records: found.records };
}

async function checkSeal(jws: string, content: Uint8Array<ArrayBuffer>, found: VerifiedPages): Promise<Finding> {
  const compact = parseCompact(jws);
  const seal = readStrict(ferrySealSchema, compact.payload, 'seal', limits);
  const { alg, kid, typ } = compact.header;
  const { author, alliance } = found;
  if (!author || !alliance) return fail(String(kid), 'the directory of the sender cannot be read');
  if (alg !== 'Ed25519' || typ !== ferryType || Object.keys(compact.header).length !== 3)
    return fail(JSON.stringify(compact.header), `the header has to be exactly alg Ed25519, kid and typ ${ferryType}`);
  const key = author.keys.find((known) => known.kid === kid);
  if (key?.use !== 'transport' || (await kidOf(author.participant, key.publicKey)) !== kid)
    return fail(String(kid), `this is no transport key of ${author.participant}`);
  if (!(await holds(key.publicKey, compact))) return fail(kid, 'the signature does not fit the seal');
  if (seal.alliance !== alliance.id || seal.from !== author.participant)
    return fail(seal.from, `sealed by ${seal.from} of ${seal.alliance}, the pages are of ${author.participant}`);
  const digest = await sha256(content);
  if (digest !== seal.sha256) return fail(digest, `the seal is over content with ${seal.sha256}`);
  const places = seal.last === seal.after ? 'no places' : `places ${seal.after + 1} to ${seal.last}`;
  return pass(digest, `${places} of the feed of ${seal.from} for ${seal.to}, sealed ${seal.issuedAt}`);
}
