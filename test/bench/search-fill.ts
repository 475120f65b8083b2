import { sql } from 'kysely';
import { insertObjects } from '#features/threats/store.ts';
import type { ThreatRow } from '#features/threats/store.ts';
import { transaction } from '#platform/db/db.ts';
import type { Db } from '#platform/db/db.ts';

const perBatch = 10_000;

/** Numbers that look drawn and are the same in every run (mulberry32). */
export function createDraw(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A place among so many, the first ones by far the most often, as words are in texts (Zipf, s = 1). */
const zipf = (draw: () => number, count: number): number => Math.floor(count ** draw()) - 1;

const pairs = (consonants: string, vowels: string): string[] =>
  [...consonants].flatMap((consonant) => [...vowels].map((vowel) => consonant + vowel));
const syllables = pairs('ktsnrlmpdbgvfhzcw', 'aeiou');
const слоги = pairs('ктснрлмпдбгвфхзч', 'аеиоу');

/**
 * The n-th word of a made-up language: short words are the frequent ones, and about as many words begin alike as in English.
 */
function wordIn(parts: readonly string[], n: number): string {
  let word = '';
  for (let rest = n + 1; rest > 0; rest = Math.floor(rest / parts.length))
    word = `${parts[rest % parts.length]}${word}`;
  return word;
}

export const english = (n: number): string => wordIn(syllables, n);
export const russian = (n: number): string => wordIn(слоги, n);
export const chinese = (n: number): string => String.fromCodePoint(0x4e00 + n * 5);

const types = [
  ...Array.from({ length: 11 }, () => 'indicator'),
  ...Array.from({ length: 5 }, () => 'relationship'),
  'malware',
  'attack-pattern',
  'campaign',
  'observed-data',
];
const members = ['xa', 'xa', 'xa', 'xb', 'xb', 'xc', 'xd', 'xe'];
const tlps = ['GREEN', 'GREEN', 'GREEN', 'AMBER', 'AMBER', 'CLEAR', 'AMBER+STRICT', 'RED'];
const phases = Array.from({ length: 14 }, (_, n) => `kill-chain:phase-${n}`);

/** A made-up object: nine in ten in English, the others in Russian and Chinese, with as many words as such objects have. */
export function makeRow(recordId: number, draw: () => number): ThreatRow {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;
  const type = pick(types);
  const language = draw();
  const text = (count: number): string => {
    if (language < 0.06) return Array.from({ length: count * 2 }, () => chinese(zipf(draw, 3_000))).join('');
    const [of, size] = language < 0.13 ? [russian, 40_000] : [english, 120_000];
    return Array.from({ length: count }, () => of(zipf(draw, size))).join(' ');
  };
  const name = text(1 + Math.floor(draw() * 3));
  const isRelation = type === 'relationship';
  const day = Date.UTC(2025, 0, 1) + Math.floor(draw() * 5 * 365) * 86_400_000;
  const at = new Date(day).toISOString();
  // One in fifty is a later version of an object that was there before.
  const object = draw() < 0.02 ? Math.floor(draw() * recordId) : recordId;
  const isSeen = type === 'observed-data' || type === 'campaign';
  return {
    recordId,
    objectId: `${type}--${object.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
    type,
    name,
    created: at,
    modified: at,
    version: at,
    revoked: false,
    contentDigest: String(recordId).padStart(43, '0'),
    participant: pick(members),
    found: {
      tlp: pick(tlps),
      base: draw() < 0.9 ? 'unclassified' : 'confidential',
      ownMarking: draw() < 0.3 ? pick(tlps) : null,
      labels: [...new Set(Array.from({ length: Math.floor(draw() * 4) }, () => `label:${english(zipf(draw, 500))}`))],
      phases: isRelation || draw() < 0.5 ? [] : [pick(phases)],
      seenFrom: isSeen ? at : null,
      seenTo: isSeen ? new Date(day + 3 * 86_400_000).toISOString() : null,
      text: `${name}\n${text(8 + Math.floor(draw() ** 3 * 120))}`,
      ranked: isRelation ? null : name,
    },
  };
}

/** Fills a database with made-up objects, by the projection's own insert; the index of lexemes is made at the end. */
export async function fillObjects(db: Db, count: number, draw: () => number): Promise<void> {
  await transaction(db, async (tx) => {
    await sql`insert into record (ref, digest, jws, kind, participant, author, issued_at, realm, verdict, stored_at)
      select 'xa/' || uuidv7(), sha256(n::text::bytea), repeat('x', 600), 'threat.object', 'xa', 'xa/cyber', now(), 'live', 'own', now()
      from generate_series(1, ${count}::int) n`.execute(tx);
    const { rows } = await sql<{ definition: string }>`
      select indexdef as definition from pg_indexes where indexname = 'threat_object_search'`.execute(tx);
    await sql`drop index threat_object_search`.execute(tx);
    for (let from = 1; from <= count; from += perBatch) {
      const size = Math.min(perBatch, count - from + 1);
      await insertObjects(
        tx,
        Array.from({ length: size }, (_, i) => makeRow(from + i, draw)),
      );
    }
    await sql.raw(rows[0]?.definition ?? '').execute(tx);
  });
  await sql`vacuum (analyze)`.execute(db);
}
