import { wordOf } from './fields.ts';
import { relationWord, typeWord } from './stix.ts';
import { dayOf, exactTime } from '../ui/times.ts';
import type { Translate } from './translate.ts';

type Say = (t: Translate, parts: readonly string[], purposeName: (code: string) => string) => string;
type Form = readonly [RegExp, Say];

const instant = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d`;
const kind = String.raw`[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*`;
const list = (one: string) => `${one}(?:, ${one})*`;

/** To the minute, in UTC, as a title has it. */
const moment = (t: Translate, at: string) => exactTime(`${at.replace(' ', 'T')}:00Z`, t.locale);
const kindsOf = (t: Translate, kinds: string) =>
  kinds
    .split(', ')
    .map((one) => t.term('kind', one))
    .join(', ');
/** `identity 6f1c0a2e…`: an end of a relationship that has no name here. */
const endsOf = (t: Translate, ends: string) =>
  ends.replace(/(^| → )([a-z0-9-]+)( [0-9a-f]{8}…)/g, (_, before: string, type: string, id: string) =>
    [before, typeWord(t, type), id].join(''),
  );

const heldForm =
  /^(proposed by )?(\S+)(?: for ([a-z0-9, ]+))?( holds| judges)? as (reported|suspected|alleged) \(([^()]*), (\d+) of 100\)(?: \[attribution to ([^\]]+), ([a-z]+)\])?: ([^]+)$/;

/** A hypothesis or an assessment with whose it is and how sure: in another language as in English, never without (SG-26). */
function sayHeldBy(t: Translate, parts: readonly (string | undefined)[]): string {
  const [proposed, author = '', others = '', verb, term = '', words = '', value = '', whom, className = '', text = ''] =
    parts;
  const said = {
    author,
    term: t.term('term', term),
    sure: t('title.sure', { words: t.term('confidence', words), value }),
    text:
      whom === undefined
        ? text
        : `${text} [${t('title.attribution', { whom, class: t.term('identityClass', className) })}]`,
  };
  if (proposed !== undefined) return t('title.proposed', { ...said, others });
  return verb === ' judges' ? t('title.judged', said) : t('title.heldAs', said);
}

const termed: Form = [
  /^(reported|suspected|alleged): ([^]+)$/,
  (t, [term = '', text = '']) => `${t.term('term', term)}: ${text}`,
];
const counted: Form = [/^(\d+) records?$/, (t, [n]) => t('title.records', { count: Number(n) })];
const refused: Form = [
  /^(\d+) refused: (.*)$/,
  (t, [n, codes = '']) => t('title.refused', { count: Number(n), codes }),
];
const listed: Form = [new RegExp(`^(${list(kind)})$`), (t, [kinds = '']) => kindsOf(t, kinds)];
const related: Form = [
  /^(?:([a-z][a-z0-9]*) holds: )?([A-Za-z0-9_-]+|“[^“”]*”): ([^]+ → [^]+)$/,
  (t, [author, relation = '', ends = '']) => {
    const said = `${relationWord(t, relation)}: ${endsOf(t, ends)}`;
    return author ? t('title.held', { author, said }) : said;
  },
];

/** By kind, what the node itself says in one line. A kind that is not here is called by its author's words, which nobody translates. */
const formsOf: Readonly<Record<string, readonly Form[]>> = {
  'assignment.give': [
    [
      /^(\S+(?:, \S+)*): (desk|case|inquiry), ([a-z0-9-]+), until (\d{4}-\d\d-\d\d)$/,
      (t, [officers = '', covers = '', purpose = '', day = ''], purposeName) =>
        t('title.assigned', {
          officers,
          covers: t.term('assignmentCovers', covers),
          purpose: purposeName(purpose),
          day: dayOf(day, t.locale),
        }),
    ],
  ],
  'audit.batch': [[/^(\d+) acts?$/, (t, [n]) => t('title.acts', { count: Number(n) })]],
  'case.refer': [
    [
      /^(\S+) to (\S+): (\d+) cases?$/,
      (t, [from = '', to = '', n]) => t('title.referred', { from, to, count: Number(n) }),
    ],
  ],
  'gate.block': [
    refused,
    [
      /^(\d+) (released|discarded): (.*)$/,
      (t, [n = '', outcome = '', codes = '']) =>
        t.locale === 'en'
          ? `${n} ${outcome}: ${codes}`
          : `${wordOf(t, 'outcome', outcome)}: ${t.number(Number(n))} (${codes})`,
    ],
  ],
  'hypothesis.assessment': [termed],
  'hypothesis.evidence': [
    [
      /^(for|against|neutral), (weak|moderate|strong), ([^:]+): ([^]+)$/,
      (t, [direction = '', weight = '', grade = '', text = '']) =>
        `${t.term('direction', direction)}, ${t.term('weight', weight)}, ${grade}: ${text}`,
    ],
  ],
  'hypothesis.opinion': [
    [
      /^(strongly-agree|agree|neutral|disagree|strongly-disagree): ([^]+)$/,
      (t, [opinion = '', text = '']) => `${t.term('opinion', opinion)}: ${text}`,
    ],
  ],
  'hypothesis.statement': [termed],
  'incident.count': [[/^(\d+) hosts?$/, (t, [n]) => t('title.hosts', { count: Number(n) })]],
  'leaf.demand': [
    [
      new RegExp(`^(\\d+) (?:leaf|leaves) until (${instant})$`),
      (t, [n, at = '']) => t('title.leavesUntil', { count: Number(n), time: moment(t, at) }),
    ],
  ],
  'leaf.opening': [[/^(\d+) (?:leaf|leaves)$/, (t, [n]) => t('title.leaves', { count: Number(n) })]],
  'officer.appoint': [
    [
      /^([^\s/]+\/[^\s/]+\/o-[^\s/]+ \([a-z-]+\)(?:[,…][^]*)?)$/,
      (t, [people = '']) => people.replace(/\(([a-z-]+)\)/g, (_, role: string) => `(${t.term('role', role)})`),
    ],
  ],
  'oversight.finding': [
    [/^(\d+) (?:leaf|leaves): ([^]+)$/, (t, [n, text = '']) => `${t('title.leaves', { count: Number(n) })}: ${text}`],
  ],
  'oversight.lift': [listed],
  'oversight.suspension': [
    [
      new RegExp(`^(${list(kind)}) until (${instant})$`),
      (t, [kinds = '', at = '']) => t('title.suspended', { kinds: kindsOf(t, kinds), time: moment(t, at) }),
    ],
  ],
  recall: [counted],
  receipt: [
    [
      /^(\d+) (delivered|destroyed|held|never-held)$/,
      (t, [n, status = '']) => {
        const [word, count] = [wordOf(t, 'status', status), t.number(Number(n))];
        return t.locale === 'en' ? `${count} ${word}` : `${word}: ${count}`;
      },
    ],
  ],
  refusal: [refused],
  release: [counted],
  // Of an object without a name; `readTitles` of the threats makes these lines. An author's name that reads like one stands in quotation marks.
  'threat.object': [
    related,
    [/^sighting: ([^]+)$/, (t, [end = '']) => `${typeWord(t, 'sighting')}: ${endsOf(t, end)}`],
    [/^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/, (t, [type = '']) => typeWord(t, type)],
  ],
};

const heldForms: readonly Form[] = [
  [
    /^a hypothesis of (\S+), not a fact: (.+)$/,
    (t, [author = '', relation = '']) => t('title.attributed', { author, relation: relationWord(t, relation) }),
  ],
  related,
];
const noteForms: readonly Form[] = [[/^answered by (\S+)$/, (t, [ref = '']) => t('title.answeredBy', { ref })]];

function sayBy(forms: readonly Form[], t: Translate, line: string, purposeName = (code: string) => code): string {
  for (const [form, say] of forms) {
    const parts = form.exec(line)?.slice(1);
    if (parts) return say(t, parts, purposeName);
  }
  return line;
}

/** A record's title: what the node itself says of its kind in the language of the page, what its author wrote as it is. */
export const sayTitle = (
  t: Translate,
  { kind: of, title }: { kind: string; title: string },
  purposeName?: (code: string) => string,
): string => sayBy(formsOf[of] ?? [], t, title, purposeName);

/** Whose word a hypothesis, an assessment or an attribution is, and how sure (SG-26). */
export const sayHeld = (t: Translate, held: string): string =>
  // In English it is in words already.
  sayBy(t.locale === 'en' ? heldForms : [[heldForm, sayHeldBy], ...heldForms], t, held);

/** Why a task was closed: an officer's words, or the answer that closed it. */
export const sayNote = (t: Translate, note: string): string => sayBy(noteForms, t, note);
