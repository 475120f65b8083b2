import { destroyWithin, readKnown } from '#features/records/actions.ts';
import { defineKind } from '#features/records/model.ts';
import { translationSchema } from './model.ts';
import { judgeTranslation } from './rules.ts';

const ownKind = 'record.translation';

/** What nodes and oversight say to each other has no text of an author's. */
const isTranslated = (kind: string): boolean =>
  kind !== ownKind && kind.includes('.') && !/^(gate|audit|leaf|oversight|officer|approval|case)\./.test(kind);

/** Of objects as they came the name alone: what else they say may be of persons, and no list has it (SG-07). */
const mayName = (path: string): boolean => path === '/object/name' || !/^\/(?:object|source)\//.test(path);

export const recordTranslation = defineKind({
  kind: ownKind,
  what: 'the text of another record in another language, and by whom: it goes where that record goes, and ends with it',
  by: 'act',
  control: false,
  confidential: true,
  belongs: true,
  draftable: true,
  schema: translationSchema,
  asksAbout: ({ of }) => [of.ref],
  judge: (record, known) => judgeTranslation(record, known, isTranslated),
  title: ({ texts }) => texts.find(({ path }) => mayName(path))?.text.slice(0, 200) ?? null,
  follows: ({ of }) => [of.ref],
  // Its original may have been taken back before it came.
  async onAccepted(tx, records, deps) {
    const originals = await readKnown(
      tx,
      records.flatMap(({ envelope }) => envelope.about ?? []),
    );
    const isGone = ({ envelope }: (typeof records)[number]): boolean =>
      (envelope.about ?? []).some((ref) => originals.get(ref)?.destroyed === true);
    await destroyWithin(
      tx,
      deps,
      records.filter(isGone).map(({ id }) => id),
    );
  },
});
