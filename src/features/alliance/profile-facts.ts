import { z } from 'zod';
import { checkTranslated, languageTag, names, text, translations } from './profile-languages.ts';

/**
 * The descriptive lists of a profile: what an alliance says about itself. Nothing here grants a power; rules read the
 * members of `profile.ts`, screens and statistics read these.
 */

/** Short name of an entry in a list, lower case: `mutual-assistance`. */
export const code = z.string().regex(/^[a-z][a-z0-9-]{0,47}$/, 'not a short lower-case code');

/** A date as exact as the source gives it: year, month or day. */
export const factDate = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'not YYYY, YYYY-MM or YYYY-MM-DD');

/** ISO 8601 with one unit: `P30D`, `P12M`, `PT72H`. */
export const duration = z
  .string()
  .regex(/^P([1-9]\d{0,3}[YMWD]|T[1-9]\d{0,3}[HM])$/, 'not a one-unit ISO 8601 duration');

/** Where a fact is from: ids of `sources`, or inventory ids of a source document (`S4-061` is in `SD4`). */
const source = z
  .string()
  .max(120)
  .regex(/^[A-Z][A-Za-z0-9-]*(, [A-Z][A-Za-z0-9-]*)*$/, 'not a list of source ids');

/** S said by a source document, V seen in a public source, M general knowledge still to be checked, D design default. */
const evidence = z.enum(['S', 'V', 'V-part', 'M', 'D']);

/** What every fact of a factual profile carries. An alliance's own profile may leave it out. */
export const origin = { source: source.exactOptional(), evidence: evidence.exactOptional() };

const list = <T extends z.ZodType>(entry: T, max: number) => z.array(entry).max(max);
const coded = { code, title: text(240), ...origin };

/** What content may be exchanged for. */
export const purpose = z
  .strictObject({
    code,
    title: text(200),
    translations: translations({ title: text(200).exactOptional() }).exactOptional(),
  })
  .superRefine(checkTranslated);

/** An article as an instrument has it. */
const article = z
  .strictObject({
    article: text(24),
    title: text(200),
    text: text(1200).exactOptional(),
    /** The language of `text`, where it is not English: the wording of an official text is not made up in another. */
    language: languageTag.exactOptional(),
    translations: translations({ title: text(200).exactOptional(), text: text(1200).exactOptional() }).exactOptional(),
    ...origin,
  })
  .superRefine(checkTranslated);

export const body = z.strictObject({
  code,
  role: z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'not a role code'),
  names,
  seat: text(80).exactOptional(),
  since: factDate.exactOptional(),
  note: text(400).exactOptional(),
  ...origin,
});

export const instrument = z
  .strictObject({
    id: code,
    names,
    type: z.enum(['treaty', 'declaration', 'plan', 'decision']).exactOptional(),
    date: factDate,
    until: factDate.exactOptional(),
    articles: list(article, 200),
    parties: list(code, 64).exactOptional(),
    caution: text(400).exactOptional(),
    translations: translations({ caution: text(400).exactOptional() }).exactOptional(),
    ...origin,
  })
  .superRefine(checkTranslated);

export const decisionRule = z.strictObject({
  /** Share of the participants' root keys that must endorse the next profile. */
  profile: z.enum(['more-than-half', 'two-thirds', 'all']),
  /** How joint measures are adopted, and how long silence must last to count as consent. */
  measures: z.enum(['consensus', 'majority']),
  silence: duration,
  note: text(400).exactOptional(),
  ...origin,
});

export const deadline = z.strictObject({
  code,
  what: text(200),
  duration,
  /** Days are calendar days unless this says so; the calendar is then that of the participant that must act. */
  days: z.literal('working').exactOptional(),
  origin: text(200),
  evidence: evidence.exactOptional(),
});

export const priority = z.strictObject({
  year: z.int().min(1990).max(2200),
  number: z.int().min(1).max(99),
  text: text(400),
  guard: text(300).exactOptional(),
  operation: code.exactOptional(),
  ...origin,
});

export const statistic = z.strictObject({
  id: z.string().regex(/^[A-Z]{1,3}\d{1,3}[a-z]?$/, 'not a statistic id'),
  standing: z.enum(['reference', 'background']),
  /** Figures of one series, and only those, may share a chart. */
  series: code,
  indicator: code,
  op: z.enum(['>', '>=', '=', '~', '<=', '<']),
  value: z.number().nonnegative().max(Number.MAX_SAFE_INTEGER),
  unit: code,
  scope: text(80),
  subjects: list(code, 64).exactOptional(),
  from: factDate.exactOptional(),
  to: factDate.exactOptional(),
  definition: text(500),
  source,
  evidence,
  /** When the figure was stated, or the date at which it holds. */
  asOf: factDate,
  caution: text(500),
});

/** All lists that a profile may leave out. */
export const facts = {
  notes: list(z.strictObject({ about: text(60), text: text(800) }), 40).exactOptional(),
  roles: list(z.strictObject({ role: body.shape.role, title: text(200), ...origin }), 64).exactOptional(),
  areas: list(z.strictObject({ ...coded, code: text(16) }), 64).exactOptional(),
  principles: list(z.strictObject({ ...coded, code: text(16), guard: text(200).exactOptional() }), 64).exactOptional(),
  operations: list(
    z.strictObject({ code, names, standing: z.boolean(), since: factDate, note: text(600).exactOptional(), ...origin }),
    32,
  ).exactOptional(),
  priorities: list(priority, 200).exactOptional(),
  offenceFamilies: list(
    z
      .strictObject({
        ...coded,
        elements: list(text(400), 12),
        guard: text(300).exactOptional(),
        translations: translations({
          title: text(240).exactOptional(),
          elements: list(text(400), 12).exactOptional(),
          guard: text(300).exactOptional(),
        }).exactOptional(),
      })
      .superRefine(checkTranslated),
    64,
  ).exactOptional(),
  barredGrounds: list(
    z
      .strictObject({
        ...coded,
        rule: z.string().regex(/^SG-\d\d$/, 'not a safeguard'),
        translations: translations({ title: text(240).exactOptional() }).exactOptional(),
      })
      .superRefine(checkTranslated),
    64,
  ).exactOptional(),
  deadlines: list(deadline, 100).exactOptional(),
  chairs: list(z.strictObject({ participant: code, asOf: factDate, event: text(200), ...origin }), 64).exactOptional(),
  partners: list(
    z.strictObject({ code, names, scope: text(400), note: text(400).exactOptional(), ...origin }),
    64,
  ).exactOptional(),
  memoranda: list(
    z.strictObject({
      id: code,
      title: text(240),
      parties: list(code, 16),
      date: factDate,
      until: factDate.exactOptional(),
      scope: text(400),
      ...origin,
    }),
    100,
  ).exactOptional(),
  statistics: list(statistic, 400).exactOptional(),
  sources: list(
    z.strictObject({
      id: z.string().regex(/^[A-Z]{1,3}\d{1,3}$/, 'not a source id'),
      what: text(300),
      where: text(300).exactOptional(),
    }),
    200,
  ).exactOptional(),
};
