import { decodeBase64, encodeBase64, formatNote, formatSignatureLine, parseNote } from '@tamga/log';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import type { ProofFile } from '#features/records/proof-model.ts';
import { verifyFile } from '#features/records/verify/file.ts';
import { verifyRecord } from '#features/records/verify.ts';
import type { Context, Step } from '#features/records/verify.ts';
import { verifyWitnesses } from '#features/records/verify/witnesses.ts';
import type { RecordProof } from '#features/records/view.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

let net: Net;
let xa: TestNode;
let xb: TestNode;
let ref = '';
beforeAll(async () => {
  net = await startNodes('xa', 'xb', 'xc', 'ec');
  [xa, xb] = [net.node('xa'), net.node('xb')];
  ref = await give();
});
afterAll(() => net[Symbol.asyncDispose]());

/** A record of xa that xb has received. */
async function give(): Promise<string> {
  const [record] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, [record!.ref], ['xb']);
  await net.settle();
  return record!.ref;
}

async function proofAt(node: TestNode, of = ref): Promise<RecordProof> {
  return node.ask<RecordProof>(`/api/records/${of}/proof`);
}

async function contextOf(node: TestNode, of = ref): Promise<Context> {
  const { alliance } = await node.ask<Pick<Context, 'alliance'>>('/api/alliance');
  const { digest } = await proofAt(node, of);
  return { alliance, record: { ref: of, digest, body: null, facts: {} } };
}

const judge = async (proof: RecordProof): Promise<Step> => verifyWitnesses(proof, await contextOf(xa));

async function cosignAll(): Promise<void> {
  net.clock.advance(10_000);
  for (const code of net.codes) await net.node(code).collectCosignatures();
  for (const code of net.codes) await net.node(code).linkWitnessed();
}

test('without cosignatures a record is proved, with the notice that third parties need not take it', async () => {
  for (const node of [xa, xb]) {
    const proof = await proofAt(node);
    expect(proof.witnessed).toBeNull();
    expect(await judge(proof)).toMatchObject({ outcome: 'unchecked', why: expect.stringContaining('fewer than 2') });
    const steps = await verifyRecord(proof, await contextOf(node));
    expect(steps.filter((step) => step.outcome !== 'pass')).toEqual([]);
  }
});

test('cosigned by the quorum it is proof to third parties, at its author’s and at its recipient’s', async () => {
  await give(); // the log has gone on when it is cosigned
  await cosignAll();
  for (const node of [xa, xb]) {
    const proof = await proofAt(node);
    expect(await judge(proof), node.code).toMatchObject({ outcome: 'pass', value: 'ec, xb, xc' });
    const steps = await verifyRecord(proof, await contextOf(node));
    expect(steps.filter((step) => step.outcome !== 'pass')).toEqual([]);
  }
});

test('what a recipient holds stays proof when its author’s log has gone on, or its node is gone', async () => {
  await give();
  net.setLine('xa', 'xb', false);
  const proof = await proofAt(xb);
  net.setLine('xa', 'xb', true);
  expect(await judge(proof)).toMatchObject({ outcome: 'pass' });
  expect(proof.witnessed!.consistency.length).toBeGreaterThan(0);
});

test('the proof file says so to whoever has the anchor alone', async () => {
  const anchor = xa.deps.self.alliance.id;
  for (const node of [xa, xb]) {
    const file = await node.ask<ProofFile>(`/api/records/${ref}/proof-file`);
    const report = await verifyFile(Buffer.from(JSON.stringify(file)), anchor);
    expect(report).toMatchObject({ proved: true, records: [{ witnesses: { outcome: 'pass', value: 'ec, xb, xc' } }] });
    const lie = { ...file, witnessed: { ...file.witnessed!, checkpoint: spoilLast(file.witnessed!.checkpoint) } };
    const lied = await verifyFile(Buffer.from(JSON.stringify(lie)), anchor);
    expect(lied).toMatchObject({ proved: false, records: [{ witnesses: { outcome: 'fail' } }] });
  }
});

const spoil = (base64: string): string => {
  const bytes = decodeBase64(base64).slice();
  bytes[bytes.length - 5]! ^= 1;
  return encodeBase64(bytes);
};
const spoilLast = (note: string): string =>
  note.replace(/ ([^ \n]+)\n$/, (_, signature: string) => ` ${spoil(signature)}\n`);

type Witnessed = NonNullable<RecordProof['witnessed']>;

/** The note with those signature lines alone. */
function keepLines(note: string, keep: (name: string) => boolean): string {
  const { text, signatures } = parseNote(note);
  return formatNote({ text, signatures: signatures.filter(({ name }) => keep(name)) });
}

test.each<[string, (shown: Witnessed) => Partial<Witnessed>, Step['outcome']]>([
  ['a cosignature that is wrong', ({ checkpoint }) => ({ checkpoint: spoilLast(checkpoint) }), 'fail'],
  [
    'a hash of the consistency proof that is wrong',
    ({ consistency }) => ({ consistency: consistency.map((hash) => spoil(hash)) }),
    'fail',
  ],
  ['no consistency proof', () => ({ consistency: [] }), 'fail'],
  [
    'a directory that its root did not seal',
    ({ directories }) => ({ directories: directories.map((jws) => `${jws.slice(0, -9)}AAAAAAAAA`) }),
    'fail',
  ],
  ['no directories', () => ({ directories: [] }), 'unchecked'],
  ['one witness of two', ({ directories }) => ({ directories: directories.slice(0, 1) }), 'unchecked'],
  [
    'the same witness twice',
    ({ checkpoint, directories }) => ({
      checkpoint: checkpoint + formatSignatureLine(parseNote(checkpoint).signatures.at(-1)!),
      directories: directories.slice(-1),
    }),
    'unchecked',
  ],
  [
    'the log’s signature alone',
    ({ checkpoint }) => ({ checkpoint: keepLines(checkpoint, (name) => name.endsWith('/log/1')) }),
    'unchecked',
  ],
  [
    'no signature of the log',
    ({ checkpoint }) => ({ checkpoint: keepLines(checkpoint, (name) => name.endsWith('/witness')) }),
    'fail',
  ],
])('%s is no proof to third parties', async (_, change, outcome) => {
  const proof = await proofAt(xb);
  const witnessed = { ...proof.witnessed!, ...change(proof.witnessed!) };
  expect(witnessed).not.toEqual(proof.witnessed);
  expect(await judge({ ...proof, witnessed })).toMatchObject({ name: 'witnesses', outcome });
});

test('a cosigned checkpoint of a fork is not taken: the log has to say which is its own', async () => {
  const later = await give();
  net.clock.advance(10_000);
  await xa.collectCosignatures();
  await sql`update peer_checkpoint set root = decode(repeat('ab', 32), 'hex') where participant = 'xa'
    and not exists (select 1 from checkpoint_link l where l.size = peer_checkpoint.size)`.execute(xb.deps.db);
  await xb.linkWitnessed();
  expect((await proofAt(xb, later)).witnessed).toBeNull();
  const { rows } = await sql`select 1 from heard_head where participant = 'xa' and peer = 'xa'`.execute(xb.deps.db);
  expect(rows).toHaveLength(1);
});
