import { printable } from '#platform/cli/table.ts';
import type { RecordDetail } from './view.ts';

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
    ['issued', String(record.issuedAt)],
    ['arrived', String(record.arrivedAt)],
    ['verdict', code === null ? verdict : `${verdict}, ${code}${why === null ? '' : `: ${why}`}`],
    ['marking', marking && `TLP:${marking.tlp}, ${marking.base}`],
    ['basis', envelope.basis?.map(({ instrument, article }) => `${instrument}:${article}`)],
    ['purpose', envelope.purpose],
    ['retain until', envelope.retainUntil],
    ['hold', record.hold && `${record.hold.code} until ${record.hold.until}, by ${record.hold.by}`],
    ['to', record.to],
    ['case', record.case],
    ['about', envelope.about],
    ['replaces', envelope.replaces],
    ['sources', envelope.sources],
    ['log', record.logIndex === null ? 'not in a log yet' : `leaf ${record.logIndex}`],
    ['digest', record.digest],
    ['contenders', record.contenders],
  ];
  return all.flatMap(([name, value]) => {
    const text = (typeof value === 'string' ? [value] : (value ?? [])).map(printable).join(', ');
    return text === '' ? [] : [`${name.padEnd(13)} ${text}`];
  });
}

function releases({ releases: given }: RecordDetail): string[] {
  if (given.length === 0) return ['released by this node to nobody'];
  return given.map(({ to, at, recalledAt, receipts }) =>
    [
      `released to ${to} ${String(at)}`,
      ...(recalledAt === null ? [] : [`recalled ${String(recalledAt)}`]),
      ...(receipts.length === 0 ? ['no receipt yet'] : receipts.map(sayReceipt)),
    ].join('; '),
  );
}

const sayReceipt = ({ status, at, blobsDue }: RecordDetail['releases'][number]['receipts'][number]): string =>
  `${status} ${String(at)}${blobsDue === null ? '' : `, ${blobsDue} blobs due`}`;

const blobs = ({ blobs: named }: RecordDetail): string[] =>
  named.map(({ sha256, size, type, state, why }) =>
    [`blob ${sha256}`, `${size} bytes`, printable(type), state, ...(why === null ? [] : [printable(why)])].join(', '),
  );

function content({ body, destroyed, envelopeOnly, contentWithheld, withheld }: RecordDetail): string[] {
  if (body !== null) return ['content', body];
  if (withheld) return ['content: taken back by its author, kept unread under a hold'];
  if (destroyed) return ['content: destroyed'];
  if (envelopeOnly) return ['content: none came; the envelope is oversight’s due'];
  return [contentWithheld ? 'content: withheld from this role' : 'content: none'];
}
