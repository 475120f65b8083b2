import { z } from 'zod';
import { request, requestAll, query } from '#web/http.ts';
import { verifyRecord } from '../verify.ts';
import { fetchProof, fetchTrust, recordSummarySchema } from './api.ts';
import type { RecordSummary } from './api.ts';

/** What a node says that it owes to oversight, of each kind. */
export const fetchFigures = () =>
  request(
    z.object({ owed: z.array(z.object({ to: z.string(), kind: z.string(), owed: z.number().nullable() })) }),
    '/api/oversight',
  );

export type Counted = {
  /** Records whose seal holds and that stand in the log, each at a place of its own. */
  proved: number;
  broken: { ref: string; step: string }[];
  /** What accounts of the gates say in all: by the gate's code. Null for other kinds. */
  refusals: Map<string, number> | null;
};

const blocksSchema = z.object({ blocks: z.array(z.object({ code: z.string(), count: z.number() })) });
const atOnce = 4;

/** Fetches every record of a kind that this node sealed, proves each in this browser, and counts. `onStep`: how many of how many. */
export async function recount(kind: string, onStep: (done: number, of: number) => void): Promise<Counted> {
  const [{ items }, { alliance }] = await Promise.all([
    requestAll(recordSummarySchema, `/api/records${query({ kind, verdict: 'own' })}`),
    fetchTrust(),
  ]);
  const places = new Set<number>();
  const counted: Counted = { proved: 0, broken: [], refusals: kind === 'gate.block' ? new Map() : null };
  let begun = 0;
  let done = 0;
  const prove = async ({ ref, kind: shown, author, issuedAt }: RecordSummary): Promise<void> => {
    const proof = await fetchProof(ref);
    const record = { ref, digest: proof.digest, body: proof.body, facts: { kind: shown, author, issuedAt } };
    const failed = (await verifyRecord(proof, { alliance, record })).find(({ outcome }) => outcome === 'fail');
    if (failed) counted.broken.push({ ref, step: failed.name });
    else if (places.has(proof.index)) counted.broken.push({ ref, step: 'log' });
    else counted.proved++;
    places.add(proof.index);
    if (counted.refusals && proof.body !== null) addBlocks(counted.refusals, proof.body);
    onStep(++done, items.length);
  };
  const work = async (): Promise<void> => {
    for (let next = items[begun++]; next; next = items[begun++]) await prove(next);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return counted;
}

function addBlocks(refusals: Map<string, number>, body: string): void {
  for (const { code, count } of blocksSchema.parse(JSON.parse(body)).blocks)
    refusals.set(code, (refusals.get(code) ?? 0) + count);
}
