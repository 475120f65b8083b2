import { BodySection } from '#web/BodySection.tsx';
import type { RecordDetail } from './api.ts';

const text = {
  destroyed: 'Content destroyed',
  destroyedWhy:
    'It was recalled, or its time ran out. The envelope, its seal and its place in the log stay, and can still be verified below.',
  envelope: 'Envelope only',
  envelopeWhy:
    'Oversight is owed the envelope of each record of this kind. Its content is here once its author releases it.',
  held: 'Content is kept under a hold, and shown to nobody',
  heldWhy: (until: string) =>
    `Its author took it back, or its time ran out. National law keeps it here until the end of ${until} (UTC); then it is destroyed.`,
  withheld: 'Content is not shown to your role',
  withheldWhy: 'A node administrator keeps the node running and reads no content.',
  reserved: (readers: readonly string[]) => `Content is for ${readers.join(' and ')} alone`,
  reservedWhy: 'Its author released it to one authority. Officers of others see the envelope.',
  unopened: 'Content cannot be opened',
  unopenedWhy: {
    'no-key': 'The key that it is wrapped for is not at this node.',
    broken: 'It was changed where it is stored. Tell the node administrator: somebody wrote to the database.',
  },
};

/** Why there is no content to show. */
function absence(record: RecordDetail): { title: string; why: string } {
  const { contentWithheld, contentError, envelopeOnly, readers, withheld, hold } = record;
  if (envelopeOnly) return { title: text.envelope, why: text.envelopeWhy };
  if (withheld && hold) return { title: text.held, why: text.heldWhy(hold.until) };
  if (contentWithheld && readers) return { title: text.reserved(readers), why: text.reservedWhy };
  if (contentWithheld) return { title: text.withheld, why: text.withheldWhy };
  if (contentError !== null) return { title: text.unopened, why: text.unopenedWhy[contentError] };
  return { title: text.destroyed, why: text.destroyedWhy };
}

/** The body, to be read or exactly as sealed. */
export function RecordContent({ record }: { record: RecordDetail }) {
  return <BodySection body={record.body} absence={absence(record)} />;
}
