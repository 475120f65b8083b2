import {
  aloneOnceMs,
  foldEmergency,
  isBefore,
  isEmergency,
  startOfEmergency,
  toEmergency,
} from '#features/approvals/actions.ts';
import type { Act, Emergency, EmergencyState } from '#features/approvals/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Deps, Envelope } from './model.ts';
import {
  findAround,
  findOwnConfirmations,
  findOwnSince,
  findAccepted,
  findSetAsideOf,
  readConfirmations,
  readSealsToConfirm,
  readSealsOfRefs,
} from './emergency-store.ts';
import type { IssuedRow, SealRow } from './emergency-store.ts';
import { approvalsOf, openEnvelope } from './seal.ts';

/** Why what one officer put into force is set aside: that officer did before, and nobody confirmed it. */
export const again = 'emergency-again';

/** Of these records, those that one person put into force: as the rules for their confirmation know them. What was set aside because nobody confirmed it, too. */
export async function readEmergencies(
  db: Db | Tx,
  { kinds }: Pick<Deps, 'kinds'>,
  refs: readonly string[],
): Promise<Map<string, Emergency>> {
  const seals = await readSealsToConfirm(db, refs, again);
  return new Map(
    seals.flatMap(({ ref, digest, jws }) => {
      const envelope = openEnvelope(jws);
      const act = toEmergency(envelope, digest, approvalsOf(jws), kinds.get(envelope.kind)?.approval);
      return act ? [[ref, act] as const] : [];
    }),
  );
}

/** What became of those among these records that one person put into force, as far as their confirmations are here. */
export async function foldEmergencies(
  { db, kinds, now }: Pick<Deps, 'kinds' | 'now'> & { db: Db | Tx },
  records: readonly { ref: string; kind: string }[],
): Promise<Map<string, EmergencyState>> {
  const asked = records.filter(({ kind }) => kinds.get(kind)?.approval?.emergency).map(({ ref }) => ref);
  const acts = (await readSealsOfRefs(db, asked))
    .filter(({ kind, jws }) => isEmergency(approvalsOf(jws), kinds.get(kind)?.approval))
    .map(({ jws }) => toAct(openEnvelope(jws)));
  const found = await readConfirmations(
    db,
    confirming(kinds),
    acts.map(({ ref }) => ref),
  );
  const confirmations = Map.groupBy(found, ({ about }) => about);
  const at = now();
  return new Map(
    acts.map((act) => {
      const own = (confirmations.get(act.ref) ?? []).map(({ jws }) => toAct(openEnvelope(jws)));
      return [act.ref, foldEmergency(act, own, at)];
    }),
  );
}

/** Whether a record is what one person put into force. */
export function isPutIntoForce({ kind }: Envelope, jws: string, { kinds }: Pick<Deps, 'kinds'>): boolean {
  const rule = kinds.get(kind)?.approval;
  return rule?.emergency === true && isEmergency(approvalsOf(jws), rule);
}

/** What the officer who put a record into force alone put into force so in the days around it, and nobody confirmed: nothing, where the record is confirmed itself. */
export async function readAlone(tx: Tx, deps: Pick<Deps, 'kinds' | 'now'>, envelope: Envelope): Promise<Act[]> {
  const confirmations = await readConfirmations(tx, confirming(deps.kinds), [envelope.ref]);
  const own = confirmations.map(({ jws }) => toAct(openEnvelope(jws)));
  if (foldEmergency(toAct(envelope), own, deps.now()).state === 'confirmed') return [];
  const around = await findAround(tx, envelope, aloneOnceMs);
  const states = await foldEmergencies({ ...deps, db: tx }, around);
  const acts = (await readSealsOfRefs(tx, [...states.keys()])).map(({ jws }) => toAct(openEnvelope(jws)));
  return acts.filter(
    ({ ref, officers }) => states.get(ref)?.state !== 'confirmed' && officers[0] === envelope.officers[0],
  );
}

/** Of what the same officer put into force alone, and nobody confirmed: what was let in here, and goes by this earlier one. */
export async function findAfter(tx: Tx, deps: Pick<Deps, 'kinds' | 'now'>, envelope: Envelope): Promise<number[]> {
  const alone = await readAlone(tx, deps, envelope);
  return findAccepted(
    tx,
    alone.filter((one) => isBefore(envelope, one)).map(({ ref }) => ref),
  );
}

/** How many acts are judged again at once: nobody but a changed node has more that were set aside. */
const mostAgain = 200;

/** What an author's officers put into force and was set aside here because they did before, the first first. */
export const findAgain = (tx: Tx, author: string): Promise<number[]> => findSetAsideOf(tx, author, again, mostAgain);

/** What one officer put into force and nobody confirmed yet: until when it stands, and which roles may confirm it. */
export type Unconfirmed = IssuedRow & { until: Date; by: string; roles: readonly string[] };

/** Such acts of an authority of this node, what lapses first first. `looked`: at so many of its acts of these kinds, `limit` at most. */
export async function listUnconfirmed(
  deps: Pick<Deps, 'db' | 'kinds' | 'now'>,
  author: string,
  limit: number,
): Promise<{ acts: Unconfirmed[]; looked: number }> {
  const kinds = [...deps.kinds.values()].filter(({ approval }) => approval?.emergency).map(({ kind }) => kind);
  const since = startOfEmergency(deps.now());
  const own = await findOwnSince(deps.db, { author, kinds, since, limit });
  const states = await foldEmergencies(deps, own);
  const known = await readEmergencies(deps.db, deps, [...states.keys()]);
  const acts = own.flatMap((row) => {
    const [state, act] = [states.get(row.ref), known.get(row.ref)];
    if (state?.state !== 'in-force' || !act) return [];
    const by = act.approvals[0]?.officer ?? '';
    return [{ ...row, until: new Date(state.until), by, roles: act.missing.roles.flat() }];
  });
  return { acts, looked: own.length };
}

export { holdEmergenciesOf } from './emergency-store.ts';

/** The seal of a record that counts here. */
export const readSealOf = async (db: Db | Tx, ref: string): Promise<SealRow | undefined> =>
  (await readSealsOfRefs(db, [ref]))[0];

/** Own records that confirm these: whoever is given the act is given them. */
export const findConfirming = (tx: Tx, { kinds }: Pick<Deps, 'kinds'>, refs: readonly string[]): Promise<string[]> =>
  findOwnConfirmations(tx, confirming(kinds), refs);

export const confirming = (kinds: Deps['kinds']): string[] =>
  [...kinds.values()].filter(({ confirms }) => confirms).map(({ kind }) => kind);

const toAct = ({ ref, author, officers, issuedAt }: Envelope): Act => ({ ref, author, officers, issuedAt });
