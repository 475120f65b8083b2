import { sql } from 'kysely';
import { createProofs } from '#features/log/actions.ts';
import { openEnvelope, rebuildProjections } from '#features/records/actions.ts';
import { readProof } from '#features/records/read.ts';
import { verifyRecord } from '#features/records/verify.ts';
import { transaction } from '#platform/db/db.ts';
import { readOpened } from '../bodies.ts';
import { hold } from './breach.ts';
import { checkEnemy } from './finish-enemy.ts';
import { checkDues, checkFeeds, checkReceipts } from './finish-exchange.ts';
import { isControl, isLetGo, isOver, isShort, ownContent, wasLetGo } from './ledger.ts';
import { checkLeaves, checkOrder } from './log-view.ts';
import { checkPapers } from './papers.ts';
import { mayHave } from './served.ts';
import { authorityOf, keepers, lastDayOf, overseer } from './members.ts';
import { at, nowAt } from './world.ts';
import type { SimNode, World } from './world.ts';
import { readerOf } from '../viewer.ts';

/** All laws, of a world in which nothing moves any more. */
export async function checkWorld(world: World): Promise<void> {
  const nodes = [...world.nodes.values()];
  for (const node of nodes) {
    await checkKept(node);
    await checkWaiting(node);
    await checkLeaves(node.log, node.code, node.db);
  }
  checkOrder(nodes.map(({ log }) => log));
  await checkContent(world, nodes);
  await checkFeeds(nodes);
  await checkPapers(world);
  checkReceipts(nodes);
  checkDues(at(world, overseer), nodes);
  await checkEnemy(world, nodes);
  for (const node of nodes) {
    await checkProofs(node);
    await checkRebuilt(node);
  }
}

/** I2 and I6: what was confirmed is there, and no row says anything else than it did. */
async function checkKept({ code, db, ledger, said }: SimNode): Promise<void> {
  const own = new Set(ledger.own.map(({ ref }) => ref));
  for (const ref of said) hold(own.has(ref), 'I6', () => `${ref} was confirmed at ${code}, and is lost`);
  const { rows } = await sql<{ id: number; jws: string }>`select id, jws from record order by id`.execute(db);
  const seen = [...ledger.byDigest.values()].toSorted((a, b) => a.id - b.id);
  hold(rows.length === seen.length, 'I6', () => `${code} lost records`);
  for (const [i, row] of rows.entries())
    hold(
      row.jws === seen[i]?.jws && row.id === seen[i].id,
      'I2',
      () => `record ${row.id} at ${code} was written again`,
    );
}

/** I6: who still waits, waits for what is not here. */
async function checkWaiting({ code, db }: SimNode): Promise<void> {
  const { rows } = await sql<{ ref: string; jws: string; verdict: string }>`
    select ref, jws, verdict from record where code is distinct from 'ref-conflict'`.execute(db);
  const verdicts = new Map(rows.map((row) => [row.ref, row.verdict]));
  for (const { ref, jws, verdict } of rows) {
    if (verdict !== 'waiting') continue;
    const { replaces, case: root } = openEnvelope(jws);
    const isMissing = [replaces, root].some(
      (one) => one !== undefined && one !== ref && !['own', 'accepted'].includes(verdicts.get(one) ?? ''),
    );
    hold(isMissing, 'I6', () => `${ref} at ${code} waits, and all that it needs is here`);
  }
}

/** I1, I5 and I6: content is where standing releases say, whole and nowhere else, down to the last table. */
async function checkContent(world: World, nodes: readonly SimNode[]): Promise<void> {
  for (const to of nodes) {
    const withheld = await withheldAt(to);
    const dump = await dumpOf(to, withheld);
    const readable = new Set<string>();
    const gone = new Map<string, string>();
    const rows = (await readOpened(to.db, to.node.deps.self)).filter(({ ref }) => !ref.startsWith(`${to.code}/`));
    const held = new Map(rows.map((row) => [row.digest.toString('hex'), row]));
    for (const from of nodes.filter((node) => node !== to))
      for (const entry of ownContent(from.ledger)) {
        const row = held.get(entry.digest);
        const stands = isLetGo(from.ledger, from.code, to.code, entry);
        const where = `${entry.ref} at ${to.code}`;
        const everGiven = wasLetGo(from.ledger, from.code, to.code, entry);
        if (row) hold(everGiven, 'I1', () => `${where} was never let go`);
        const isKept = withheld.has(entry.digest);
        if (row?.body) hold(stands || isKept, 'I5', () => `${where} was taken back, and can be read`);
        if (row?.body) hold(row.body.toString() === entry.body, 'I2', () => `${where} has another body`);
        // What a leaver had let go is taken only while it was a participant; by when it was fetched, no clock here knows.
        if (
          stands &&
          !isShort(entry) &&
          !from.parted.has(to.code) &&
          lastDayOf[from.code] === undefined &&
          mayHave(entry, to.code, nowAt(world, from.code))
        )
          hold(row?.body != null, 'I6', () => `${where} was let go, and is not there`);
        for (const word of wordsOf(entry.body)) {
          if (row?.body && !isKept) readable.add(word);
          else gone.set(word, where);
        }
      }
    for (const [word, where] of gone)
      hold(readable.has(word) || !holds(dump, word), 'I5', () => `${where}: its content still stands in the database`);
  }
}

/** When all retention and every hold is over: nothing of it is anywhere, own or received, and nothing is withheld any more. */
export async function checkOver(world: World): Promise<void> {
  for (const node of world.nodes.values()) {
    const withheld = await withheldAt(node);
    hold(withheld.size === 0, 'I5', () => `${node.code} keeps what was taken back after its holds`);
    const dump = await dumpOf(node, withheld);
    const left = await sql<{ digest: string }>`
      select encode(digest, 'hex') as digest from record where body is not null`.execute(node.db);
    const there = new Set(left.rows.map(({ digest }) => digest));
    const now = nowAt(world, node.code);
    for (const entry of [...node.ledger.byDigest.values()].filter((one) => isOver(one, now))) {
      const where = `${entry.ref} at ${node.code}`;
      hold(!there.has(entry.digest), 'I5', () => `the retention of ${where} is over, and it is kept`);
      const word = wordsOf(entry.body).find((one) => holds(dump, one));
      hold(word === undefined, 'I5', () => `the retention of ${where} is over: ${word} still stands in the database`);
    }
  }
}

const wordsOf = (body: string | null): string[] => body?.match(/zq\w+q/g) ?? [];

/** Whether a text stands anywhere in a dump, in letters or inside bytes. */
const holds = (dump: string, text: string): boolean =>
  dump.includes(text) || dump.includes(Buffer.from(text).toString('hex'));

/** What is taken back and held under national law, by digest. */
async function withheldAt({ db }: SimNode): Promise<Set<string>> {
  const { rows } = await sql<{ digest: string }>`
    select encode(digest, 'hex') as digest from record where withheld_at is not null`.execute(db);
  return new Set(rows.map(({ digest }) => digest));
}

/** Every row of every table as text, and every body that somebody here may read. */
async function dumpOf({ db, node }: SimNode, withheld: ReadonlySet<string>): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
    db,
  );
  const opened = (await readOpened(db, node.deps.self)).filter(({ digest }) => !withheld.has(digest.toString('hex')));
  const texts = opened.map(({ body }) => body?.toString() ?? '');
  for (const { name } of tables) {
    const { rows } = await sql<{
      text: string | null;
    }>`select string_agg(t::text, E'\n') as text from ${sql.table(name)} t`.execute(db);
    texts.push(rows[0]?.text ?? '');
  }
  return texts.join('\n');
}

const proofsPerNode = 24;

/** I2: a third party verifies what a holder has, whether the content is there or not. */
async function checkProofs(holder: SimNode): Promise<void> {
  const { code, node, db, ledger } = holder;
  const withheld = await withheldAt(holder);
  const { alliance } = node.deps.self;
  const context = { id: alliance.id, profile: alliance.profile.number, digest: alliance.profileDigest };
  const deps = { ...node.deps, db, proofs: createProofs(db) };
  const entries = [...ledger.byRef.values()].filter(({ verdict }) => verdict !== 'quarantined');
  const held = await readOpened(db, node.deps.self);
  const stride = Math.max(1, Math.floor(entries.length / proofsPerNode));
  for (const { ref, kind } of entries.filter((_, i) => i % stride === 0)) {
    const rows = held.filter((record) => record.ref === ref);
    if (rows.length !== 1) continue;
    const { digest } = rows[0]!;
    const body = withheld.has(digest.toString('hex')) ? null : rows[0]!.body;
    const shown = { ref, digest: digest.toString('base64url'), body: body?.toString() ?? null, facts: { kind } };
    const steps = await verifyRecord(await readProof(deps, ref, readerOf(authorityOf(code))), {
      alliance: context,
      record: shown,
    });
    const bad = steps.find(
      (step) => step.outcome === 'fail' || (step.outcome === 'unchecked' && (body !== null || step.name !== 'body')),
    );
    hold(!bad, 'I2', () => `${ref} at ${code} cannot be proved: ${bad?.name} ${bad?.why}`);
  }
}

const projections = ['release_item', 'recall_item', 'receipt_item', 'refusal_item', 'threat_object', 'record'];

/** I12: reading everything anew gives what living through it gave. */
async function checkRebuilt({ code, node, db }: SimNode): Promise<void> {
  const dump = async (): Promise<string[]> => {
    const lines: string[] = [];
    for (const name of projections) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t order by 1`.execute(
        db,
      );
      lines.push(...rows.map(({ row }) => `${name} ${row}`));
    }
    return lines;
  };
  const before = await dump();
  await transaction(db, (tx) => rebuildProjections(tx, { ...node.deps, db }));
  const after = await dump();
  const other = after.findIndex((line, i) => line !== before[i]);
  const differs = other >= 0 || before.length !== after.length;
  hold(
    !differs,
    'I12',
    () => `rebuilding ${code} gives ${after[other]?.slice(0, 200)} for ${before[other]?.slice(0, 200)}`,
  );
}

/** What two runs of one seed have in common: everything but keys, signatures and what follows from them. */
export async function describe(world: World): Promise<string[]> {
  const lines = [...world.trace];
  for (const code of keepers) {
    const { ledger, log, db } = world.nodes.get(code)!;
    const refs = new Map([...log.places].map(([id, index]) => [index, ledger.own.find((own) => own.id === id)?.ref]));
    lines.push(...log.leaves.map((leaf, index) => `${code} leaf ${index} ${refs.get(index) ?? leaf.toString('hex')}`));
    for (const entry of ledger.byDigest.values())
      lines.push(
        `${code} ${entry.id} ${entry.ref} ${entry.kind} ${entry.verdict} ${isControl(entry) ? '' : entry.body}`,
      );
    const { rows } = await sql<{ line: string }>`
      select concat_ws(' ', peer, seq, code) as line from refused_line
      union all select concat_ws(' ', participant, code, at) from alarm order by 1`.execute(db);
    lines.push(...rows.map(({ line }) => `${code} ${line}`));
  }
  return lines;
}
