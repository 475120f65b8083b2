import { validateBundle } from '@tamga/stix';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportReport } from '#features/imports/model.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { object, planOf, refsOf, take, uuid } from '#test/exported.ts';
import { planSaid, saidLimits } from './actions/take-said.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { expectProblem } from '#test/guards.ts';
import { goodEvidence, goodStatement } from '#test/hypotheses.ts';
import { readerOf } from '#test/viewer.ts';

let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterAll(() => net[Symbol.asyncDispose]());

const put = (objects: readonly object[]): Promise<ImportReport> =>
  xa.ask(
    '/api/imports?name=a&retainUntil=2031-05-13&tlp=AMBER&base=unclassified&basis=mca-2029:5&purpose=counter-terrorism',
    { method: 'POST', bytes: Buffer.from(JSON.stringify({ type: 'bundle', id: `bundle--${uuid(0)}`, objects })) },
  );

test('what is held about an object goes along as STIX, marked and by its authors, for and against (SG-26)', async () => {
  const malware = object('malware', 101, { name: 'mu', is_family: false });
  const objectRefs = refsOf(await put([malware, object('malware', 102, { name: 'mu too', is_family: false })]));
  const { id: about } = malware;
  const say = (node: TestNode, path: string, body: object): Promise<{ ref: string }> =>
    node.ask(`/api/hypotheses${path}`, { method: 'POST', body });
  const handling = (tlp: string) => ({ handling: { marking: { tlp, base: 'unclassified' } } });
  const attributed = { name: 'Quiet Heron', class: 'group' } as const;
  const held = await say(xa, '', { hypothesis: goodStatement({ object: about, attributed }) });
  const other = await say(xa, '', { hypothesis: goodStatement({ object: about, statement: 'It was written.' }) });
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  await releaseRecords(xa.deps, actor, [objectRefs[0]!, held.ref, other.ref], ['xb']);
  await net.settle();
  const against = await say(xb, `/${held.ref}/evidence`, {
    evidence: goodEvidence({ summary: 'An invoice.' }),
    ...handling('AMBER'),
  });
  await releaseRecords(xb.deps, { authority: 'xb/cyber', officer: 'xb/cyber/o-1' }, [against.ref], ['xa']);
  await net.settle();

  expect(await planOf(xa, 'q=mu')).toMatchObject({ objects: 2, hypotheses: 3, refusedCount: 0 });
  expect(await planOf(xa, 'q=mu&hypotheses=false')).toMatchObject({ objects: 2, hypotheses: 0 });
  const bundleIn = async (node: TestNode, query: string) => {
    const { text } = await take(node, query);
    expect(validateBundle(Buffer.from(text)).errors).toEqual([]);
    return (
      JSON.parse(text) as { objects: { type: string; id: string; content?: string; object_marking_refs?: string[] }[] }
    ).objects;
  };
  const notesOf = (objects: { type: string; content?: string }[]): string[] =>
    objects.flatMap(({ type, content = '' }) => (type === 'note' ? [content] : []));
  const whole = await bundleIn(xa, 'q=mu');
  expect(notesOf(whole).map((content) => content.split(' ', 2).join(' '))).toEqual([
    'xa/cyber holds',
    'xa/cyber holds',
    'xb/cyber says:',
  ]);
  expect(notesOf(whole)[0]).toContain('Finding against');
  expect(whole.filter(({ type, object_marking_refs: refs }) => type !== 'marking-definition' && !refs?.length)).toEqual(
    [],
  );
  expect(whole.filter(({ type }) => type === 'identity' || type === 'extension-definition')).toHaveLength(4);
  expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
  expect(notesOf(await bundleIn(xa, 'q=mu&hypotheses=false'))).toEqual([]);
  expect(notesOf(await bundleIn(xa, `refs=${objectRefs[1]}`)), 'about another object').toEqual([]);
  // It counts as exported, each record, like the objects.
  const { rows } = await sql<{ subject: string }>`select subject from audit_note
    where act = 'export' and subject = any(${[held.ref, other.ref, against.ref]}) order by subject`.execute(xa.deps.db);
  expect(rows).toHaveLength(3);
  const misp = await xa.download('/api/exports/misp?q=mu');
  expect(Buffer.from(misp.bytes).toString()).not.toContain('Quiet Heron');

  // A finding against that may go into no file keeps the hypothesis out of it, and nothing else.
  const red = await say(xb, `/${held.ref}/evidence`, {
    evidence: goodEvidence({ summary: 'A witness.' }),
    ...handling('RED'),
  });
  await releaseRecords(xb.deps, { authority: 'xb/cyber', officer: 'xb/cyber/o-1' }, [red.ref], ['xa']);
  await net.settle();
  await expectProblem(take(xa, 'q=mu'), 'tlp', red.ref);
  expect((await planOf(xa, 'q=mu')).refused.map(({ ref, code }) => `${ref} ${code}`)).toEqual([
    `${red.ref} tlp`,
    `${held.ref} SG-26`,
  ]);
  const [left, ...rest] = notesOf(await bundleIn(xa, 'q=mu&leaveOut=true'));
  expect([left, rest]).toEqual([expect.stringContaining('It was written.'), []]);

  // Once its author takes it back there is nothing that would be missing.
  await recallRecords(xb.deps, { authority: 'xb/cyber', officer: 'xb/cyber/o-1' }, [red.ref], ['xa'], 'wrong');
  await net.settle();
  expect(notesOf(await bundleIn(xa, 'q=mu'))).toHaveLength(3);
  expect(await planOf(xa, 'q=mu&hypotheses=false')).toMatchObject({ notTaken: 3, refusedCount: 0 });

  // An alternative that another gave for another purpose refuses nobody the object: all that is held about it stays, and that is told.
  const given = await say(xb, '', {
    hypothesis: goodStatement({ object: about, statement: 'It was found.' }),
    handling: { marking: { tlp: 'AMBER', base: 'unclassified' }, purpose: 'cii-protection' },
  });
  await releaseRecords(xb.deps, { authority: 'xb/cyber', officer: 'xb/cyber/o-1' }, [given.ref], ['xa']);
  await net.settle();
  const plan = { objects: 2, hypotheses: 0, refusedCount: 0 };
  const stay = (purpose: string) => ({ ...plan, otherPurpose: { records: 4, purposes: [purpose] } });
  expect(await planOf(xa, 'q=mu')).toMatchObject(stay('cii-protection'));
  expect(notesOf(await bundleIn(xa, 'q=mu'))).toEqual([]);
  // The finding against was given for the usual purpose.
  expect(await planOf(xa, 'q=mu&purpose=cii-protection')).toMatchObject(stay('counter-terrorism'));
});

test('an attribution leaves as the hypothesis of its author, with what was said of it in imported objects and what is held about it (SG-26)', async () => {
  const malware = object('malware', 111, { name: 'nu', is_family: false });
  const set = object('intrusion-set', 112, { name: 'nu set' });
  const ends = { source_ref: malware.id, target_ref: set.id };
  const link = object('relationship', 113, { relationship_type: 'attributed-to', ...ends, confidence: 70 });
  const remark = { opinion: 'disagree', explanation: 'Our samples differ.', object_refs: [link.id] };
  const account = object('user-account', 116, { user_id: 'someone' });
  const ofPerson = object('note', 115, { content: 'By the same hand.', object_refs: [link.id, account.id] });
  const report = await put([malware, set, link, object('opinion', 114, remark), ofPerson]);
  expect(report.items.filter(({ outcome }) => outcome === 'added')).toHaveLength(5);

  type Made = { id: string; type: string; labels?: string[]; content?: string; confidence?: number };
  const bundleOf = async (query: string) => {
    const { text } = await take(xa, query);
    expect(validateBundle(Buffer.from(text)).errors).toEqual([]);
    expect(text).toContain(JSON.stringify(link).slice(0, -1));
    const { objects } = JSON.parse(text) as { objects: Made[] };
    expect(new Set(objects.map(({ id }) => id)).size).toBe(objects.length);
    return objects;
  };
  const labelOf = (objects: Made[]) => objects.filter(({ labels }) => labels?.[0] === 'attribution');
  const selection = `ids=${link.id}`;
  expect(await planOf(xa, selection)).toMatchObject({ objects: 2, attributions: 1, remarks: 1, hypotheses: 0 });
  const alone = await bundleOf(selection);
  expect(labelOf(alone)).toMatchObject([{ labels: ['attribution', 'unassessed'], confidence: 70 }]);
  expect(labelOf(alone)[0]?.content).toMatch(/^A hypothesis of xa\/cyber, not a fact\./);
  expect(alone.filter(({ type }) => type === 'opinion')).toMatchObject([remark]);
  expect(JSON.stringify(alone), 'a remark that names a person').not.toContain('By the same hand.');
  expect(await bundleOf(selection), 'the same objects in every export').toEqual(alone);

  // What is held about the malware is held about what attributes it, wherever that goes; and nothing makes it leave bare.
  const hypothesis = goodStatement({ object: malware.id, statement: 'It was bought.' });
  await xa.ask('/api/hypotheses', { method: 'POST', body: { hypothesis } });
  const assessed = await bundleOf(selection);
  expect(labelOf(assessed)).toMatchObject([{ labels: ['attribution', 'assessed'] }]);
  expect(assessed.some(({ content }) => content?.includes('It was bought.'))).toBe(true);
  const bare = await bundleOf(`${selection}&hypotheses=false`);
  expect(labelOf(bare)).toMatchObject([{ labels: ['attribution', 'untold'] }]);
  expect(bare.some(({ type }) => type === 'opinion')).toBe(false);

  // It comes in and goes out again: what this node wrote for the file is nobody's news.
  const bytes = Buffer.from(JSON.stringify({ type: 'bundle', id: `bundle--${uuid(1)}`, objects: alone }));
  const query =
    'name=back&retainUntil=2031-05-13&tlp=AMBER&base=unclassified&basis=mca-2029:5&purpose=counter-terrorism';
  const back = await xb.ask<ImportReport>(`/api/imports?${query}`, { method: 'POST', bytes });
  expect(back.items.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
});

test('an export reads only so much of what is held about its objects, and names each of which it takes nothing', async () => {
  const [first, second] = [121, 122].map((n) => object('malware', n, { name: `xi ${n}`, is_family: false }));
  await put([first!, second!]);
  for (const { id } of [first!, second!])
    await xa.ask('/api/hypotheses', { method: 'POST', body: { hypothesis: goodStatement({ object: id }) } });
  const taking = { viewer: readerOf('xa/cyber'), purpose: 'counter-terrorism' };
  const plan = (limits: Partial<typeof saidLimits>) =>
    planSaid(xa.deps, taking, [first!.id, second!.id], { ...saidLimits, ...limits });
  expect(await plan({})).toMatchObject({ about: new Set([first!.id, second!.id]), records: 2, refused: [] });
  for (const [limits, named] of [
    [{ maxRecords: 1 }, '1 records'],
    [{ maxBytes: 1 }, '1 bytes'],
  ] as const) {
    const { about, untold, refused } = await plan(limits);
    expect([about, untold]).toEqual([new Set([first!.id]), new Set([second!.id])]);
    expect(refused).toMatchObject([{ ref: second!.id, code: 'SG-26', why: expect.stringContaining(named) }]);
    expect(refused[0]?.why).toContain('of 2 objects with hypotheses 1 fill');
  }
  expect((await plan({ maxMs: 0 })).refused.map(({ ref }) => ref)).toEqual([first!.id, second!.id]);
});
