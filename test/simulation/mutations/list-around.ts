import type { Mutation } from './mutation.ts';

const federation = 'src/features/federation';
const records = 'src/features/records';

/** Bugs in what surrounds the exchange: authorities, oversight, ferries, holds, retention, documents. */
export const around: readonly Mutation[] = [
  {
    name: 'authority-in-the-clear',
    breaks: 'I1: what is for one authority travels in the clear',
    file: `${federation}/feed.ts`,
    from: 'const key = to === null ? undefined : wrapKeyOf(self.alliance, to);',
    to: 'const key = to !== null && to.length < 2 ? wrapKeyOf(self.alliance, to) : undefined;',
  },
  {
    name: 'authority-shown-to-all',
    breaks: 'I1: the title of what one authority may read is stored for all',
    file: `${records}/steps.ts`,
    from: 'if ((record.readers ?? null) !== null || deps.kinds.get(record.envelope.kind)?.confidential) return null;',
    to: 'if (deps.kinds.get(record.envelope.kind)?.confidential) return null;',
  },
  {
    name: 'due-forgotten',
    breaks: 'design 5: what oversight is owed of recalls is not given',
    file: `${federation}/feed-store.ts`,
    from: 'where kind = any(${due.kinds}::text[]) and recipient is distinct from overseer',
    to: "where kind = any(${due.kinds}::text[]) and recipient is distinct from overseer and kind <> 'recall'",
  },
  {
    name: 'due-with-content',
    breaks: 'I1: oversight gets the content of what it is owed the envelope of',
    file: `${federation}/feed.ts`,
    from: 'if (row.envelope && proof !== undefined) return JSON.stringify({ seq, jws, index, proof });',
    to: '',
    also: [
      {
        file: `${federation}/feed-store.ts`,
        from: 'case when p.envelope then null else r.body end as body',
        to: 'r.body',
      },
    ],
  },
  {
    name: 'ferry-replayed',
    breaks: 'I3: an old file looks like a log that shrank',
    file: 'src/features/ferry/ferry-in.ts',
    from: 'if (last < peer.seq || (last === peer.seq && (after < last || size < peer.checkpointSize)))',
    to: 'if (last < 0)',
    also: [
      {
        file: 'src/features/ferry/ferry-in.ts',
        from: 'if (size < peer.checkpointSize)\n    throw',
        to: 'if (size < 0)\n    throw',
      },
      { file: 'src/features/ferry/ferry-network.ts', from: 'if (proof === undefined)', to: 'if (known.size < 0)' },
      { file: 'src/features/ferry/ferry-network.ts', from: 'return proof;', to: "return proof ?? '';" },
    ],
  },
  {
    name: 'hold-forgotten',
    breaks: 'I5: what was taken back and held stays after the hold',
    file: `${records}/hold-store.ts`,
    from: 'where hold_until < ${today}::date and withheld_at is not null',
    to: 'where hold_until < ${today}::date and withheld_at is null and body is null',
  },
  {
    name: 'hold-called-destroyed',
    breaks: 'I5: what is held is confirmed as destroyed',
    file: `${federation}/confirm.ts`,
    from: 'const stands = code !== null && until !== null && until >= dayOf(at);',
    to: "const stands = code !== null && until !== null && until >= dayOf(at) && code === '';",
  },
  {
    name: 'retention-of-others-only',
    breaks: 'handling rule 8: own content outlives its retention',
    file: `${federation}/retention.ts`,
    from: 'const over = [...expired, ...ended];',
    to: 'const over = [...expired.filter((row) => row.participant !== deps.self.code), ...ended];',
  },
  {
    name: 'expired-served',
    breaks: 'I1: what its retention is over for is served on',
    file: `${federation}/feed.ts`,
    from: 'if (row.recalled || row.expired) return false;',
    to: 'if (row.recalled) return false;',
  },
  {
    name: 'endorsements-uncounted',
    breaks: 'design 5: a profile that one participant endorses is taken on',
    file: 'src/features/alliance/change-rules.ts',
    from: 'return count * 2 > electorate.length;',
    to: 'return count > 0;',
  },
  {
    name: 'directory-of-another',
    breaks: 'design 5: a directory that its participant’s root key did not seal is taken on',
    file: 'src/features/alliance/directory.ts',
    from: 'if (headerKid(compact.header, directoryType) !== kidOf(participant, rootKey))',
    to: 'if (headerKid === undefined)',
    also: [
      {
        file: 'src/features/alliance/directory.ts',
        from: 'if (!verifySync(readPublicKey(rootKey), compact.signingInput, compact.signature))',
        to: 'if (verifySync === undefined)',
      },
    ],
  },
  {
    name: 'changes-unheard',
    breaks: 'I6: who pulls does not learn of new keys, and refuses what they seal',
    file: `${federation}/pull.ts`,
    from: 'if ((last.documents ?? deps.self.alliance.documents) !== deps.self.alliance.documents)',
    to: 'if (last.documents !== undefined && last.documents.length < 3)',
  },
  {
    name: 'approvals-uncounted',
    breaks: 'I8: one officer alone approves what takes two',
    file: 'src/features/approvals/rules.ts',
    from: 'if (approvals.length !== wanted && !isEmergency(approvals, rule))',
    to: 'if (approvals.length > wanted)',
  },
  {
    name: 'author-approves-twice',
    breaks: 'I8: the author is the second person too, by another passkey',
    file: 'src/features/approvals/rules.ts',
    from: 'if ([all.map(({ officer }) => officer), all.map(({ key }) => key)].some(',
    to: 'if ([all.map(({ key }) => key)].some(',
  },
  {
    name: 'others-approve',
    breaks: 'I8: who wrote it did not approve it',
    file: 'src/features/approvals/rules.ts',
    from: 'if (approvals[0]?.officer !== envelope.officers[0])',
    to: 'if (approvals.length === 0)',
  },
  {
    name: 'digest-uncompared',
    breaks: 'I8: what was approved are other bytes',
    file: `${records}/verify/assertion.ts`,
    from: "if (value.challenge !== challenge) return 'the passkey signed other bytes';",
    to: "if (value.challenge === '' || challenge === '') return 'the passkey signed other bytes';",
  },
  {
    name: 'roles-unasked',
    breaks: 'I8: an officer approves whose role does not',
    file: 'src/features/approvals/rules.ts',
    from: 'if (!roles.includes(role))',
    to: 'if (roles.length === 0)',
  },
  {
    name: 'passkey-of-nobody',
    breaks: 'I8: a passkey approves that nobody was given',
    file: 'src/features/approvals/rules.ts',
    from: '  one.key === key &&\n',
    to: '  key.length > 0 &&\n',
  },
];
