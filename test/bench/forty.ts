import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { initAlliance } from '#features/alliance/actions.ts';
import type { NewParticipant } from '#features/alliance/actions.ts';
import type { Network } from '#features/federation/actions.ts';
import type { EmbeddedPostgres } from '#platform/db/embedded.ts';
import { TamgaError } from '#platform/errors.ts';
import { demoParticipants } from '../../tools/demo-alliance.ts';
import { openBenchNode } from './fill.ts';
import type { FilledNode } from './fill.ts';

const participantCount = 40;
const meridian = new URL('../../profiles/meridian.json', import.meta.url);

export type Forty = AsyncDisposable & { xa: FilledNode; others: Map<string, FilledNode> };

/** The fictional alliance with members added until there are forty: forty nodes over forty databases, in this process. */
export async function openForty(postgres: EmbeddedPostgres, home: string): Promise<Forty> {
  await using stack = new AsyncDisposableStack();
  const profile = JSON.parse(readFileSync(meridian, 'utf8')) as { participants: { code: string }[] };
  const participants = demoParticipants(7600);
  for (let n = 1; profile.participants.length < participantCount; n++) {
    const code = `m${String(n).padStart(2, '0')}`;
    profile.participants.push(memberOf(code));
    participants.push(newParticipantOf(code, 7700 + n));
  }
  await initAlliance(home, JSON.stringify(profile), participants, new Date());
  const nodes = new Map<string, FilledNode>();
  const network = networkAmong(nodes);
  for (const { code } of profile.participants)
    nodes.set(code, stack.use(await openBenchNode(postgres, `${home}/${code}`, code, code === 'xa' ? 8 : 2, network)));
  const xa = nodes.get('xa')!;
  const others = new Map([...nodes].filter(([code]) => code !== 'xa'));
  const opened = stack.move();
  return { xa, others, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

const memberOf = (code: string): { code: string } & Record<string, unknown> => ({
  code,
  names: { en: `Member ${code}`, ru: `Участник ${code}`, zh: `成员 ${code}` },
  class: 'member',
  territory: [],
});

const newParticipantOf = (code: string, port: number): NewParticipant => ({
  code,
  address: `https://127.0.0.1:${port}`,
  authorities: [{ code: `${code}/cyber`, name: `CSIRT of ${code}` }],
  officers: [{ id: `${code}/cyber/o-1`, name: 'Demo Sampleton', role: 'case-officer', authority: `${code}/cyber` }],
});

/** Every node reaches every other without sockets; requests and answers are signed and checked as ever. */
const networkAmong =
  (nodes: ReadonlyMap<string, FilledNode>): Network =>
  async ({ method, url, headers, body }) => {
    const { origin } = new URL(url);
    const target = [...nodes].find(
      ([code, { node }]) => node.deps.self.alliance.directories.get(code)?.directory.addresses[0] === origin,
    );
    if (!target) throw new TamgaError('peer-unreachable', `nobody is at ${origin}`);
    const init = { method, headers, ...(method === 'POST' ? { body: new Uint8Array(body) } : {}) };
    const answer = await target[1].node.federation.request(url, init);
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    };
  };

/** As if a peer had pulled all that it was offered so far, and had verified the newest checkpoint. */
export async function catchUp(sender: FilledNode, code: string, peer: FilledNode): Promise<void> {
  const { rows } = await sql<{ seq: number; size: number; root: Buffer; note: string }>`
    select coalesce((select max(first_seq + count - 1) from feed_entry where recipient = ${code}), 0) as seq, size, root, note
    from log_head`.execute(sender.node.deps.db);
  const { seq, size, root, note } = rows[0]!;
  await sql`insert into peer (participant, seq, checkpoint_size, checkpoint_root, checkpoint_note, checkpoint_at, last_contact_at)
    values ('xa', ${seq}, ${size}, ${root}, ${note}, now(), now())
    on conflict (participant) do update set seq = excluded.seq`.execute(peer.node.deps.db);
}
