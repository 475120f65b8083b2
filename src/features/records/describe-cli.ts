import { harmless, printable } from '#platform/cli/table.ts';
import { counted } from '#platform/cli/counted.ts';
import type { RecordDetail } from '#api-client.ts';

type Fact = [name: string, value: string | readonly string[] | null | undefined];

/** A record for a person at a terminal: who and when, who has it, then the content as it was sealed. */
export function describeRecord(record: RecordDetail): string {
  return [...facts(record), '', ...releases(record), ...blobs(record), '', ...content(record)].join('\n');
}

function facts(record: RecordDetail): string[] {
  const { envelope, marking, verdict, code, why } = record;
  const all: Fact[] = [
    ['record', record.ref],
    ['kind', record.kind],
    ['title', record.title],
    ['author', [record.author, ...envelope.officers]],
    ['issued', record.issuedAt],
    ['arrived', record.arrivedAt],
    ['verdict', code === null ? verdict : `${verdict}, ${code}${why === null ? '' : `: ${why}`}`],
    ['emergency', record.emergency && sayEmergency(record.emergency)],
    ['approved by', record.approvals.map(({ officer, role }) => (role === null ? officer : `${officer} (${role})`))],
    ['marking', marking && `TLP:${marking.tlp}, ${marking.base}`],
    ['basis', envelope.basis?.map(({ instrument, article }) => `${instrument}:${article}`)],
    ['purpose', envelope.purpose],
    ['retain until', envelope.retainUntil],
    ['hold', record.hold && `${record.hold.code} until ${record.hold.until}, by ${record.hold.by}`],
    ['to', record.to],
    ['case', record.case],
    ['about', envelope.about],
    ['replaces', envelope.replaces],
    ['replaced by', record.replacedBy],
    ['sources', envelope.sources],
    ['log', record.logIndex === null ? 'not in a log yet' : `leaf ${record.logIndex}`],
    ['digest', record.digest],
    ['signed digest', record.signedDigest],
    ['contenders', record.contenders],
  ];
  return all.flatMap(([name, value]) => {
    const text = (typeof value === 'string' ? [value] : (value ?? [])).map(printable).join(', ');
    return text === '' ? [] : [`${name.padEnd(13)} ${text}`];
  });
}

const sayEmergency = ({ state, until, confirmation }: NonNullable<RecordDetail['emergency']>): string =>
  state === 'confirmed' ? `confirmed by ${confirmation ?? 'a second person'}` : `${state}, until ${until}`;

function releases({ releases: given }: RecordDetail): string[] {
  if (given.length === 0) return ['released by this node to nobody'];
  return given.map(({ to, at, recalledAt, receipts }) =>
    [
      `released to ${to} ${at}`,
      ...(recalledAt === null ? [] : [`recalled ${recalledAt}`]),
      ...(receipts.length === 0 ? ['no receipt yet'] : receipts.map(sayReceipt)),
    ].join('; '),
  );
}

type Receipt = RecordDetail['releases'][number]['receipts'][number];

/** What a holder confirmed, whole: also what is left of the content there. */
export function sayReceipt({ status, at, code, until, derived, backupsGoneBy, exported, blobsDue }: Receipt): string {
  return [
    `${status} ${at}`,
    ...(until === null ? [] : [`held until ${until}: ${printable(code ?? 'no code')}`]),
    ...(blobsDue === null ? [] : [`${counted(blobsDue, 'blob')} due`]),
    ...(backupsGoneBy === null ? [] : [sayBackups(backupsGoneBy)]),
    ...(exported ?? []).map(({ place, count, last }) => `exported to ${printable(place)} ${count}×, last ${last}`),
    ...(derived === null ? [] : [`${counted(derived, 'record')} made from it`]),
  ].join(', ');
}

const sayBackups = (goneBy: string): string =>
  goneBy === 'unknown' ? 'backups of it are not known to be gone' : `in backups until the end of ${goneBy}`;

const blobs = ({ blobs: named }: RecordDetail): string[] =>
  named.map(({ sha256, size, type, state, why }) =>
    [`blob ${sha256}`, `${size} bytes`, printable(type), state, ...(why === null ? [] : [printable(why)])].join(', '),
  );

function content(record: RecordDetail): string[] {
  const { body, destroyed, envelopeOnly, contentWithheld, withheld, readers } = record;
  if (body !== null) return ['content', body];
  if (withheld) return [`content: kept unread under a hold${sayRecall(record)}`];
  if (destroyed) return [`content: destroyed${sayRecall(record)}`];
  if (envelopeOnly) return ['content: none came; the envelope is oversight’s due'];
  if (contentWithheld && readers) return [`content: for ${readers.map(printable).join(' and ')} alone`];
  return [contentWithheld ? 'content: withheld from this role' : 'content: none'];
}

/** Why another's content went: its author took it back, or nobody did and its time ran out. */
function sayRecall({ recalled }: RecordDetail): string {
  if (recalled === null) return '';
  const reason = recalled.reason === null ? '' : `: ${harmless(recalled.reason).replaceAll('\n', ' ')}`;
  return `; recalled ${recalled.at} by ${recalled.ref}${reason}`;
}
