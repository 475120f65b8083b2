/** What is changed: `from`, which stands in the file once, becomes `to`. */
export type Edit = { file: string; from: string; to: string };
/** A bug planted in the program. Where two checks stand behind each other, both have to go. */
export type Mutation = Edit & { name: string; breaks: string; also?: Edit };

const federation = 'src/features/federation';
const records = 'src/features/records';
const releases = 'src/features/releases';

const foreignRelease = {
  from: "if (foreign)\n    return refuse('not-author', `${foreign.ref} is not ${from}'s: only its author's participant releases it`);",
  to: '',
};

/** What the simulation must find, each with the law that it breaks. */
export const mutations: readonly Mutation[] = [
  {
    name: 'serve-recalled',
    breaks: 'I1: what was taken back is served on',
    file: `${federation}/feed.ts`,
    from: 'if (row.recalled || row.expired) return false;',
    to: '',
  },
  {
    name: 'serve-without-asking',
    breaks: 'I1: membership and marking are asked on draft only, not at serving',
    file: `${federation}/feed.ts`,
    from: 'return mayReceive(record, recipient, code, alliance, deps.now()).ok;',
    to: 'return true;',
  },
  {
    name: 'nonce-unkept',
    breaks: 'I1: a request that was overheard is answered again',
    file: `${federation}/nonces.ts`,
    from: 'return rows.length === 1 && created',
    to: 'return created',
  },
  {
    name: 'nonces-forgotten',
    breaks: 'I1: after a clock jumped forward and back, a request that was overheard is answered again',
    file: `${federation}/nonces.ts`,
    from: 'return earliest > now.getTime() ? new Date(earliest) : now;',
    to: 'return earliest > 0 ? now : now;',
    also: {
      file: `${federation}/nonces.ts`,
      from: ' && created.getTime() > (horizon?.getTime() ?? -Infinity) + maxSkewMs',
      to: ' || (created.getTime() > 0 && horizon === undefined && rows.length > 9)',
    },
  },
  {
    name: 'unreleased-kept',
    breaks: 'I1: content that no release lets go is kept',
    file: `${federation}/apply-run.ts`,
    from: 'if (covered.has(coveredKey(record.digest, authority))) return true;',
    to: 'if (covered.size >= 0) return true;',
  },
  {
    name: 'foreign-author',
    breaks: 'I2: a peer lets go and hands out what another wrote',
    file: `${federation}/verify-line.ts`,
    from: 'if (!envelope.ref.startsWith(`${page.peer}/`))',
    to: 'if (false)',
    also: { file: `${releases}/rules.ts`, ...foreignRelease },
  },
  {
    name: 'misaddressed',
    breaks: 'I1: a recall that is meant for another comes into force here',
    file: `${federation}/verify-line.ts`,
    from: 'envelope.to !== undefined && envelope.to !== page.self)',
    to: "envelope.to === '')",
  },
  {
    name: 'body-unchecked',
    breaks: 'I2: a body other than the one sealed is taken',
    file: `${federation}/line-content.ts`,
    from: 'if (checkBody(envelope, body, bodyKey)) return',
    to: 'if (checkBody !== undefined) return',
  },
  {
    name: 'inclusion-unchecked',
    breaks: 'I3: a record that is not in its log is taken',
    file: `${federation}/verify-line.ts`,
    from: 'verifyInclusion({ index,',
    to: 'void ({ verifyInclusion, index,',
  },
  {
    name: 'seal-unchecked',
    breaks: 'I2: a record that nobody sealed is taken',
    file: `${records}/seal.ts`,
    from: 'if (!(await verifyAsync(key.keyObject, compact.signingInput, compact.signature)))',
    to: 'if (verifyAsync === undefined)',
  },
  {
    name: 'consistency-forgotten',
    breaks: 'I3: a log that is not proved to continue is followed',
    file: `${federation}/checkpoint.ts`,
    from: 'if (peer.checkpointRoot && size > peer.checkpointSize) {',
    to: 'if (peer.checkpointRoot && size < 0) {',
  },
  {
    name: 'shrinking-followed',
    breaks: 'I3: a log that shrank is followed',
    file: `${federation}/checkpoint.ts`,
    from: 'if (size < peer.checkpointSize)',
    to: 'if (size < 0)',
  },
  {
    name: 'gossip-unheard',
    breaks: 'I3: two who were shown different trees do not notice',
    file: `${federation}/pull.ts`,
    from: 'await noteGossip(deps, participant, last.gossip);',
    to: '',
  },
  {
    name: 'padding-skipped',
    breaks: 'I4: the size of a batch tells how many records there were',
    file: 'src/features/log/rules.ts',
    from: 'Math.max(minimumBatch, 2 ** Math.ceil(Math.log2(Math.max(1, count))));',
    to: 'Math.max(minimumBatch, count);',
  },
  {
    name: 'permutation-skipped',
    breaks: 'I4: records stand before padding',
    file: 'src/features/log/rules.ts',
    from: 'const result = [...items];\n',
    to: 'const result = [...items];\n  if (result.length >= 0) return result;\n',
  },
  {
    name: 'recall-unmarked',
    breaks: 'I1: a recall ends no release',
    file: `${releases}/store.ts`,
    from: 'and release_item.recalled_by is null and release_item.release_id < c.recall_id',
    to: 'and release_item.recalled_by is null and false',
  },
  {
    name: 'recall-dropped',
    breaks: 'I5: a recall comes in and destroys nothing',
    file: `${records}/destroy.ts`,
    from: 'await store.destroyBodies(tx, ids, deps.now());',
    to: '',
  },
  {
    name: 'projection-left',
    breaks: 'I5: what was read from a body outlives it',
    file: `${records}/destroy.ts`,
    from: 'await projectRecords(tx, deps, rows.map(toSkeleton));',
    to: 'void [rows, toSkeleton];',
  },
  {
    name: 'receipt-lies',
    breaks: 'I5: what was destroyed is confirmed as never held',
    file: `${federation}/confirm.ts`,
    from: "if (!held) return receiptItem(record, 'never-held', at);",
    to: "if (held !== null) return receiptItem(record, 'never-held', at);",
  },
  {
    name: 'receipts-first',
    breaks: 'I6: receipts are committed before what they confirm',
    file: `${federation}/apply-page.ts`,
    from: 'await submitWithin(tx, deps, drafts);',
    to: 'await deps.db.transaction().execute((other) => submitWithin(other, deps, drafts));',
  },
  {
    name: 'places-apart',
    breaks: 'I6: places in the feeds are committed apart from the checkpoint that they follow',
    file: 'src/features/log/actions.ts',
    from: 'await onPublished(tx, oldSize, size, self)',
    to: 'await db.transaction().execute((other) => onPublished(other, oldSize, size, self))',
  },
  {
    name: 'stale-page-applied',
    breaks: 'I6: a page that others overtook is applied again',
    file: `${federation}/store.ts`,
    from: 'where participant = ${before.participant} and seq = ${before.seq}\n    and checkpoint_size = ${before.checkpointSize} and not stopped',
    to: 'where participant = ${before.participant} and not stopped',
  },
  {
    name: 'line-skipped',
    breaks: 'I6: a page counts for one place more than it has',
    file: `${federation}/apply-page.ts`,
    from: 'peer.seq + lines.length',
    to: 'peer.seq + lines.length + (lines.length > 3 ? 1 : 0)',
  },
  {
    name: 'waiting-forgotten',
    breaks: 'I6: what waited is not judged again when what it needs is here',
    file: `${records}/accept.ts`,
    from: 'const ids = await store.takeFreed(tx, refs);',
    to: 'const ids = await store.takeFreed(tx, refs.slice(0, 0));',
  },
  {
    name: 'not-given-back',
    breaks: 'I6: what is released again after a recall stays destroyed',
    file: `${federation}/apply-run.ts`,
    from: 'if (destroyed.has(row.id)) await restoreWithin(tx, deps, row.id, record);',
    to: 'if (destroyed.has(row.id)) void restoreWithin;',
  },
  {
    name: 'queue-outside',
    breaks: 'I3: of several records submitted together one is not put in line for the log',
    file: `${records}/actions.ts`,
    from: 'ids.map(({ id }) => id),\n  );',
    to: 'ids.slice(0, 2).map(({ id }) => id),\n  );',
  },
  {
    name: 'one-ref-two-records',
    breaks: 'design 4: of two records under one ref the first stays in force',
    file: `${records}/accept.ts`,
    from: 'if (conflict)\n',
    to: 'if (false)\n',
  },
  {
    name: 'foreign-release',
    breaks: 'design 2: anybody lets go what another wrote',
    file: `${releases}/rules.ts`,
    ...foreignRelease,
  },
  {
    name: 'foreign-recall',
    breaks: 'I6: anybody takes back what another let go',
    file: `${releases}/rules.ts`,
    from: "if (foreign) return refuse('not-author', `${foreign.ref} is not ${from}'s: only its author's participant recalls it`);",
    to: '',
  },
  {
    name: 'node-key-releases',
    breaks: 'design 5: the node’s own key lets go',
    file: `${records}/rules.ts`,
    from: 'if (byNode !== (isAccount || nodeKinds.has(envelope.kind)))',
    to: 'if (!byNode && nodeKinds.has(envelope.kind))',
  },
  {
    name: 'rebuilt-otherwise',
    breaks: 'I12: a rebuilt recall ends releases that were made after it',
    file: `${releases}/store.ts`,
    from: ' and release_item.release_id < c.recall_id',
    to: '',
    also: {
      file: `${records}/rebuild.ts`,
      from: 'if (run.length > 0 && run[0]?.envelope.kind !== record.envelope.kind) {',
      to: 'if (run.length < 0) {',
    },
  },
];
