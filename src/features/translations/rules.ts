import { accepted, refuse } from '#features/records/model.ts';
import type { Envelope, Known, Verdict } from '#features/records/model.ts';
import type { Translation } from './model.ts';

/**
 * Whether a record translates another: it is about that one alone, names its digest, says its language, and bears its very label, so that
 * it may go wherever the original may, and nowhere else; and it is for the same purpose, so that nobody reads it who may not read that. What is
 * not here yet, it waits for. Codes: about, digest, lang, source-marking, source-purpose.
 */
export function judgeTranslation(
  { envelope, body: { of } }: { envelope: Envelope; body: Translation },
  known: Known,
  translates: (kind: string) => boolean,
): Verdict {
  const { about = [], author, lang, marking, purpose } = envelope;
  if (about.length !== 1 || about[0] !== of.ref || of.ref === envelope.ref)
    return refuse('about', `${envelope.kind} is about the one record that it translates`);
  if (lang === undefined) return refuse('lang', 'a translation says into which language');
  const original = known.records.get(of.ref);
  const isOwn = author.split('/', 1)[0] === known.self;
  if (!original) return isOwn ? refuse('about', `${of.ref} is not here`) : accepted;
  if (original.verdict !== 'own' && original.verdict !== 'accepted')
    return isOwn ? refuse('about', `${of.ref} was not accepted here`) : accepted;
  if (!translates(original.kind)) return refuse('about', `${original.kind} has no text of an author to translate`);
  if (isOwn && original.destroyed) return refuse('about', `the content of ${of.ref} is not here any more`);
  if (original.digest.toString('base64url') !== of.digest) return refuse('digest', `${of.ref} has another digest`);
  const isSame = marking?.tlp === original.tlp && marking?.base === original.base;
  if (!isSame)
    return refuse(
      'source-marking',
      `a translation bears the label of its original, TLP:${original.tlp} ${original.base}`,
    );
  const same = known.purposes.get(of.ref);
  return purpose === same
    ? accepted
    : refuse('source-purpose', `a translation is for what its original is for, ${same}`);
}
