import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Self } from '#features/alliance/model.ts';
import { decryptBody } from '#features/records/at-rest.ts';
import type { BodyRow } from '#features/records/at-rest.ts';
import type { Db } from '#platform/db/db.ts';
import type { Envelope } from '#features/records/model.ts';
import { hold } from './breach.ts';
import { authorityOf } from './members.ts';
import { dayOf } from './world.ts';

/** A record as it was when it was first seen in a node's database. */
export type Entry = {
  id: number;
  ref: string;
  kind: string;
  participant: string;
  to: string | null;
  digest: string;
  jws: string;
  body: string | null;
  verdict: string;
  /** The rule that set it aside. */
  code: string | null;
  /** From whom it came; null for the node's own. */
  peer: string | null;
  envelope: Envelope;
};

/**
 * What a node's database says in records alone, read again and again as it grows. Who may have what follows from the
 * sealed releases and recalls here, in the order in which they were stored, and never from what the program made of them.
 */
export type Ledger = {
  code: string;
  byDigest: Map<string, Entry>;
  byRef: Map<string, Entry>;
  own: Entry[];
  /** By `<from> <audience>`, a participant or one authority: which records, as `<ref> <digest>`, a standing release lets go. */
  standing: Map<string, Set<string>>;
  /** What was ever let go to somebody. */
  everLetGo: Map<string, Set<string>>;
  last: number;
};

export const newLedger = (code: string): Ledger => ({
  code,
  byDigest: new Map(),
  byRef: new Map(),
  own: [],
  standing: new Map(),
  everLetGo: new Map(),
  last: 0,
});

type Row = Omit<Entry, 'digest' | 'envelope' | 'body'> & BodyRow;

/** Reads what is new, and gives it. */
export async function readOn(ledger: Ledger, db: Db, self: Self): Promise<Entry[]> {
  const { rows } = await sql<Row>`
    select r.id, r.ref, r.kind, r.participant, r.recipient as "to", r.digest, r.jws, r.body,
           r.wrapped_keys as "wrappedKeys", r.readers, r.verdict, r.code, a.peer
    from record r left join arrival a on a.record_id = r.id where r.id > ${ledger.last} order by r.id`.execute(db);
  return rows.map((row) => note(ledger, row, self));
}

function note(ledger: Ledger, { wrappedKeys, readers, ...row }: Row, self: Self): Entry {
  const digest = createHash('sha256').update(row.jws).digest('hex');
  hold(
    digest === row.digest.toString('hex'),
    'I2',
    () => `${row.ref} at ${ledger.code} has another digest than its bytes`,
  );
  const envelope = JSON.parse(Buffer.from(row.jws.split('.')[1] ?? '', 'base64url').toString()) as Envelope;
  const opened = decryptBody({ ...row, wrappedKeys, readers }, self);
  hold(opened.ok || row.body === null, 'I2', () => `the body of ${row.ref} at ${ledger.code} does not open`);
  const entry: Entry = { ...row, digest, envelope, body: opened.ok ? opened.body.toString() : null };
  ledger.last = entry.id;
  ledger.byDigest.set(digest, entry);
  if (!ledger.byRef.has(entry.ref)) ledger.byRef.set(entry.ref, entry);
  if (entry.verdict === 'own') ledger.own.push(entry);
  if (entry.verdict === 'own' || entry.verdict === 'accepted') follow(ledger, entry);
  return entry;
}

type Named = { records: { ref: string; digest: string }[]; authority?: string };

/** The records that a release or a recall names, as `<ref> <digest>`. */
export const namedBy = (entry: Pick<Entry, 'body'>): string[] =>
  (JSON.parse(entry.body ?? '{"records":[]}') as Named).records.map(({ ref, digest }) =>
    nameOf(ref, Buffer.from(digest, 'base64url').toString('hex')),
  );

export const nameOf = (ref: string, digest: string): string => `${ref} ${digest}`;

function follow(ledger: Ledger, entry: Entry): void {
  if (entry.kind !== 'release' && entry.kind !== 'recall') return;
  const pair = (audience: string | null): string => `${entry.participant} ${audience ?? ''}`;
  const audience = entry.kind === 'release' ? (audienceOf(entry) ?? entry.to) : entry.to;
  for (const name of namedBy(entry)) {
    // A recall is from a whole participant.
    if (entry.kind === 'recall')
      for (const one of audiencesAt(entry.to ?? '')) setAt(ledger.standing, pair(one)).delete(name);
    else {
      setAt(ledger.standing, pair(audience)).add(name);
      setAt(ledger.everLetGo, pair(audience)).add(name);
    }
  }
}

/** The one authority for which a release is meant. */
const audienceOf = ({ body }: Entry): string | undefined => (JSON.parse(body ?? '{}') as Partial<Named>).authority;
const audiencesAt = (participant: string): string[] => [participant, authorityOf(participant)];

function setAt(sets: Map<string, Set<string>>, key: string): Set<string> {
  const found = sets.get(key) ?? new Set<string>();
  sets.set(key, found);
  return found;
}

type Naming = Pick<Entry, 'ref' | 'digest'>;

/** Whether a release to exactly this audience stands: the whole participant, or one authority. */
export const isLetGoTo = (ledger: Ledger, from: string, audience: string, { ref, digest }: Naming): boolean =>
  ledger.standing.get(`${from} ${audience}`)?.has(nameOf(ref, digest)) ?? false;

/** Whether anybody at a participant may have it. */
export const isLetGo = (ledger: Ledger, from: string, to: string, entry: Naming): boolean =>
  audiencesAt(to).some((audience) => isLetGoTo(ledger, from, audience, entry));

export const wasLetGo = (ledger: Ledger, from: string, to: string, { ref, digest }: Naming): boolean =>
  audiencesAt(to).some((audience) => ledger.everLetGo.get(`${from} ${audience}`)?.has(nameOf(ref, digest)));

export const isControl = (entry: Pick<Entry, 'kind'>): boolean =>
  ['release', 'recall', 'receipt', 'refusal'].includes(entry.kind);

/** Whose retention ends while a world lasts. */
export const isShort = ({ envelope }: Pick<Entry, 'envelope'>): boolean => (envelope.retainUntil ?? '9') < '2031';
export const isOver = ({ envelope }: Pick<Entry, 'envelope'>, now: Date): boolean =>
  (envelope.retainUntil ?? '9') < dayOf(now);

/** What a node says of itself is no officer's to let go. */
export const isAccount = ({ kind }: Pick<Entry, 'kind'>): boolean =>
  kind.startsWith('gate.') || kind.startsWith('audit.');

export const ownContent = (ledger: Ledger): Entry[] =>
  ledger.own.filter((entry) => !isControl(entry) && !isAccount(entry));
