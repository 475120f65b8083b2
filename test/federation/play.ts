import { sql } from 'kysely';
import { importText } from '#features/imports/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import type { Draft } from '#features/records/model.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { TamgaError } from '#platform/errors.ts';
import { incident } from './drafts.ts';
import { codes, mayHave } from './history.ts';
import type { Code, Command, Made, Marking, World } from './history.ts';
import type { Net, TestNode } from './nodes.ts';

const actorOf = (at: string) => ({ authority: authorityOf(at), officer: `${authorityOf(at)}/o-1` });
const authorityOf = (at: string): string => (at === 'ec' ? 'ec/duty' : `${at}/cyber`);
const isRefusal = (error: unknown): error is TamgaError =>
  error instanceof TamgaError && (error.code === 'refused' || error.code === 'not-found');

export async function play(world: World, command: Command): Promise<void> {
  await carryOut(world, command);
  await noteCheckpoints(world);
}

async function carryOut(world: World, command: Command): Promise<unknown> {
  const { net, given } = world;
  switch (command.do) {
    case 'line':
      return command.between[0] !== command.between[1] && net.setLine(...command.between, command.up);
    case 'clock':
      return net.clock.advance(command.hours * 3_600_000);
    case 'pull':
      return pull(net, command.at, command.from);
    case 'carry': {
      const one = picked(given, command.pick);
      if (one) await net.node(one.record.author).sequence();
      return one && pull(net, one.to, one.record.author);
    }
    case 'crash':
      return net.restart(command.at);
    case 'sequence':
      return net.node(command.at).sequence();
    case 'import':
      return importBundle(world, command);
    case 'submit':
      return submit(world, command.at, command.marking);
    case 'replace':
      return replace(world, command.pick);
    case 'release': {
      const first = picked(world.made, command.picks[0]);
      const own = world.made.filter((record) => record.author === first?.author);
      const records = [...new Set(command.picks.map((one) => picked(own, one)!))];
      const from = codes.indexOf(first?.author as Code);
      const to = command.hops.map((hop) => codes[(from + hop) % codes.length]!);
      return first && letGo(world, first.author, records, to);
    }
    case 'recall': {
      const first = picked(given, command.picks[0]);
      const alike = given.filter(({ record, to }) => record.author === first?.record.author && to === first.to);
      const records = [...new Set(command.picks.map((one) => picked(alike, one)?.record))].filter(
        (r) => r !== undefined,
      );
      return first && takeBack(world, first.record.author, records, first.to);
    }
    case 'again': {
      const one = picked(given, command.pick);
      return one && letGo(world, one.record.author, [one.record], [one.to]);
    }
    case 'meddle': {
      const record = picked(
        world.made.filter(({ author }) => author !== command.at),
        command.pick,
      );
      if (!record) return undefined;
      if (command.recall) return takeBack(world, command.at, [record], command.to);
      return letGo(world, command.at, [record], [command.to]);
    }
  }
}

const picked = <T>(items: readonly T[], n: number | undefined): T | undefined => items[(n ?? 0) % items.length];

async function pull(net: Net, at: string, from: string): Promise<void> {
  if (at === from) return;
  await net
    .node(at)
    .pull(from)
    .catch((error: unknown) => {
      if (!(error instanceof TamgaError) || error.code !== 'peer-unreachable') throw error;
    });
}

async function submit(world: World, at: Code, marking_: Marking, more: Partial<Draft> = {}): Promise<void> {
  const word = `zq${at}w${world.words++}q`;
  const { authority: author, officer } = actorOf(at);
  const body = { ...(incident(at).body as object), title: `About ${word}` };
  const draft = incident(at, { author, officers: [officer], marking: marking_, body, ...more });
  const [stored] = await submitRecords(world.net.node(at).deps, [draft]);
  world.made.push({ ref: stored!.ref, author: at, kind: draft.kind, marking: marking_, word });
}

async function replace(world: World, n: number): Promise<void> {
  const old = picked(
    world.made.filter((record) => record.kind === 'incident.report'),
    n,
  );
  if (old) await submit(world, old.author as Code, old.marking, { replaces: old.ref });
}

async function importBundle(
  world: World,
  { at, marking: marking_, objects: wanted }: Extract<Command, { do: 'import' }>,
): Promise<void> {
  const wordOf = (n: number, version: number): string => `zq${at}n${n}v${version}q`;
  const unique = [...new Map(wanted.map((o) => [`${o.n}/${o.version}`, o])).values()];
  const bundle = {
    type: 'bundle',
    id: 'bundle--5d0092c5-5f74-4287-9642-33f4c354e56d',
    objects: unique.map(({ n, version }) => ({
      type: 'campaign',
      spec_version: '2.1',
      id: `campaign--5d0092c5-5f74-4287-9642-33f4c354e56${n}`,
      created: '2020-01-01T00:00:00.000Z',
      modified: `202${version}-01-01T00:00:00.000Z`,
      name: `Campaign ${wordOf(n, version)}`,
    })),
  };
  const { marking: _, ...handling } = incident(at);
  const options = {
    name: 'a file',
    marking: marking_,
    basis: handling.basis!,
    purpose: handling.purpose!,
    retainUntil: handling.retainUntil!,
  };
  const report = await importText(world.net.node(at).deps, actorOf(at), Buffer.from(JSON.stringify(bundle)), options);
  for (const { outcome, ref, index } of report.items) {
    const object = unique[index ?? -1];
    if (!ref || !object || (outcome !== 'added' && outcome !== 'new-version' && outcome !== 'revoked')) continue;
    world.made.push({
      ref,
      author: at,
      kind: 'threat.object',
      marking: marking_,
      word: wordOf(object.n, object.version),
    });
  }
}

/** What may go, goes; what may not go is refused, and nothing of it happens. What stands already is let go by nobody anew. */
async function letGo(
  { net, given }: World,
  from: string,
  records: readonly Made[],
  to: readonly string[],
): Promise<void> {
  const node = net.node(from);
  const refs = records.map((record) => record.ref);
  const pairs = to.flatMap((one) => records.map((record) => ({ record, to: one })));
  const standing = await standingOf(node);
  const isRefused = await refusedWhole(node, () => releaseRecords(node.deps, actorOf(from), refs, to));
  const mayGo = ({ record, to: one }: { record: Made; to: string }): boolean =>
    record.author === from && one !== from && mayHave(record, one, net.clock.now);
  const fresh = pairs.filter(({ record, to: one }) => !standing.has(`${record.ref} ${one}`));
  if (fresh.every(mayGo) === isRefused)
    throw new Error(`${isRefused ? 'refused' : 'let go'}: ${JSON.stringify(records)} to ${to.join()}`);
  if (!isRefused) given.push(...fresh);
}

async function standingOf({ deps: { db } }: TestNode): Promise<Set<string>> {
  const { rows } = await sql<{ pair: string }>`
    select i.ref || ' ' || i.recipient as pair from release_item i join record r on r.id = i.release_id
    where i.recalled_by is null and r.verdict = 'own'`.execute(db);
  return new Set(rows.map((row) => row.pair));
}

async function takeBack({ net }: World, from: string, records: readonly Made[], to: string): Promise<void> {
  const refs = records.map((record) => record.ref);
  const isRefused = await refusedWhole(net.node(from), () =>
    recallRecords(net.node(from).deps, actorOf(from), refs, [to], 'a reason'),
  );
  if (!isRefused && records.some((record) => record.author !== from))
    throw new Error(`${from} took back what is not its own`);
}

async function refusedWhole(node: TestNode, act: () => Promise<unknown>): Promise<boolean> {
  const before = await countOwn(node);
  try {
    await act();
    return false;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if ((await countOwn(node)) !== before) throw new Error('a refusal left records behind', { cause: error });
    return true;
  }
}

async function countOwn(node: TestNode): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from record where verdict = 'own'`.execute(
    node.deps.db,
  );
  return rows[0]?.n ?? 0;
}

export async function noteCheckpoints({ net, notes }: World): Promise<void> {
  for (const at of codes) {
    const { rows } = await sql<{ note: string }>`select note from log_head`.execute(net.node(at).deps.db);
    if (rows[0]) notes.push({ code: at, note: rows[0].note });
  }
}

/** An alliance in which nothing has happened yet, at the place of the one before: new databases cost more. */
export async function beginAnew(net: Net, start: Date): Promise<World> {
  net.clock.now = start;
  for (const [i, a] of codes.entries()) for (const b of codes.slice(i + 1)) net.setLine(a, b, true);
  for (const at of codes) {
    const { db } = net.node(at).deps;
    const { rows } = await sql<{ name: string }>`
      -- Which log goes on is as a migration left it.
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('migration', 'own_log')`.execute(
      db,
    );
    await sql`truncate ${sql.join(rows.map(({ name }) => sql.table(name)))} restart identity`.execute(db);
    net.restart(at);
    await net.node(at).sequence();
  }
  const world: World = { net, made: [], given: [], notes: [], words: 0 };
  await noteCheckpoints(world);
  return world;
}
