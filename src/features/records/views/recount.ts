import { z } from 'zod';
import { ApiProblem, request, requestAll, query } from '#web/http.ts';
import { countRefusals } from '#features/gates/model.ts';
import { verifyRecord } from '../verify.ts';
import { fetchProof, fetchTrust, recordSummarySchema } from './api.ts';
import type { RecordSummary } from './api.ts';

/** What a node says that it owes to oversight, of each kind. */
export const fetchFigures = () =>
  request(
    z.object({ owed: z.array(z.object({ to: z.string(), kind: z.string(), owed: z.number().nullable() })) }),
    '/api/oversight',
  );

/** The newest figure of a kind; null where the node has none. */
const fetchFigure = async (kind: string): Promise<number | null> =>
  (await fetchFigures()).owed.find((one) => one.kind === kind)?.owed ?? null;

export type Counted = {
  /** What the node says when the count begins: an account may have been sealed since the page was opened. */
  figure: number | null;
  /** Records whose seal holds and that stand in the log, each at a place of its own. */
  proved: number;
  broken: { ref: string; step: string }[];
  /** What accounts of the gates say in all: refusals by the rule's code, and decisions about what was set aside. Null for other kinds. */
  refusals: { refused: Map<string, number>; decided: number } | null;
};

const blocksSchema = z.object({
  blocks: z.array(z.object({ code: z.string(), count: z.number(), decision: z.object({}).exactOptional() })),
});
const atOnce = 4;

/** Fetches every record of a kind that this node sealed, proves each in this browser, and counts. `onStep`: how many of how many. */
export async function recount(kind: string, onStep: (done: number, of: number) => void): Promise<Counted> {
  const [{ items }, { alliance }, figure] = await Promise.all([
    requestAll(recordSummarySchema, `/api/records${query({ kind, verdict: 'own' })}`),
    fetchTrust(),
    fetchFigure(kind),
  ]);
  const places = new Set<number>();
  const blocks: z.infer<typeof blocksSchema>['blocks'] = [];
  const counted: Counted = { figure, proved: 0, broken: [], refusals: null };
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
    if (kind === 'gate.block' && proof.body !== null) blocks.push(...readBlocks(proof.body));
    onStep(++done, items.length);
  };
  const work = async (): Promise<void> => {
    for (let next = items[begun++]; next; next = items[begun++]) await prove(next);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { ...counted, refusals: kind === 'gate.block' ? countRefusals(blocks) : null };
}

type Provable = Pick<RecordSummary, 'ref' | 'kind' | 'author' | 'issuedAt'>;

/**
 * Proves these records in this browser, a few at a time. `step`: what failed; null where the node has no proof of it yet. `onDone`: how
 * many were looked at.
 */
export async function proveAll(
  records: readonly Provable[],
  onDone: (done: number) => void,
): Promise<{ proved: string[]; broken: { ref: string; step: string | null }[] }> {
  const { alliance } = await fetchTrust();
  const proved: string[] = [];
  const broken: { ref: string; step: string | null }[] = [];
  let begun = 0;
  const prove = async ({ ref, ...facts }: Provable): Promise<void> => {
    const proof = await fetchProof(ref).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.status === 404) return null;
      throw error;
    });
    if (proof === null) broken.push({ ref, step: null });
    else {
      const record = { ref, digest: proof.digest, body: proof.body, facts: factsOf(facts) };
      const failed = (await verifyRecord(proof, { alliance, record })).find(({ outcome }) => outcome === 'fail');
      if (failed) broken.push({ ref, step: failed.name });
      else proved.push(ref);
    }
    onDone(proved.length + broken.length);
  };
  const work = async (): Promise<void> => {
    for (let next = records[begun++]; next; next = records[begun++]) await prove(next);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { proved, broken };
}

const factsOf = ({ kind, author, issuedAt }: Omit<Provable, 'ref'>) => ({ kind, author, issuedAt });

const readBlocks = (body: string) => blocksSchema.parse(JSON.parse(body)).blocks;
