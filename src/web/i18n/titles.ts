import { wordOf } from './fields.ts';
import { relationWord, typeWord } from './stix.ts';
import { dayOf, exactTime } from '../ui/times.ts';
import type { Translate } from './translate.ts';

type Say = (t: Translate, parts: readonly string[], purposeName: (code: string) => string) => string;

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
  /^(proposed by )?(\S+)(?: for ([a-z0-9, ]+))?( holds| judges)? as (reported|suspected|alleged) \(([^()]*), (\d+) of 100\)(?: \[attribution to (.+), ([a-z]+)\])?: ([^]+)$/;

/** A hypothesis or an assessment with whose it is and how sure: in another language as in English, never without (SG-26). */
function sayHeld(t: Translate, parts: readonly (string | undefined)[]): string {
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

/** What the node itself says in one line, by its form; `titles.test.ts` holds that each kind's is here. Other titles are their authors' words. */
const forms: readonly (readonly [RegExp, Say])[] = [
  [/^(\d+) records?$/, (t, [n]) => t('title.records', { count: Number(n) })],
  [/^(\d+) (?:leaf|leaves)$/, (t, [n]) => t('title.leaves', { count: Number(n) })],
  [
    new RegExp(`^(\\d+) (?:leaf|leaves) until (${instant})$`),
    (t, [n, at = '']) => t('title.leavesUntil', { count: Number(n), time: moment(t, at) }),
  ],
  [/^(\d+) (?:leaf|leaves): ([^]+)$/, (t, [n, text = '']) => `${t('title.leaves', { count: Number(n) })}: ${text}`],
  [/^(\d+) hosts?$/, (t, [n]) => t('title.hosts', { count: Number(n) })],
  [/^(\d+) acts?$/, (t, [n]) => t('title.acts', { count: Number(n) })],
  [/^(\d+) refused: (.*)$/, (t, [n, codes = '']) => t('title.refused', { count: Number(n), codes })],
  [
    /^(\d+) (released|discarded): (.*)$/,
    (t, [n = '', outcome = '', codes = '']) => `${wordOf(t, 'outcome', outcome)}: ${t.number(Number(n))} (${codes})`,
  ],
  [
    /^(\d+) (delivered|destroyed|held|never-held)$/,
    (t, [n, status = '']) => `${wordOf(t, 'status', status)}: ${t.number(Number(n))}`,
  ],
  [/^answered by (\S+)$/, (t, [ref = '']) => t('title.answeredBy', { ref })],
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
  [
    /^(\S+) to (\S+): (\d+) cases?$/,
    (t, [from = '', to = '', n]) => t('title.referred', { from, to, count: Number(n) }),
  ],
  [
    new RegExp(`^(${list(kind)}) until (${instant})$`),
    (t, [kinds = '', at = '']) => t('title.suspended', { kinds: kindsOf(t, kinds), time: moment(t, at) }),
  ],
  [new RegExp(`^(${list(kind)})$`), (t, [kinds = '']) => kindsOf(t, kinds)],
  [/^(reported|suspected|alleged): ([^]+)$/, (t, [term = '', text = '']) => `${t.term('term', term)}: ${text}`],
  [
    /^(for|against|neutral), (weak|moderate|strong), ([^:]+): ([^]+)$/,
    (t, [direction = '', weight = '', grade = '', text = '']) =>
      `${t.term('direction', direction)}, ${t.term('weight', weight)}, ${grade}: ${text}`,
  ],
  [
    /^(strongly-agree|agree|neutral|disagree|strongly-disagree): ([^]+)$/,
    (t, [opinion = '', text = '']) => `${t.term('opinion', opinion)}: ${text}`,
  ],
  [heldForm, sayHeld],
  [
    /^a hypothesis of (\S+), not a fact: (.+)$/,
    (t, [author = '', relation = '']) => t('title.attributed', { author, relation: relationWord(t, relation) }),
  ],
  [
    /^(?:(\S+) holds: )?([a-z][a-z0-9-]*): ([^]+ → [^]+)$/,
    (t, [author, relation = '', ends = '']) => {
      const said = `${relationWord(t, relation)}: ${endsOf(t, ends)}`;
      return author ? t('title.held', { author, said }) : said;
    },
  ],
  [/^sighting: ([^]+)$/, (t, [end = '']) => `${typeWord(t, 'sighting')}: ${endsOf(t, end)}`],
  [
    /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/,
    (t, [word = '']) => (typeWord(t, word) === word ? t.term('opinion', word) : typeWord(t, word)),
  ],
];

const appointed = /^\S+\/o-\S+ \([a-z-]+\)(?:,|…|$)/;

/** A line of the node's own in the language of the page; in English as the node says it, and any other title as it is. */
export function sayTitle(t: Translate, title: string, purposeName = (code: string) => code): string {
  if (t.locale === 'en') return title;
  if (appointed.test(title)) return title.replace(/\(([a-z-]+)\)/g, (_, role: string) => `(${t.term('role', role)})`);
  for (const [form, say] of forms) {
    const parts = form.exec(title)?.slice(1);
    if (parts) return say(t, parts, purposeName);
  }
  return title;
}
